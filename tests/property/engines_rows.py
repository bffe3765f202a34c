"""Random rows: awkward values of every type, and their absence."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Collection
from datetime import UTC, date, datetime
from typing import Any

from forcesight.records import REGISTRY, Column, Contract, RecordedCrime, StopSearch
from forcesight.records.contract import Operational, boolean, code, day, instant, integer, number, period, text


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


# Shared by rows and definitions, so that comparisons often hit.
TEXTS = (
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
    *("2024-01", "2023-12", "--", "null", "true", "0", "-1", "$$", "{{x}}", "%s", ":a", "?", "/*", "*/", "\\u0041"),
)
MONTHS = ("2023-11", "2023-12", "2024-01", "2024-10")

# What a record may hold and a definition may not.
_UNPRINTED = ("\n", "a\nb", "\t", "\x01", "\r\n", "\x7f")
_WILD = (
    *(0.0, -0.0, 1.0, -1.0, 0.1, 1 / 3, 0.5, 9.0, 16.0, 2.0**53, -(2.0**53), 1e15, -1e15, 1e15 + 0.125, 1e16, 1e-15),
    *(-1e-15, 9e-16, 5e-324, 1.7e308, -1.7e308, math.inf, -math.inf, math.nan, 123456.789, 1e-7, 4.35),
)
_WHOLE = (0, 1, -1, 3, 9, 16, 23, 10**15, 10**15 + 1, -(10**15), 2**53 + 1, 2**63 - 1, -(2**63))
_DATES = (date(2024, 2, 29), date(1999, 12, 31))
_INSTANTS = (datetime(2024, 3, 31, 1, 30, tzinfo=UTC), datetime(1969, 7, 20, tzinfo=UTC))


def table(
    chance: random.Random, contract: type[Contract], names: Collection[str], *, exact: bool = False
) -> list[dict[str, Any]]:
    """Up to eight rows with these columns, each with its own `source_id`; a value in five is missing.

    Numbers of `exact` rows are multiples of an eighth, so that their sums and short products are exact in any order.
    """
    cells = {c.name: _cells(chance, c, exact=exact) for c in contract.columns if c.name in names}
    rows = [{name: cell() for name, cell in cells.items() if chance.random() < 0.9} for _ in range(chance.randrange(9))]
    return [
        {name: cell if chance.random() < 0.9 else None for name, cell in row.items()} | {"source_id": f"r{number}"}
        for number, row in enumerate(rows)
    ]


def _cells(chance: random.Random, column: Column, *, exact: bool) -> Callable[[], Any]:
    """What makes one value of a column."""
    match column.type.name:
        case "period":
            return lambda: chance.choice(MONTHS)
        case "text" | "code":
            return lambda: _text(chance, column.categories)
        case "integer":
            return lambda: chance.randint(-1024, 1024) if exact else chance.choice(_WHOLE)
        case "number":
            return lambda: (
                chance.randint(-8192, 8192) / 8 if exact else chance.choice((*_WILD, chance.uniform(-99, 99)))
            )
        case "boolean":
            return lambda: chance.random() < 0.5
        case "date":
            return lambda: chance.choice(_DATES)
        case _:
            return lambda: chance.choice(_INSTANTS)


def _text(chance: random.Random, categories: tuple[str, ...]) -> str:
    made = "".join(_character(chance) for _ in range(chance.randrange(4)))
    return chance.choice((made, *_UNPRINTED, *TEXTS, *categories * 4))


def _character(chance: random.Random) -> str:
    """Any character that is text: neither NUL nor half of a pair."""
    code = chance.randint(1, chance.choice((0x7F, 0x24F, 0xD7FF, 0x10FFFF)))
    return chr(code) if not 0xD800 <= code <= 0xDFFF else "x"
