"""What each row of an extract changes: it is new, corrects one that is held, withdraws it, or says nothing new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forcesight.records import Contract
from forcesight.store.extracts.rows import uncountable
from forcesight.store.extracts.staging import Staged
from forcesight.store.query import quote, run
from forcesight.store.table_changes import TableChanges


# A row that repeats what the extract itself or the home says; and one that the extract itself overtakes.
AGAIN, OVERTAKEN = "again", "overtaken"
NEW, CORRECTS, WITHDRAWS = "new", "corrects", "withdraws"
UNLINKED = "unlinked_"


@dataclass(frozen=True, slots=True)
class Keys:
    """How rows of one table and system are told apart."""

    contract: type[Contract]
    system: str

    @property
    def verdicts(self) -> str:
        """The temporary table of verdicts: part, place, key, verdict, and whether a later row has the same key."""
        return f"verdict_{self.contract.table}"

    @property
    def absent(self) -> str:
        """The temporary table of keys in force that the extract should have and lacks."""
        return f"absent_{self.contract.table}"

    @property
    def names(self) -> list[str]:
        """The key's columns within the system."""
        return [name for name in self.contract.key if name != "source_system"]

    def listed(self, of: str = "") -> str:
        """The key's columns as SQL, of an alias where one is given."""
        return ", ".join(f"{of}.{name}" if of else name for name in self.names)

    def same(self, one: str, other: str) -> str:
        """SQL that holds where two rows have the same key."""
        return " AND ".join(f"{one}.{name} IS NOT DISTINCT FROM {other}.{name}" for name in self.names)

    def current(self) -> str:
        """SQL that holds for the rows in force of the system."""
        return f"superseded_at IS NULL AND source_system = {quote(self.system)}"


def without_links(flags: str = "quality_flags") -> str:
    """SQL for quality flags without those about references, which change as other rows arrive."""
    kept = f"list_filter(string_split({flags}, ','), lambda flag: NOT starts_with(flag, '{UNLINKED}'))"
    return f"CASE WHEN contains({flags}, '{UNLINKED}') THEN array_to_string({kept}, ',') ELSE {flags} END"


def said(contract: type[Contract]) -> str:
    """SQL for a hash of what a source says in a row."""
    cells = [f'"{column.name}"' for column in contract.read_columns()]
    return f"hash({', '.join([*cells, without_links()])})"


def give_verdicts(changes: TableChanges, keys: Keys, parts: Sequence[Staged]) -> None:
    """Make the table of verdicts on the rows that can be counted.

    Of several rows of one key the last counts: the others repeat it or are overtaken.
    """
    connection, contract = changes.connection, keys.contract
    rows = " UNION ALL ".join(
        f"SELECT {number} AS part, place, {keys.listed()}, {said(contract)} AS said, "
        f"superseded_at IS NOT NULL AS withdraws FROM {part.source()} WHERE NOT {uncountable(contract)}"
        for number, part in enumerate(parts)
    )
    run(connection, f"CREATE OR REPLACE TEMP TABLE incoming AS {rows}")
    order = "(part, place)"
    last = (
        f"SELECT {keys.listed()}, max({order}) AS last, arg_max(said, {order}) AS said, "
        f"arg_max(withdraws, {order}) AS withdraws FROM incoming GROUP BY {keys.listed()}"
    )
    held = (
        f"SELECT {keys.listed()}, {said(contract)} AS said FROM {changes.source(contract.table)} "
        f"WHERE {keys.current()} AND source_id IN (SELECT source_id FROM incoming)"
    )
    run(
        connection,
        f"""CREATE OR REPLACE TEMP TABLE {keys.verdicts} AS
        SELECT i.part, i.place, {keys.listed("i")}, (i.part, i.place) <> l.last AS repeated, CASE
            WHEN repeated THEN
                CASE WHEN i.said = l.said AND i.withdraws = l.withdraws THEN '{AGAIN}' ELSE '{OVERTAKEN}' END
            WHEN i.withdraws THEN CASE WHEN h.said IS NULL THEN '{AGAIN}' ELSE '{WITHDRAWS}' END
            WHEN h.said IS NULL THEN '{NEW}' WHEN h.said = i.said THEN '{AGAIN}' ELSE '{CORRECTS}' END AS verdict
        FROM incoming i JOIN ({last}) l ON {keys.same("i", "l")} LEFT JOIN ({held}) h ON {keys.same("i", "h")}""",
    )
    run(connection, "DROP TABLE incoming")


def find_absent(changes: TableChanges, keys: Keys, parts: Sequence[Staged]) -> None:
    """Make the table of keys in force that an extract of everything, or of whole months, lacks."""
    table, holds = keys.contract.table, parts[0].cells.part.table.holds
    months = " UNION ALL ".join(f"SELECT month FROM {part.source()}" for part in parts)
    covered = {"changes": "false", "everything": "true", "whole months": f"month IN ({months})"}[holds]
    given = " UNION ALL ".join(f"SELECT {keys.listed()} FROM {part.source()}" for part in parts)
    run(
        changes.connection,
        f"CREATE OR REPLACE TEMP TABLE {keys.absent} AS SELECT {keys.listed('h')} FROM {changes.source(table)} h "
        f"WHERE {keys.current()} AND {covered} "
        f"AND NOT EXISTS (SELECT 1 FROM ({given}) g WHERE {keys.same('h', 'g')})",
    )


def end_rows(changes: TableChanges, keys: Keys) -> bool:
    """Mark the rows in force that are corrected, withdrawn or absent as replaced from now on; whether there are any."""
    renamed = ", ".join(f"{name} AS ended_{name}" for name in keys.names)
    run(
        changes.connection,
        f"CREATE OR REPLACE TEMP TABLE ended AS SELECT {renamed} FROM {keys.verdicts} "
        f"WHERE verdict IN ('{CORRECTS}', '{WITHDRAWS}') UNION ALL SELECT {keys.listed()} FROM {keys.absent}",
    )
    if not run(changes.connection, "SELECT 1 FROM ended LIMIT 1"):
        return False
    same = " AND ".join(f"ended_{name} IS NOT DISTINCT FROM {name}" for name in keys.names)
    changes.end(keys.contract.table, f"{keys.current()} AND EXISTS (SELECT 1 FROM ended WHERE {same})")
    return True
