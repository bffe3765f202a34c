"""The question that is put to an engine, and which questions are refused."""

from __future__ import annotations

from typing import Any

import pytest

from forcesight.records import Note, RecordedCrime, StopSearch
from forcesight.store.definitions import Aggregate, DefinitionError, Expression


LINKED = Expression.parse("outcome_linked", StopSearch)
HOURS = Expression.parse("length(outcome)", StopSearch)
NIGHT = Expression.parse("force = 'north'", StopSearch)


def test_conditions_are_counted_and_numbers_summed() -> None:
    aggregate = Aggregate(StopSearch, ("force", "month"), NIGHT, {"linked": LINKED, "hours": HOURS})
    assert aggregate.sql("duckdb", "stop_search") == (
        'SELECT "force", "month", COUNT(*) AS "rows", '
        'CAST(COALESCE(COUNT_IF("outcome_linked"), 0) AS BIGINT) AS "linked", '
        'SUM(CAST(LENGTH("outcome") AS DOUBLE)) AS "hours" '
        'FROM stop_search WHERE "force" = \'north\' GROUP BY "force", "month"'
    )
    assert aggregate.sql("spark", "a.b") == (
        "SELECT `force`, `month`, COUNT(*) AS `rows`, COUNT(CASE WHEN `outcome_linked` THEN 1 END) AS `linked`, "
        "SUM(CAST(LENGTH(`outcome`) AS DOUBLE)) AS `hours` "
        "FROM a.b WHERE `force` = 'north' GROUP BY `force`, `month`"
    )


def test_without_groups_there_is_one_row() -> None:
    assert Aggregate(StopSearch).sql("postgres", "(SELECT 1)") == 'SELECT COUNT(*) AS "rows" FROM (SELECT 1)'


def test_the_columns_that_it_reads() -> None:
    aggregate = Aggregate(StopSearch, ("month",), NIGHT, {"linked": LINKED, "hours": HOURS})
    assert aggregate.columns == ("month", "force", "outcome_linked", "outcome")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"group_by": ("nothing",)}, "stop_search has no column nothing to group by"),
        ({"group_by": ("latitude",)}, "latitude is a number, which rows cannot be grouped by"),
        ({"group_by": ("happened_at",)}, "happened_at is a instant, which rows cannot be grouped by"),
        ({"group_by": ("force", "force")}, "name one twice: force, force"),
        ({"sums": {"rows": LINKED}}, "cannot be called 'rows'"),
        ({"sums": {"force": LINKED}}, "cannot be called 'force'"),
        ({"sums": {'a"b': LINKED}}, "small letters, digits and _"),
        ({"sums": {"a" * 64: LINKED}}, "small letters, digits and _"),
        ({"where": HOURS}, r"Rows are chosen by a condition; this is a number: length\(outcome\)"),
        ({"where": Expression.parse("true", RecordedCrime)}, "over recorded_crime cannot be summed over stop_search"),
        ({"sums": {"a": Expression.parse("1", Note)}}, "over note cannot be summed over stop_search: 1"),
    ],
)
def test_a_question_that_cannot_be_put(options: dict[str, Any], sentence: str) -> None:
    with pytest.raises(DefinitionError, match=sentence):
        Aggregate(StopSearch, **options)
