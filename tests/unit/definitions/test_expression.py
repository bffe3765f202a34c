"""What an expression knows of itself, and how it is written for each engine."""

from __future__ import annotations

import pytest

from forcesight.records import REGISTRY, RecordedCrime, StopSearch
from forcesight.store.definitions import DIALECTS, DefinitionError, Expression


HARM = {"harm": {"Robbery": 2, "Burglary": -0.5}}


def duckdb(text: str) -> str:
    return Expression.parse(text, StopSearch).sql("duckdb")


@pytest.mark.parametrize(
    ("text", "kind", "columns"),
    [
        ("outcome_linked", "boolean", ("outcome_linked",)),
        ("true", "boolean", ()),
        ("1", "number", ()),
        ("hour / 2", "number", ("hour",)),
        ("Month >= '2024-01' AND \"hour\" < 3 OR month = '2023-12'", "boolean", ("month", "hour")),
        ("happened_at is null", "boolean", ("happened_at",)),
        ("case when hour > 3 then null else length(outcome) end", "number", ("hour", "outcome")),
    ],
)
def test_kind_and_columns(text: str, kind: str, columns: tuple[str, ...]) -> None:
    expression = Expression.parse(text, StopSearch)
    assert (expression.kind, expression.columns, expression.text) == (kind, columns, text)


@pytest.mark.parametrize("table", sorted(REGISTRY))
def test_every_column_of_every_contract_can_be_named(table: str) -> None:
    """Also those that SQL keeps for itself, such as force."""
    for name in REGISTRY[table].names():
        assert Expression.parse(f"{name} is null or not {name} is null", REGISTRY[table]).columns == (name,)


def test_a_function_may_share_its_name_with_no_column() -> None:
    assert duckdb("left(force, 2) = 'no'") == "LEFT(\"force\", 2) = 'no'"


@pytest.mark.parametrize(
    ("text", "alike", "different"),
    [
        ("hour > 3 and outcome_linked", "((HOUR) > 3.0)\n AND (outcome_linked)", "hour > 4 and outcome_linked"),
        ("outcome like 'a%'", "(outcome) LIKE 'a%'", "outcome like 'A%'"),
        ("hour between 1 and 2", "hour between 1.0 and 2e0", "hour between 2 and 1"),
    ],
)
def test_fingerprints_follow_the_meaning(text: str, alike: str, different: str) -> None:
    first, second, third = (Expression.parse(spelling, StopSearch) for spelling in (text, alike, different))
    assert first.fingerprint == second.fingerprint != third.fingerprint
    assert first == second != third


def test_fingerprints_follow_the_weights_and_the_contract(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "weight('harm', crime_type)"
    before = Expression.parse(text, RecordedCrime, weights=HARM)
    heavier = Expression.parse(text, RecordedCrime, weights={"harm": {"Robbery": 3, "Burglary": -0.5}})
    monkeypatch.setattr(RecordedCrime, "version", RecordedCrime.version + 1)
    later = Expression.parse(text, RecordedCrime, weights=HARM)
    assert len({before.fingerprint, heavier.fingerprint, later.fingerprint}) == 3


def test_fingerprints_stay_as_they_are() -> None:
    """They stand in published figures: a change of this value means that every mart is built anew."""
    expression = Expression.parse("crime_type <> 'Anti-social behaviour'", RecordedCrime)
    assert expression.fingerprint == "bc9332840571d3518c467a4afdaa963f"


def test_negations_of_every_kind_are_one() -> None:
    assert duckdb("outcome not like 'a%'") == duckdb("not (outcome like 'a%')")
    assert duckdb("hour not in (1, 2)") == duckdb("not hour in (1, 2)")
    assert duckdb("outcome is not null") == duckdb("not outcome is null")
    assert duckdb("outcome_linked and outcome not like 'a' and hour not between 1 and 2") == duckdb(
        "outcome_linked and not outcome like 'a' and not hour between 1 and 2"
    )


def test_text_is_ordered_by_code_point_in_postgresql() -> None:
    expression = Expression.parse("month >= '2024-01'", StopSearch)
    assert expression.sql("postgres") == '("month" COLLATE "C") >= (\'2024-01\' COLLATE "C")'
    assert expression.sql("spark") == "`month` >= '2024-01'"


def test_backslashes_and_quotes_are_the_text_itself() -> None:
    expression = Expression.parse(r"outcome = 'it''s a \n'", StopSearch)
    assert expression.sql("duckdb") == r""""outcome" = 'it''s a \n'"""
    assert expression.sql("spark") == r"""`outcome` = 'it\'s a \\n'"""


def test_weights_are_written_out() -> None:
    sql = Expression.parse("weight('harm', crime_type)", RecordedCrime, weights=HARM).sql("duckdb")
    assert sql == (
        "CASE WHEN (\"crime_type\" = 'Robbery') THEN CAST('2.0' AS DOUBLE) "
        "WHEN (\"crime_type\" = 'Burglary') THEN (-CAST('0.5' AS DOUBLE)) END"
    )


def test_long_chains_stay_flat() -> None:
    """Brackets around every `or` would be too deep for some engines."""
    chain = " or ".join(f"hour = {hour}" for hour in range(24))
    assert "((((" not in duckdb(chain).replace("(CASE", "CASE")


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(DefinitionError, match=f"no engine for 'oracle'; definitions run on {', '.join(DIALECTS)}"):
        Expression.parse("true", StopSearch).sql("oracle")  # type: ignore[arg-type]
