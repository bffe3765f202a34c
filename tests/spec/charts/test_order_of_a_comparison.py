"""Comparison with peers is not a league table

Forces that differ by less than their intervals have no order, so none is shown: our own force comes first and the
others follow alphabetically, whatever their values. Each value stands with its interval and its count.
"""

from __future__ import annotations

from tests.spec.tables import rows

from forcesight.charts import Comparison, Peer, dot_plot


PEERS = tuple(
    Peer(**row)
    for row in rows("""
        name        value  lower  upper  n     own
        Westmoor    4.1    3.8    4.4    2300  0
        Northshire  6.0    5.5    6.5    3600  1
        Eastmarch   7.5    7.0    8.0    4100  0
    """)
)


def test_order_is_ours_then_alphabetical() -> None:
    """Westmoor has the lowest rate and still comes last."""
    picture = dot_plot(Comparison(id="peers", title="Burglary", peers=PEERS))
    assert [row[0].text for row in picture.table.cells] == ["Northshire", "Eastmarch", "Westmoor"]


def test_every_value_has_its_interval_and_count() -> None:
    """No figure without its interval, no rate without its count."""
    picture = dot_plot(Comparison(id="peers", title="Burglary", peers=PEERS, decimals=1))
    first = next(picture.table.cells)
    assert [cell.text for cell in first] == ["Northshire", "6.0", "5.5", "6.5", "3,600", ""]
    assert "Northshire: 6.0 (5.5 to 6.5), count 3,600." in picture.description
