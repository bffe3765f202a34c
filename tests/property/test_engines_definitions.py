"""What goes in: the random definitions reach every construct, and any text at all is a definition or a sentence."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlglot import exp
from tests.property.engines_cases import SEEDS, budget
from tests.property.engines_grammar import WEIGHTS, Definitions
from tests.property.engines_rows import Anything, table
from tests.property.engines_server import postgres_address

from forcesight.records import StopSearch
from forcesight.store.definitions import DefinitionError, Expression
from forcesight.store.definitions.engines import DuckDB, PostgreSQL
from forcesight.store.definitions.reading import read
from forcesight.store.definitions.rules import RULES


def test_the_grammar_reaches_every_construct() -> None:
    """So that a construct cannot join the allow-list without being held against every engine."""
    seen: set[type[exp.Expr]] = set()

    for seed in range(300):
        text = Definitions(random.Random(seed), Anything).any(3)
        seen.update(type(node) for node in read(text, Anything.names()).walk())
    assert set(RULES) - seen == set()


_WORDS = (
    *("hour", "outcome", "outcome_linked", "force", "month", "null", "true", "1", "-2.5", "'a'", "'2024-01'", "''"),
    *(
        "and",
        "or",
        "not",
        "is",
        "in",
        "like",
        "between",
        "case",
        "when",
        "then",
        "else",
        "end",
        "(",
        ")",
        ",",
        "=",
        "<",
    ),
    *(
        "+",
        "-",
        "*",
        "/",
        "%",
        "||",
        "::",
        ";",
        "--",
        "/*",
        "*/",
        '"',
        "'",
        "\\",
        "select",
        "from",
        "as",
        "lower(",
        "weight(",
    ),
    *("'harm'", "coalesce(", "left(", "distinct", "over", "[", "]", "{", "}", "$$", "?", ":a", "@", "~", "exists"),
)
_SOUP = st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join)


@budget(300)
@given(st.one_of(_SOUP, st.text(max_size=20)))
def test_any_text_is_a_definition_or_a_sentence(text: str) -> None:
    try:
        expression = Expression.parse(text, StopSearch, weights=WEIGHTS)
    except DefinitionError as error:
        assert " " in str(error)
        return
    assert set(expression.columns) <= set(StopSearch.names())
    assert all(expression.sql(dialect) for dialect in ("duckdb", "postgres", "spark"))


def loose(chance: random.Random) -> str:
    """A condition written without any brackets, so that what binds to what is left to the reader."""
    figures = ("size", "total", "amount", "- share", "3", "0.5")

    def joined(terms: list[str], signs: tuple[str, ...]) -> str:
        return "".join(term + chance.choice(signs) for term in terms[:-1]) + terms[-1]

    def figure() -> str:
        return joined([chance.choice(figures) for _ in range(chance.randint(1, 4))], (" + ", " - ", " * "))

    def term() -> str:
        no = chance.choice(("", "not "))
        forms = (
            f"{figure()} <= {figure()}",
            f"{figure()} {no}between {figure()} and {figure()}",
            f"{figure()} is {no}null",
            f"words {no}like '%a%'",
            f"{figure()} {no}in (1, -2, 0.5)",
            f"flag is {no}true",
            "sign",
        )
        return chance.choice(("", "not ", "not not ")) + chance.choice(forms)

    return joined([term() for _ in range(chance.randint(1, 5))], (" and ", " or "))


@pytest.fixture(scope="module")
def engines() -> Iterator[list[DuckDB | PostgreSQL]]:
    opened = [DuckDB(), PostgreSQL(postgres_address())]
    yield opened
    for engine in opened:
        engine.close()


@budget(25)
@given(SEEDS)
def test_operators_bind_as_engines_read_them(engines: list[DuckDB | PostgreSQL], seed: int) -> None:
    """What an engine makes of the text itself is what it makes of the SQL that we write."""
    chance = random.Random(seed)
    texts = [loose(chance) for _ in range(3)]
    rows = table(chance, Anything, Anything.names(), exact=True)
    for engine in engines:
        engine.load(Anything, rows)
        for text in texts:
            ours = Expression.parse(text, Anything).sql(engine.name)
            told = engine._connection.execute(f"SELECT count(*) FROM anything WHERE ({text}) IS DISTINCT FROM ({ours})")
            assert told.fetchall() == [(0,)], f"{engine.name}: {text}"
