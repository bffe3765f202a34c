"""The constraints of an integer programme as they are collected, row by row."""

from __future__ import annotations

from typing import Any

import numpy as np


class Rows:
    """Constraints as they are collected: each row is a sum of numbers times unknowns, between two limits."""

    def __init__(self) -> None:
        self.row: list[int] = []
        self.column: list[int] = []
        self.number: list[float] = []
        self.low: list[float] = []
        self.high: list[float] = []

    def add(self, columns: list[int], numbers: list[float], low: float = -np.inf, high: float = np.inf) -> None:
        self.row += [len(self.low)] * len(columns)
        self.column += columns
        self.number += numbers
        self.low.append(low)
        self.high.append(high)

    def matrix(self, width: int) -> tuple[Any, list[float], list[float]]:
        """The constraints as the solver reads them."""
        from scipy.sparse import coo_matrix

        shape = (len(self.low), width)
        return coo_matrix((self.number, (self.row, self.column)), shape=shape).tocsr(), self.low, self.high
