"""Random definitions, for tests that hold engines against each other.

`test_engines_definitions` checks that the grammar reaches every construct of the allow-list.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from tests.property.engines_rows import MONTHS, TEXTS

from forcesight.records import Contract


WEIGHTS = {
    "harm": {"a": 1.5, "B": -0.25, "é": 0, "Burglary": 12.5, "Robbery": 1e15, "it's": 2},
    "odd": {"%": 8, "": 0.5, "a\\": -4, "Drugs": 0.0625},
}


class Definitions:
    """Writes random definitions over one contract; `exact` ones have sums that do not depend on order."""

    def __init__(self, chance: random.Random, contract: type[Contract], *, exact: bool = False) -> None:
        self.pick = chance.choice
        self.exact = exact
        self.names = contract.names()
        self.texts = [c.name for c in contract.columns if c.type.is_text]
        self.free = [c.name for c in contract.columns if c.type.name in {"text", "code"} and not c.categories]
        self.coded = [c for c in contract.columns if c.categories]
        self.numbers = [c.name for c in contract.columns if c.type.name in {"integer", "number"}]
        self.flags = [c.name for c in contract.columns if c.type.name == "boolean"] or ["true", "false"]

    def write(self, forms: Sequence[Callable[[], str]]) -> str:
        """The text of one of several forms."""
        return self.pick(forms)()

    def any(self, depth: int) -> str:
        """A condition or a number."""
        return self.write([lambda: self.condition(depth), lambda: self.number(depth)])

    def quote(self) -> str:
        """A text in quotes."""
        return quoted(self.pick(TEXTS))

    def figure(self) -> str:
        """A number, in one of the ways that it may be written."""
        if self.exact:
            return repr(self.pick(range(8192)) / 8)
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
                *(leaves if depth == 1 else []),
                *self._comparisons(below),
                lambda: f"not ({self.condition(below)})",
                lambda: f"({self.condition(below)}) and ({self.condition(below)})",
                lambda: f"({self.condition(below)}) or ({self.condition(below)})",
                lambda: f"({self.condition(below)}) {self.pick(['=', '<>'])} ({self.condition(below)})",
                lambda: f"({self.condition(below)}) is {self._no()}{self.pick(['null', 'true', 'false'])}",
                lambda: f"coalesce({self.pick(self.flags)}, {self.condition(below)})",
                lambda: f"case when {self.condition(below)} then {self.condition(below)} else true end",
            ]
        )

    def _comparisons(self, depth: int) -> list[Callable[[], str]]:
        return [
            lambda: f"{self.text(depth)} {self._sign()} {self.write([lambda: self.text(depth), self.quote])}",
            lambda: f"{self.number(depth)} {self._sign()} {self.number(depth)}",
            lambda: f"{self.text(depth)} {self._no()}between {self.text(depth)} and {self.quote()}",
            lambda: f"{self.number(depth)} {self._no()}between {self.number(depth)} and {self.number(depth)}",
            lambda: f"{self.text(0)} {self._no()}in ({self.quote()}, {self.quote()}, {self.quote()})",
            lambda: f"{self.number(depth)} {self._no()}in ({self.figure()}, -{self.figure()})",
            lambda: f"{self.text(depth)} {self._no()}like {self._pattern()}",
        ]

    def _sign(self) -> str:
        return self.pick(["=", "<>", "<", "<=", ">", ">="])

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
        first, second = self.pick(MONTHS), self.pick(MONTHS)
        return self.pick([f"month >= '{first}'", f"month between '{first}' and '{second}'", f"month in ('{first}')"])

    def _no(self) -> str:
        return self.pick(["", "not "])

    def _pattern(self) -> str:
        return quoted("".join(self.pick("%_aBé' 🤦") for _ in range(self.pick(range(4)))))


def quoted(text: str) -> str:
    """A text in quotes, as definitions write it."""
    return "'" + text.replace("'", "''") + "'"
