"""A light look at a definition's expression: which names it uses, and what it must not hold.

The store parses expressions in full before it runs them; this look needs no parser, so that a catalogue can be
checked in an editor or at start in a few milliseconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping


_TOKEN = re.compile(
    r"""\s+
    | (?P<text>'(?:[^']|'')*')
    | (?P<outcomes>\{outcomes\.[a-z_]+\})
    | (?P<limit>\{(?P<unit>seconds|minutes|hours)\.(?P<clock>[a-z0-9_]+)\})
    | (?P<number>\d+(?:\.\d+)?)
    | (?P<name>[A-Za-z_]\w*)
    | <> | <= | >= | != | [=<>+\-*/(),]
    | (?P<stray>.)""",
    re.VERBOSE | re.DOTALL,
)

_WEIGHT = re.compile(r"\bweight\s*\(\s*'([^']*)'\s*,", re.IGNORECASE)

# The words of the dialect; every other name is a column.
KEYWORDS = frozenset(
    ["and", "or", "not", "in", "is", "null", "between", "like", "case", "when", "then", "else", "end", "true", "false"]
)
SECONDS_IN = {"seconds": 1, "minutes": 60, "hours": 3600}
FUNCTIONS = frozenset(["coalesce", "left", "length", "lower", "right", "upper", "weight"])


def names_in(expression: str) -> tuple[str, ...]:
    """The columns that the expression names, in order of first use."""
    names = [token["name"] for token in _TOKEN.finditer(expression) if token["name"]]
    return tuple(dict.fromkeys(name for name in names if name.lower() not in KEYWORDS | FUNCTIONS))


def texts_in(expression: str) -> tuple[str, ...]:
    """The texts in quotes that the expression compares with, in order; ids of weight schemes are not among them."""
    return tuple(
        token["text"][1:-1].replace("''", "'")
        for token in _TOKEN.finditer(_WEIGHT.sub("", expression))
        if token["text"]
    )


def weights_in(expression: str) -> tuple[str, ...]:
    """The ids of the weight schemes that the expression calls, as in `weight('scheme', column)`."""
    return tuple(dict.fromkeys(_WEIGHT.findall(expression)))


def outcome_groups_in(expression: str) -> tuple[str, ...]:
    """The ids of the outcome groups that the expression refers to, as in `last_outcome in {outcomes.charged}`."""
    found = [token["outcomes"] for token in _TOKEN.finditer(expression) if token["outcomes"]]
    return tuple(dict.fromkeys(token[len("{outcomes.") : -1] for token in found))


def with_outcomes(expression: str, outcomes: Mapping[str, tuple[str, ...]]) -> str:
    """The expression with each reference to an outcome group replaced by its list of outcomes."""
    for group in outcome_groups_in(expression):
        texts = ", ".join("'" + outcome.replace("'", "''") + "'" for outcome in outcomes[group])
        expression = expression.replace(f"{{outcomes.{group}}}", f"({texts})")
    return expression


def faults_in(expression: str) -> Iterator[str]:
    """What the expression must not hold: nothing at all, stray characters, brackets left open."""
    if not expression.strip():
        yield "is empty: give an expression over the table's columns"
    strays = dict.fromkeys(token["stray"] for token in _TOKEN.finditer(expression) if token["stray"])
    if strays:
        yield f"holds {' '.join(strays)}, which definitions do not use: see docs/reference/catalogue.md"
    outside_text = _TOKEN.sub(lambda token: "" if token["text"] else token[0], expression)
    if outside_text.count("(") != outside_text.count(")"):
        yield "has a bracket that is not closed or not opened"


def clocks_in(expression: str) -> tuple[tuple[str, str], ...]:
    """The limits that the expression refers to, as in `minutes_to_attend <= {minutes.resp_g2}`: unit and clock's id."""
    found = [(token["unit"], token["clock"]) for token in _TOKEN.finditer(expression) if token["limit"]]
    return tuple(dict.fromkeys(found))


def with_limits(expression: str, limits: Mapping[str, float]) -> str:
    """The expression with each reference to a clock replaced by its limit; `limits` are in seconds, by clock."""
    for unit, clock in clocks_in(expression):
        limit = limits[clock] / SECONDS_IN[unit]
        expression = expression.replace(f"{{{unit}.{clock}}}", f"{limit:.15g}")
    return expression
