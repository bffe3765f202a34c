"""The event log: what the typed tables tell of cases, moment by moment, together with the events loaded as such.

A contract says of each of its instants which activity it means, and a row belongs to its own case and to those that
it refers to. So each (activity, case) of a table is one SELECT, and the log is all of them together: a question about
one kind of case, or one activity, reads only the tables and columns that answer it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from forcesight.records import REGISTRY, CaseLog, Column, Contract, Event, EventLog
from forcesight.records.derivation import local_date, local_hour, local_month, local_weekday
from forcesight.store.query import quote


EVENT_LOG: Final = "event_log"
CASE_LOG: Final = "case_log"
# Who or what did it: the first of these columns that a table has and a row fills.
_ACTORS: Final = ("resource", "officer_id", "post_id")
_BUCKETS: Final = {"month": local_month, "local_date": local_date, "hour": local_hour, "weekday": local_weekday}
# The log's columns that each table tells.
_TOLD: Final = tuple(name for name in EventLog.names() if name not in _BUCKETS)


@dataclass(frozen=True, slots=True)
class _Case:
    """SQL for a case that a row belongs to, and the condition under which it does."""

    kind: str
    id: str
    where: str = ""


def vocabulary() -> dict[str, str]:
    """Every activity that is derived from a table, with what it means."""
    return {
        column.activity: f"{contract.title}: {column.description}"
        for contract in _telling()
        for column in contract.columns
        if column.activity
    }


def case_kinds() -> dict[str, str]:
    """Every kind of case that has a table, with the table whose `source_id` identifies it."""
    return {contract.case: table for table, contract in REGISTRY.items() if contract.case}


def event_log_sql(sources: Mapping[str, str] | Iterable[str] | None = None, *, kinds: Collection[str] = ()) -> str:
    """SQL for the event log, in the columns of `EventLog`.

    `sources` are the tables to read, by default all of `EVENT_TABLES`: their names, or a mapping of them to SQL for
    their rows, such as one data file. With `kinds` only events of these kinds of case are told, which costs less.
    """
    tables = EVENT_TABLES if sources is None else sources
    told = tables if isinstance(tables, Mapping) else {table: f'"{table}"' for table in tables}
    selects = [select for table, rows in told.items() for select in _selects(REGISTRY[table], rows, kinds)]
    if not selects:
        return EventLog.empty_select()
    cells = {name: f'"{name}"' for name in _TOLD} | {name: how("happened_at").sql() for name, how in _BUCKETS.items()}
    typed = ", ".join(_cell(EventLog, name, sql) for name, sql in cells.items())
    return f"SELECT {typed} FROM ({' UNION ALL '.join(selects)})"


def case_log_sql(events: str = EVENT_LOG) -> str:
    """SQL for one row a case, in the columns of `CaseLog`, from a relation of events."""
    moment = "(happened_at, step, event_id)"  # never the order of arrival
    told = {
        "events": "count(DISTINCT event_id)",
        "first_activity": f"arg_min(activity, {moment})",
        "last_activity": f"arg_max(activity, {moment})",
        "started_at": "min(happened_at)",
        "ended_at": "max(happened_at)",
        "loaded_at": "max(loaded_at)",
    }
    cells = ", ".join(_cell(CaseLog, name, sql) for name, sql in told.items())
    return f"SELECT force, case_kind, case_id, {cells} FROM {events} GROUP BY force, case_kind, case_id"


def _telling() -> Iterator[type[Contract]]:
    """The contracts whose instants are activities."""
    return (contract for contract in REGISTRY.values() if any(column.activity for column in contract.columns))


EVENT_TABLES: Final = (*(contract.table for contract in _telling()), Event.table)


def _selects(contract: type[Contract], source: str, kinds: Collection[str]) -> Iterator[str]:
    """One SELECT for each activity and each case of a table's rows."""
    if contract is Event:
        yield _loaded(source, kinds)
        return
    for case in _cases(contract, kinds):
        for step, column in enumerate(column for column in contract.columns if column.activity):
            yield _derived(contract, source, column, case, step)


def _cases(contract: type[Contract], kinds: Collection[str]) -> Iterator[_Case]:
    """The cases of the wanted kinds that a row belongs to: its own, the one that it names, those that it refers to."""
    if contract.has("case_kind"):
        yield _Case("case_kind", "case_id", _among("case_kind", kinds))
    for kind, table in case_kinds().items():
        if not kinds or kind in kinds:
            if contract.table == table:
                yield _Case(quote(kind), "source_id")
            columns = (column.name for column in contract.columns if column.refers_to == table)
            yield from (_Case(quote(kind), name, f"{name} IS NOT NULL") for name in columns)


def _among(column: str, kinds: Collection[str]) -> str:
    return f"{column} IN ({', '.join(map(quote, sorted(kinds)))})" if kinds else ""


def _derived(contract: type[Contract], source: str, column: Column, case: _Case, step: int) -> str:
    conditions = (f"{column.name} IS NOT NULL", column.activity_when, case.where)
    cells = {
        "event_id": f"concat_ws('/', '{contract.table}', source_system, source_id, '{column.name}')",
        "case_kind": case.kind,
        "case_id": case.id,
        "activity": quote(column.activity),
        "happened_at": column.name,
        "step": str(step),
        "attributes": _codes(contract),
    }
    return _select(contract, cells, f"{source} WHERE {' AND '.join(filter(None, conditions))}")


def _loaded(source: str, kinds: Collection[str]) -> str:
    """Loaded events, one row for each of their cases."""
    split = (
        "SELECT * EXCLUDE (of_case), split_part(of_case, ':', 1) AS case_kind, "
        "substr(of_case, strpos(of_case, ':') + 1) AS case_id "
        f"FROM (SELECT *, unnest(string_split(cases, ';')) AS of_case FROM {source})"
    )
    cells = {"event_id": "source_id", "case_kind": "case_kind", "case_id": "case_id", "step": "0"}
    return _select(Event, cells, f"({split}) WHERE {_among('case_kind', kinds) or 'true'}")


def _select(contract: type[Contract], cells: Mapping[str, str], source: str) -> str:
    """A SELECT of the log's columns but the buckets; one without a cell is the table's own column, or empty."""
    actors = [name for name in _ACTORS if contract.has(name)]
    actor = f"coalesce({', '.join(actors)})" if actors else "NULL"
    told = {"of_table": quote(contract.table), "resource": actor, **cells}
    own = {name: name for name in _TOLD if contract.has(name)}
    given = dict.fromkeys(_TOLD, "NULL") | own | told
    return f"SELECT {', '.join(f'{given[name]} AS {name}' for name in _TOLD)} FROM {source}"


def _codes(contract: type[Contract]) -> str:
    """What a row says in codes, as JSON; never its words, which may name people."""
    names = [column.name for column in contract.columns if column.code_list]
    cells = ", ".join(f"{quote(name)}, {name}" for name in names)
    return f"CAST(json_object({cells}) AS VARCHAR)" if names else "NULL"


def _cell(contract: type[Contract], name: str, sql: str) -> str:
    return f'CAST({sql} AS {contract.column(name).type.duckdb}) AS "{name}"'
