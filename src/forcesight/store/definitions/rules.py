"""What a definition may say: the allow-list, with the rule that each construct keeps.

Everything here means the same on every engine. What is missing is missing because it does not: whole-number division
and remainders, rounding, dates, casts, regular expressions, escapes in LIKE, accents in upper and lower case. A new
construct needs a rule here, a meaning in `oracle`, a form in `rendering`, and a place in the property tests' grammar.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlglot import exp

from forcesight.store.definitions.kinds import BOOLEAN, NOTHING, NUMBER, TEXT, column_kind, measurable
from forcesight.store.definitions.slips import refuse_ambiguous, refuse_impossible, refuse_unusable_weights


if TYPE_CHECKING:
    from forcesight.store.definitions.checking import Checker

OPERATORS: Final = ("and", "or", "not", "comparisons", "in", "between", "like", "is null", "case", "+ - * /")
FUNCTIONS: Final = ("coalesce", "left", "length", "lower", "right", "upper", "weight")
_LONGEST_SLICE: Final = 1000


class Rule(NamedTuple):
    """The arguments that a node may carry, and how the kind of its value is found."""

    arguments: tuple[str, ...]
    kind: Callable[[Checker, exp.Expr], str]


def _literal(check: Checker, node: exp.Expr) -> str:
    if node.args.get("is_string"):
        if any(ord(character) < 32 for character in node.name):
            raise check.error(node, "Text in quotes cannot hold line breaks or tabs.")
        return TEXT
    if not measurable(float(node.name)):
        raise check.error(node, f"A number is 0, or lies between 1e-15 and 1e15; {node.name} does not.")
    return NUMBER


def _logic(check: Checker, node: exp.Expr) -> str:
    for operand in node.iter_expressions():
        check.need(operand, BOOLEAN, where="What and, or and not work on")
    return BOOLEAN


def _equality(check: Checker, node: exp.Expr) -> str:
    refuse_ambiguous(check, node)
    check.same([node.this, node.expression], TEXT, NUMBER, BOOLEAN, where="The two sides of a comparison")
    refuse_impossible(check, node.this, [node.expression])
    refuse_impossible(check, node.expression, [node.this])
    return BOOLEAN


def _order(check: Checker, node: exp.Expr) -> str:
    refuse_ambiguous(check, node)
    check.same(node.iter_expressions(), TEXT, NUMBER, where="The values of a comparison by order")
    for side in node.iter_expressions():
        others = [other for other in node.iter_expressions() if other is not side]
        refuse_impossible(check, side, others, ordered=True)
    return BOOLEAN


def _in(check: Checker, node: exp.Expr) -> str:
    refuse_ambiguous(check, node)
    if not node.expressions:
        raise check.error(node, "What follows `in` is a list of values in brackets.")
    for item in node.expressions:
        if not isinstance(item.this if isinstance(item, exp.Neg) else item, exp.Literal):
            raise check.error(item, "The list of `in` holds texts in quotes or numbers, nothing else.")
    check.same([node.this, *node.expressions], TEXT, NUMBER, where="A value and the list that it is looked up in")
    refuse_impossible(check, node.this, node.expressions)
    return BOOLEAN


def _like(check: Checker, node: exp.Expr) -> str:
    refuse_ambiguous(check, node)
    check.need(node.this, TEXT, where="What `like` looks at")
    pattern = node.expression
    # Engines disagree on what a backslash means in a pattern.
    if not isinstance(pattern, exp.Literal) or check.kind(pattern) != TEXT or "\\" in pattern.name:
        raise check.error(pattern, "The pattern of `like` is a text in quotes without a backslash.")
    return BOOLEAN


def _is(check: Checker, node: exp.Expr) -> str:
    refuse_ambiguous(check, node)
    check.kind(node.expression)
    if isinstance(node.expression, exp.Boolean):
        check.need(node.this, BOOLEAN, where="What `is true` and `is false` look at")
    elif not isinstance(node.expression, exp.Null):
        raise check.error(node, "`is` is followed by null, true or false.")
    elif check.kind(node.this) == NOTHING:  # a column of any type may be missing, so any other kind will do
        raise check.error(node, "`null is null` says nothing: name a column.")
    return BOOLEAN


def _arithmetic(check: Checker, node: exp.Expr) -> str:
    for operand in node.iter_expressions():
        check.need(operand, NUMBER, where="What arithmetic works on")
    return NUMBER


def _case(check: Checker, node: exp.Expr) -> str:
    if node.this:
        raise check.error(node, "Write `case when column = value then …` in full.")
    branches, default = node.args["ifs"], node.args.get("default")
    for branch in branches:
        check.need(branch.this, BOOLEAN, where="What follows `when`")
    results = [branch.args["true"] for branch in branches] + ([default] if default else [])
    known = [result for result in results if check.kind(result) != NOTHING]
    if not known:
        raise check.error(node, "A `case` needs a result that is not null.")
    return check.same(known, TEXT, NUMBER, BOOLEAN, where="The results of a `case`")


def _coalesce(check: Checker, node: exp.Expr) -> str:
    if not node.expressions:
        raise check.error(node, "coalesce needs two values or more.")
    return check.same(node.iter_expressions(), TEXT, NUMBER, BOOLEAN, where="The values of coalesce")


def _text_function(check: Checker, node: exp.Expr) -> str:
    check.need(node.this, TEXT, where="What lower, upper and length work on")
    return NUMBER if isinstance(node, exp.Length) else TEXT


def _slice(check: Checker, node: exp.Expr) -> str:
    check.need(node.this, TEXT, where="What left and right cut")
    length = node.expression
    if not (isinstance(length, exp.Literal) and length.name.isdecimal() and 1 <= int(length.name) <= _LONGEST_SLICE):
        raise check.error(length, f"left and right take a whole number of characters, from 1 to {_LONGEST_SLICE}.")
    check.kind(length)
    return TEXT


def _weight(check: Checker, node: exp.Expr) -> str:
    if node.name.lower() != "weight":
        raise check.unknown_function(node, node.name)
    if [type(argument) for argument in node.expressions] != [exp.Literal, exp.Column]:
        raise check.error(node, "weight takes the name of a set of weights in quotes, and a column.")
    for argument in node.expressions:
        check.need(argument, TEXT, where="What weight is given")
    refuse_unusable_weights(check, node)
    return NUMBER


_TWO = ("this", "expression")

RULES: Final[dict[type[exp.Expr], Rule]] = {
    exp.Column: Rule(("this",), lambda check, node: column_kind(check.column(node))),
    exp.Literal: Rule(("this", "is_string"), _literal),
    exp.Boolean: Rule(("this",), lambda _, __: BOOLEAN),
    exp.Null: Rule((), lambda _, __: NOTHING),
    exp.Paren: Rule(("this",), lambda check, node: check.kind(node.this)),
    exp.Not: Rule(("this",), _logic),
    exp.Neg: Rule(("this",), _arithmetic),
    **dict.fromkeys((exp.And, exp.Or), Rule(_TWO, _logic)),
    **dict.fromkeys((exp.EQ, exp.NEQ), Rule(_TWO, _equality)),
    **dict.fromkeys((exp.LT, exp.LTE, exp.GT, exp.GTE), Rule(_TWO, _order)),
    exp.Between: Rule(("this", "low", "high"), _order),
    exp.In: Rule(("this", "expressions"), _in),
    exp.Like: Rule(_TWO, _like),
    exp.Is: Rule(_TWO, _is),
    **dict.fromkeys((exp.Add, exp.Sub, exp.Mul, exp.Div), Rule(_TWO, _arithmetic)),
    exp.Case: Rule(("this", "ifs", "default"), _case),
    exp.Coalesce: Rule(("this", "expressions"), _coalesce),
    **dict.fromkeys((exp.Lower, exp.Upper, exp.Length), Rule(("this",), _text_function)),
    **dict.fromkeys((exp.Left, exp.Right), Rule(_TWO, _slice)),
    exp.Anonymous: Rule(("this", "expressions"), _weight),
}
