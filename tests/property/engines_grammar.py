"""Random rows and random definitions, for tests that hold engines against each other.

Values are drawn from small pools of awkward ones, shared by rows and definitions, so that comparisons often hit. The
grammar covers every construct of the allow-list: `test_engines_agree` checks that it does.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from forcesight.records import REGISTRY, Contract, RecordedCrime, StopSearch
from forcesight.records.contract import Operational, boolean, code, day, instant, integer, number, period, text


T = TypeVar("T")


class Anything(Operational):
    """Two columns of every type, of which nothing is known."""

    table = "anything"

    words = text("Any text")
    phrase = text("Any other text")
    letter = code("A known category", "a", "B", "é", "it's")
    mark = code("An unknown category")
    month = period("A month")
    size = integer("A whole number")
    total = integer("Another whole number")
    amount = number("A number")
    share = number("Another number")
    flag = boolean("True, false or unknown")
    sign = boolean("Another of these")
    opened = day("A date")
    moment = instant("An instant")


# Nothing but these tests knows this table.
REGISTRY.pop(Anything.table)

CONTRACTS: tuple[type[Contract], ...] = (Anything, RecordedCrime, StopSearch)

EXAMPLES = int(os.environ.get("FORCESIGHT_PROPERTY_EXAMPLES", "0"))


def budget(examples: int) -> Any:
    """A fixed, repeatable budget; FORCESIGHT_PROPERTY_EXAMPLES asks for another one, drawn anew each time."""
    return settings(
        max_examples=EXAMPLES or examples,
        derandomize=not EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )


WEIGHTS = {
    "harm": {"a": 1.5, "B": -0.25, "é": 0, "Burglary": 12.5, "Robbery": 1e15, "it's": 2},
    "odd": {"%": 8, "": 0.5, "a\\": -4, "Drugs": 0.0625},
}

_TEXTS = (
    *(
        "",
        " ",
        "a",
        "A",
        "a ",
        " a",
        "B",
        "b",
        "ab",
        "aB%",
        "%",
        "_",
        "\\",
        "a\\",
        "\\n",
        "'",
        "it's",
        '"',
        "`",
        ";",
        "--",
    ),
    *("é", "É", "e\u0301", "ß", "SS", "ı", "İ", "ſ", "µ", "Ǆ", "ﬀ", "日本", "🤦🏼", "𝔘", "\uffff", "\u00a0", "\u2028"),
    *("2024-01", "2023-12", "null", "true", "0", "-1", "$$", "{{x}}", "%s", ":a", "?", "/*", "*/", "\\u0041", "&amp;"),
)
_CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"])
_MONTHS = ("2023-11", "2023-12", "2024-01", "2024-10")
_WILD = (
    *(0.0, -0.0, 1.0, -1.0, 0.1, 1 / 3, 0.5, 9.0, 16.0, 2.0**53, -(2.0**53), 1e15, -1e15, 1e15 + 0.125, 1e16, 1e-15),
    *(-1e-15, 9e-16, 5e-324, 1.7e308, -1.7e308, math.inf, -math.inf, math.nan, 123456.789, 1e-7, 4.35),
)
_WHOLE = (0, 1, -1, 3, 9, 16, 23, 10**15, 10**15 + 1, -(10**15), 2**53 + 1, 2**63 - 1, -(2**63))
# Multiples of an eighth: their sums and short products are exact in any order.
_EIGHTHS = st.integers(-8192, 8192).map(lambda eighths: eighths / 8)
_SMALL = st.integers(-1024, 1024)


def texts(*, printable: bool = False) -> st.SearchStrategy[str]:
    """Awkward texts; printable ones can stand in a definition."""
    control = () if printable else ("\n", "a\nb", "\t", "\x01", "\r\n")
    return st.one_of(st.sampled_from(_TEXTS + control), st.text(_CHARACTERS, max_size=5))


def _cells(type_name: str, categories: tuple[str, ...], *, exact: bool) -> st.SearchStrategy[Any]:
    match type_name:
        case "period":
            return st.sampled_from(_MONTHS)
        case "text" | "code":
            return st.one_of(st.sampled_from(categories), texts()) if categories else texts()
        case "integer":
            return _SMALL if exact else st.one_of(st.sampled_from(_WHOLE), st.integers(-(2**63), 2**63 - 1))
        case "number":
            return _EIGHTHS if exact else st.one_of(st.sampled_from(_WILD), st.floats(-1e6, 1e6))
        case "boolean":
            return st.booleans()
        case "date":
            return st.sampled_from([date(2024, 2, 29), date(1999, 12, 31)])
        case _:
            return st.sampled_from([datetime(2024, 3, 31, 1, 30, tzinfo=UTC), datetime(1969, 7, 20, tzinfo=UTC)])


@st.composite
def tables(draw: st.DrawFn, contract: type[Contract], *, exact: bool = False) -> list[dict[str, Any]]:
    """Rows of a contract, each with its own `source_id`; one value in four is missing, and some keys are too."""
    count = draw(st.integers(0, 8))
    cells = {c.name: _cells(c.type.name, c.categories, exact=exact) for c in contract.columns}
    rows = [{name: draw(st.one_of(cell, cell, cell, st.none())) for name, cell in cells.items()} for _ in range(count)]
    return [
        {k: v for k, v in row.items() if v is not None or k > "m"} | {"source_id": f"r{n}"}
        for n, row in enumerate(rows)
    ]


class Definitions:
    """Writes random definitions over one contract; `exact` ones have sums that do not depend on order."""

    def __init__(self, draw: st.DrawFn, contract: type[Contract], *, exact: bool = False) -> None:
        self.draw = draw
        self.exact = exact
        self.names = contract.names()
        self.texts = [c.name for c in contract.columns if c.type.is_text]
        self.free = [c.name for c in contract.columns if c.type.name in {"text", "code"} and not c.categories]
        self.coded = [c for c in contract.columns if c.categories]
        self.numbers = [c.name for c in contract.columns if c.type.name in {"integer", "number"}]
        self.flags = [c.name for c in contract.columns if c.type.name == "boolean"] or ["true", "false"]

    def pick(self, choices: Sequence[T]) -> T:
        """One of several."""
        return self.draw(st.sampled_from(choices))

    def write(self, forms: Sequence[Callable[[], str]]) -> str:
        """The text of one of several forms."""
        return self.pick(forms)()

    def quote(self) -> str:
        """A text in quotes."""
        return quoted(self.draw(texts(printable=True)))

    def figure(self) -> str:
        """A number, in one of the ways that it may be written."""
        if self.exact:
            return repr(self.draw(st.integers(0, 8192)) / 8)
        return self.pick(["0", "1", "9", "16", "0.1", "4.35", "1e-15", "1E15", ".5", "2.", "123456.789", "0.0078125"])

    def text(self, depth: int) -> str:
        """A text that may stand beside any other text in a comparison."""
        if depth == 0:
            return self.write([lambda: self.pick(self.free), lambda: f"lower({self.pick(self.texts)})"])
        below = depth - 1
        return self.write(
            [
                lambda: self.pick(self.free),
                self.quote,
                lambda: f"upper({self.text(below)})",
                lambda: f"LOWER({self.text(below)})",
                lambda: f"left({self.text(below)}, {self.pick([1, 2, 4])})",
                lambda: f"right({self.text(below)}, {self.pick([1, 3])})",
                lambda: f"coalesce({self.text(below)}, {self.quote()})",
                lambda: f"case when {self.condition(below)} then {self.text(below)} end",
            ]
        )

    def number(self, depth: int) -> str:
        """A number."""
        if depth == 0:
            return self.write([*self._columns(), self.figure, self._length, self._weight])
        below = depth - 1
        return self.write(
            [
                *self._columns(),
                self.figure,
                self._product,
                lambda: f"({self.number(below)} + {self.number(below)})",
                lambda: f"({self.number(below)} - {self.number(below)})",
                lambda: f"(- {self.number(below)})",
                lambda: f"coalesce({self.number(below)}, {self.number(0)}, {self.figure()})",
                lambda: f"case when {self.condition(below)} then {self.number(below)} else {self.number(below)} end",
                lambda: f"case when {self.condition(below)} then null when {self.pick(self.flags)} then 1 end",
                *([] if self.exact else [lambda: f"({self.number(below)} {self.pick('*/')} {self.number(below)})"]),
            ]
        )

    def condition(self, depth: int) -> str:
        """A condition."""
        leaves = [lambda: self.pick(self.flags), lambda: f"{self.pick(self.names)} is null", self._known, self._month]
        if depth == 0:
            return self.write(leaves)
        below = depth - 1
        return self.write(
            [
                *leaves,
                *self._comparisons(below),
                lambda: f"not ({self.condition(below)})",
                lambda: f"({self.condition(below)}) {self.pick(['and', 'or', '=', '<>'])} ({self.condition(below)})",
                lambda: f"({self.condition(below)}) is {self._no()}{self.pick(['null', 'true', 'false'])}",
                lambda: f"coalesce({self.pick(self.flags)}, {self.condition(below)})",
                lambda: f"case when {self.condition(below)} then {self.condition(below)} else true end",
            ]
        )

    def _comparisons(self, depth: int) -> list[Callable[[], str]]:
        sign = self.pick(["=", "<>", "!=", "<", "<=", ">", ">="])
        return [
            lambda: f"{self.text(depth)} {sign} {self.write([lambda: self.text(depth), self.quote])}",
            lambda: f"{self.number(depth)} {sign} {self.number(depth)}",
            lambda: f"{self.text(depth)} {self._no()}between {self.text(depth)} and {self.quote()}",
            lambda: f"{self.number(depth)} {self._no()}between {self.number(depth)} and {self.number(depth)}",
            lambda: f"{self.text(0)} {self._no()}in ({self.quote()}, {self.quote()}, {self.quote()})",
            lambda: f"{self.number(depth)} {self._no()}in ({self.figure()}, -{self.figure()})",
            lambda: f"{self.text(depth)} {self._no()}like {self._pattern()}",
        ]

    def _columns(self) -> list[Callable[[], str]]:
        return [lambda: self.pick(self.numbers), lambda: self.pick(self.numbers)] if self.numbers else []

    def _product(self) -> str:
        """A short product: the sums of long ones would not be exact."""
        return f"{self.number(0)} * {self.number(0)}"

    def _length(self) -> str:
        return f"length({self.pick(self.texts)})"

    def _weight(self) -> str:
        # The heavy weight would spend all the bits that exact sums have.
        scheme = "odd" if self.exact else self.pick(sorted(WEIGHTS))
        return f"weight('{scheme}', {self.pick(self.texts)})"

    def _known(self) -> str:
        """A column of known categories is compared with those only."""
        column = self.pick(self.coded) if self.coded else None
        if column is None:
            return self.pick(self.flags)
        category = quoted(self.pick(column.categories))
        return f"{column.name} {self.pick(['=', '<>'])} {category}"

    def _month(self) -> str:
        first, second = self.pick(_MONTHS), self.pick(_MONTHS)
        return self.pick([f"month >= '{first}'", f"month between '{first}' and '{second}'", f"month in ('{first}')"])

    def _no(self) -> str:
        return self.pick(["", "not "])

    def _pattern(self) -> str:
        return quoted(self.draw(st.text(st.sampled_from("%_aBé' 🤦"), max_size=4)))


def quoted(text: str) -> str:
    """A text in quotes, as definitions write it."""
    return "'" + text.replace("'", "''") + "'"
