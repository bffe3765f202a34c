"""New baselines that people set on charts."""

from __future__ import annotations

from forcesight.records.contract import Contract, instant, period, text


class Rebase(Contract):
    """One row for each decision to compute a measure's limits anew from a month on.

    A new baseline is a judgement: it carries who decided it, when and why. A withdrawn one keeps its row with
    `superseded_at`.
    """

    table = "rebase"
    title = "New baselines"
    key = ("rebase_id",)

    rebase_id = text("Identifier of the decision", required=True)
    measure = text("The measure that the decision is about", required=True)
    area_level = text("Level of the area", required=True)
    area_code = text("Code of the area", required=True)
    month = period("The first month of the new baseline", required=True)
    reason = text("Why the baseline is new", required=True, personal=True)
    decided_by = text("Who decided it", required=True, personal=True)
    decided_at = instant("When it was decided", required=True)
    loaded_at = instant("When it was published to the tables", required=True, volatile=True)
    superseded_at = instant("When it was withdrawn", volatile=True)
