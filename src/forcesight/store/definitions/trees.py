"""Copying a sqlglot tree with changes: the one walk that normalising and rendering share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlglot import exp


Change = Callable[[exp.Expr], exp.Expr]


def rebuild(node: exp.Expr, change: Change) -> exp.Expr:
    """A copy of `node` in which every child has been through `change`; what was noted in its `meta` is kept."""
    copy = type(node)(**{name: _changed(value, change) for name, value in node.args.items()})
    copy.meta.update(node.meta)
    return copy


def _changed(value: Any, change: Change) -> Any:
    if isinstance(value, list):
        return [_changed(item, change) for item in value]
    return change(value) if isinstance(value, exp.Expr) else value
