"""One row-level expression of a definition: a condition, or a number, over the columns of a contract."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlglot import exp

from forcesight.records import Contract
from forcesight.store.definitions.checking import Checker, Weights
from forcesight.store.definitions.meaning import plain
from forcesight.store.definitions.reading import read
from forcesight.store.definitions.rendering import Dialect, render


_NO_WEIGHTS: Mapping[str, Mapping[str, float]] = {}


@dataclass(frozen=True)
class Expression:
    """A checked expression: `text` as it was written, `kind` 'boolean' or 'number', and the `columns` that it reads.

    Equal expressions have equal fingerprints: the hash of what the expression means, weights written out, and of the
    contract's version. Spelling, brackets and line breaks do not change it.
    """

    contract: type[Contract]
    kind: str
    columns: tuple[str, ...]
    fingerprint: str
    text: str = field(compare=False)
    tree: exp.Expr = field(compare=False, repr=False)
    # Writing a tree takes longer than most queries; each dialect is written once.
    _written: dict[Dialect, str] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def parse(cls, text: str, contract: type[Contract], *, weights: Weights = _NO_WEIGHTS) -> Expression:
        """Read an expression over the columns of `contract`; DefinitionError, in a sentence, where it cannot be used.

        `weights` holds, by name, the weight of each category that `weight('name', column)` looks up, as they are on
        the day that the definition is for.
        """
        written = read(text, contract.names())
        kind = Checker(text, contract, weights).check(written)
        tree = plain(written, weights)
        columns = tuple(dict.fromkeys(column.name for column in tree.find_all(exp.Column, bfs=False)))
        duckdb = render(tree, contract, "duckdb")
        fingerprint = _fingerprint(duckdb, contract)
        return cls(contract, kind, columns, fingerprint, text, tree, {"duckdb": duckdb})

    def sql(self, dialect: Dialect) -> str:
        """The expression in an engine's SQL: 'duckdb', 'postgres' or 'spark'."""
        if dialect not in self._written:
            self._written[dialect] = render(self.tree, self.contract, dialect)
        return self._written[dialect]


def _fingerprint(sql: str, contract: type[Contract]) -> str:
    meaning = f"{contract.table} {contract.version}\n{sql}"
    return hashlib.blake2b(meaning.encode(), digest_size=16).hexdigest()
