"""The kinds of value in a definition, and which numbers count as measurements.

Instants and dates have no operations here, because engines differ on time zones and calendars: the month and the hour
of a record are columns made at load. Of such a column a definition can only ask whether it is missing.
"""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from forcesight.records import Column


TEXT: Final = "text"
NUMBER: Final = "number"
BOOLEAN: Final = "boolean"
NOTHING: Final = "nothing"

# Every number is a 64-bit float. One outside these bounds is no measurement: it is unknown. Inside them whole numbers
# are exact, and a product of up to MOST_FACTORS numbers stays so far from the ends of the floating-point range that no
# engine overflows or underflows, where they differ: sums and differences are multiples of 1e-31, quotients no finer
# than 1e-36 a factor, and 1e-36 ** 8 is far above 1e-307.
LARGEST: Final = 1e15
SMALLEST: Final = 1e-15
MOST_FACTORS: Final = 8


def measurable(value: float) -> bool:
    """Whether a number is one that a record could hold: finite, and neither absurdly large nor absurdly small."""
    return value == 0 or SMALLEST <= abs(value) <= LARGEST


def column_kind(column: Column) -> str:
    """The kind of a column's values: text, number, boolean, date or instant."""
    if column.type.is_text:
        return TEXT
    return NUMBER if column.type.name in {"integer", "number"} else column.type.name


def column_name(node: exp.Expr) -> str:
    """The name of a column as its contract spells it: unless quoted, it may be written in any case."""
    quoted = isinstance(node.this, exp.Identifier) and node.this.quoted
    return node.name if quoted else node.name.lower()


def kind_of(node: exp.Expr) -> str:
    """The kind that checking noted on a node."""
    return str(node.meta["kind"])


def a_kind(kind: str) -> str:
    """A kind in the words of an error message."""
    return {BOOLEAN: "true or false", NOTHING: "null", "instant": "an instant"}.get(kind, f"a {kind}")
