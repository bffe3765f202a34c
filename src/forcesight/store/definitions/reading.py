"""Reading the text of a definition into a sqlglot tree.

Only the shape is looked at here: one expression, no comments, no control characters, not too long or too deep.
What the expression may say is the business of `checking`.
"""

from __future__ import annotations

from collections.abc import Container
from itertools import zip_longest

from sqlglot import Dialect, Token, TokenType, exp
from sqlglot.errors import ParseError, TokenError

from forcesight.store.definitions.errors import DefinitionError


# The dialect in which definitions are written; its operators and quoting are standard SQL.
_DIALECT = Dialect.get_or_raise("duckdb")
LONGEST = 20_000
DEEPEST = 100
_SPACES = "\n\r\t"


def read(text: str, columns: Container[str]) -> exp.Expr:
    """The tree of one expression that may use names of `columns`; DefinitionError where the text is not one."""
    _refuse_unprintable(text)
    if len(text) > LONGEST:
        raise DefinitionError(f"The definition has {len(text):,} characters; the most is {LONGEST:,}.")
    tokens = _tokens(text)
    _refuse_odd_tokens(text, tokens)
    _name_columns(text, tokens, columns)
    tree = _negations(_parsed(text, tokens))
    if _depth(tree) > DEEPEST:
        raise _too_deep(text)
    return tree


def position_of(node: exp.Expr) -> int | None:
    """The first character of the node's text, counted from 1, where sqlglot kept it."""
    starts = [child.meta["start"] for child in node.walk() if "start" in child.meta]
    return min(starts) + 1 if starts else None


def _refuse_unprintable(text: str) -> None:
    for place, character in enumerate(text, start=1):
        # Surrogates on their own are not text in UTF-8, and no engine would take them.
        if (ord(character) < 32 and character not in _SPACES) or 0xD800 <= ord(character) <= 0xDFFF:
            raise DefinitionError(f"The definition holds a character that cannot be printed, at character {place}.")


def _tokens(text: str) -> list[Token]:
    try:
        return _DIALECT.tokenize(text)
    except TokenError as error:
        raise DefinitionError("The definition cannot be read: a quotation mark may be missing.", text) from error


def _refuse_odd_tokens(text: str, tokens: list[Token]) -> None:
    if not tokens:
        raise DefinitionError("The definition is empty: write an expression over the table's columns.", text)
    for token in tokens:
        if token.comments:
            raise DefinitionError("A definition holds no comments: use its description.", text, token.start + 1)
        if token.token_type == TokenType.SEMICOLON:
            raise DefinitionError("A definition is one expression: leave out the semicolon.", text, token.start + 1)


def _name_columns(text: str, tokens: list[Token], columns: Container[str]) -> None:
    """A column may have a name that SQL keeps for itself, such as `force`: it is a name wherever it is not called."""
    for token, following in zip_longest(tokens, tokens[1:]):
        called = following is not None and following.token_type == TokenType.L_PAREN
        if text[token.start : token.end + 1].lower() in columns and not called:
            token.token_type = TokenType.VAR


def _parsed(text: str, tokens: list[Token]) -> exp.Expr:
    try:
        trees = _DIALECT.parser().parse_into(exp.Condition, tokens, text)
    except RecursionError as error:
        raise _too_deep(text) from error
    except ParseError as error:
        fault = error.errors[0] if error.errors else {}
        # sqlglot counts to the end of the word that it stumbled over.
        end, word = fault.get("col"), fault.get("highlight") or ""
        place = max(1, end - len(word) + 1) if end and fault.get("line") == 1 else None
        raise DefinitionError("The definition is not an expression that can be read.", text, place) from error
    if len(trees) != 1 or trees[0] is None:
        raise DefinitionError("The definition is not an expression that can be read.", text)
    return trees[0]


def _negations(tree: exp.Expr) -> exp.Expr:
    """The tree with every `not like` and its kind as `not` over `like`; sqlglot notes some of them on the node."""
    root = exp.Paren(this=tree)
    for node in [node for node in root.walk() if node.args.get("negate")]:
        node.set("negate", None)
        negation = exp.Not()
        node.replace(negation)
        negation.set("this", node)
    return root


def _depth(tree: exp.Expr) -> int:
    """How many nodes lie on the longest way down; counted without recursion, for the tree may be deep."""
    deepest, level = 0, [tree]
    while level:
        deepest += 1
        level = [child for node in level for child in node.iter_expressions()]
    return deepest


def _too_deep(text: str) -> DefinitionError:
    return DefinitionError("The definition is nested too deeply: split it into smaller ones.", text)
