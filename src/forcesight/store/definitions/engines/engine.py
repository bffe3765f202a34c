"""What every engine can do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import Any, Protocol

from forcesight.errors import ForcesightError
from forcesight.records import Contract
from forcesight.store.definitions.aggregate import Aggregate
from forcesight.store.definitions.rendering import Dialect, quoted


class EngineUnavailable(ForcesightError):
    """The engine cannot run here. The message says what it needs."""


class Engine(Protocol):
    """A place where the rows of a contract are kept, and definitions are answered."""

    name: str

    def load(self, contract: type[Contract], rows: Iterable[Mapping[str, Any]]) -> None:
        """Make the contract's table of these rows, in place of any that it had; a missing key is a missing value."""
        ...

    def aggregate(self, aggregate: Aggregate) -> list[dict[str, Any]]:
        """One dictionary for each group, in no order: its columns, `rows`, and the sums (int, float or None)."""
        ...

    def close(self) -> None:
        """Let go of the engine and of what was loaded."""
        ...


def client(module: str, engine: str, extra: str) -> ModuleType:
    """The client library of an engine; EngineUnavailable, saying how to install it, where it is missing."""
    from importlib import import_module

    try:
        return import_module(module)
    except ImportError as error:
        raise EngineUnavailable(
            f"{engine} as an engine needs the Python package {module.split('.')[0]}: install forcesight[{extra}]."
        ) from error


def column_types(contract: type[Contract], dialect: Dialect) -> str:
    """The columns of a contract as CREATE TABLE lists them."""
    return ", ".join(f"{quoted(c.name, dialect)} {getattr(c.type, dialect)}" for c in contract.columns)


def named(names: Iterable[str], rows: Iterable[Iterable[Any]]) -> list[dict[str, Any]]:
    """Rows of a result as dictionaries."""
    keys = list(names)
    return [dict(zip(keys, row, strict=True)) for row in rows]
