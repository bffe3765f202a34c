"""Small made-up files in the layouts of data.police.uk, and short words for loading and looking."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from forcesight.records import REGISTRY
from forcesight.records.readers import LAYOUTS, discover
from forcesight.store import Home, read_snapshot, reading
from forcesight.store.loading import LoadReport, load_published
from forcesight.store.query import content_hash


STREET = {
    "Crime ID": "a1" * 32,
    "Month": "2024-06",
    "Reported by": "Fairshire Police",
    "Falls within": "Fairshire Police",
    "Longitude": "-2.1",
    "Latitude": "52.9",
    "Location": "On or near Mill Lane",
    "LSOA code": "E01000001",
    "LSOA name": "Fairton 001A",
    "Crime type": "Burglary",
    "Last outcome category": "Under investigation",
    "Context": "",
}
OUTCOME = {
    **{name: STREET[name] for name in list(STREET)[:9]},
    "Outcome type": "Investigation complete; no suspect identified",
}
SEARCH = {
    "Type": "Person search",
    "Date": "2024-06-03T14:20:00+00:00",
    "Part of a policing operation": "False",
    "Policing operation": "",
    "Latitude": "52.9",
    "Longitude": "-2.1",
    "Gender": "Male",
    "Age range": "18-24",
    "Self-defined ethnicity": "",
    "Officer-defined ethnicity": "",
    "Legislation": "Misuse of Drugs Act 1971 (section 23)",
    "Object of search": "Controlled drugs",
    "Outcome": "Arrest",
    "Outcome linked to object of search": "True",
    "Removal of more than just outer clothing": "False",
}
USUAL: Mapping[str, Mapping[str, str]] = {"street": STREET, "outcomes": OUTCOME, "stop-and-search": SEARCH}


def crime_id(number: int) -> str:
    """A Crime ID like the published ones."""
    return f"{number:064x}"


def line(kind: str = "street", **cells: str) -> str:
    """One line; cells are named with underscores for spaces (`Crime_type="Drugs"`)."""
    given = {name.replace("_", " "): value for name, value in cells.items()}
    assert not set(given) - set(USUAL[kind]), "no such column"
    return ",".join({**USUAL[kind], **given}.values())


def header(kind: str = "street") -> str:
    """The header line of a layout."""
    return ",".join(LAYOUTS[kind].header)


def text(lines: Sequence[str], kind: str = "street", end: str = "\r\n") -> str:
    """A whole file, in the line ends that the publication uses."""
    return end.join([header(kind), *lines]) + end


def crimes(count: int, *, month: str = "2024-06", start: int = 1, **cells: str) -> list[str]:
    """So many different crimes of a month."""
    return [line(Crime_ID=crime_id(start + n), Month=month, **cells) for n in range(count)]


def write(
    folder: Path, content: str | bytes, *, month: str = "2024-06", force: str = "fairshire", kind: str = "street"
) -> Path:
    """Save a file under its published name."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{month}-{force}-{kind}.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def archive(path: Path, members: Mapping[str, str | bytes]) -> Path:
    """A zip archive like the monthly ones."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in members.items():
            out.writestr(name, content)
    return path


def load(home: Home, *paths: Path, edition: str | None = None) -> LoadReport:
    """Load published files."""
    return load_published(home, discover(paths, edition=edition))


def state(home: Home) -> tuple[int, dict[str, str]]:
    """The snapshot number and what every table holds: equal before and after whatever changed nothing."""
    with reading(home.path) as session:
        return read_snapshot(home.path).number, {table: content_hash(session, table) for table in REGISTRY}


def contents(home: Home) -> dict[str, str]:
    """What every table holds."""
    return state(home)[1]


def rows(home: Home, sql: str) -> list[tuple[object, ...]]:
    """What a query gives."""
    with reading(home.path) as session:
        return session.rows(sql)


def balanced(home: Home) -> bool:
    """Whether every file's counts agree with the tables: read = loaded + rejected, and both can be found."""
    count = " + ".join(
        f"(SELECT count(*) FROM {layout.contract.table}_history t WHERE t.source_file = f.source_file)"
        for layout in LAYOUTS.values()
    )
    rejected = "(SELECT count(*) FROM reject_history r WHERE r.source_file = f.source_file)"
    odd = f"SELECT * FROM source_file_history f WHERE rows_loaded <> {count} OR rows_rejected <> {rejected}"
    return not rows(home, f"{odd} OR rows_read <> rows_loaded + rows_rejected")
