"""Which published files a person named: in a folder, alone, or in the monthly archive."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from forcesight.errors import InputRefused
from forcesight.records.readers.layout import LAYOUTS, Layout


NAME = re.compile(
    r"(?P<month>\d{4}-(?:0[1-9]|1[0-2]))-(?P<force>[a-z][a-z0-9-]*)-(?P<kind>street|outcomes|stop-and-search)\.csv"
)
EDITION = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2]))(?:\.zip)?")
# No published file comes near this; an archive member that claims more is refused before it is unpacked.
LARGEST_MEMBER = 4 << 30


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """One published file: what its name says, and where its bytes are."""

    path: Path
    kind: str
    force: str
    month: str
    edition: str = ""
    edition_inferred: bool = True
    # The member's name, where `path` is an archive.
    member: str = ""
    size: int = 0

    @property
    def layout(self) -> Layout:
        """What the file's cells mean."""
        return LAYOUTS[self.kind]

    @property
    def slot(self) -> tuple[str, str, str]:
        """The (kind, force, month) that one current edition fills."""
        return self.kind, self.force, self.month

    @property
    def source_file(self) -> str:
        """The identity under which rows name this file."""
        return f"{self.kind}/{self.force}/{self.month}@{self.edition}"

    @property
    def label(self) -> str:
        """The file as a person would recognise it in a message."""
        return f"{self.path} ({self.member})" if self.member else str(self.path)


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file that was found and not read, and why."""

    name: str
    reason: str


# Why a file that lay in a folder or an archive is not read.
OTHER_NAME = "its name is not that of a published file"


@dataclass(frozen=True, slots=True)
class Discovery:
    """The published files that were found, in the order of edition, month, force; and what was passed over."""

    files: tuple[PublishedFile, ...]
    passed_over: tuple[PassedOver, ...] = ()


def discover(paths: Sequence[Path], *, edition: str | None = None) -> Discovery:
    """Find the published files under `paths`; InputRefused where a named path is none of ours.

    The edition is the one given; or the archive's own name (2024-06.zip); or the newest month among the files that
    were named together, which is the earliest archive that can have held them all.
    """
    if edition is not None and not EDITION.fullmatch(edition):
        raise InputRefused(f"{edition!r} is not an edition; write the archive's month, like 2024-06.")
    found: list[PublishedFile] = []
    passed_over: list[PassedOver] = []
    for path in paths:
        for item in _under(path):
            found.append(item) if isinstance(item, PublishedFile) else passed_over.append(item)
    if not found:
        raise InputRefused(
            "No data.police.uk file was found in "
            + ", ".join(str(path) for path in paths)
            + "; their names look like 2024-06-staffordshire-street.csv or 2024-06.zip."
        )
    files = tuple(sorted(_with_edition(found, edition), key=lambda f: (f.edition, f.month, f.force, f.kind)))
    return Discovery(files, tuple(passed_over))


def _under(path: Path) -> Iterator[PublishedFile | PassedOver]:
    """The published files at one path, and the files that are none of ours."""
    if not path.exists():
        raise InputRefused(f"There is nothing at {path}; check the path.")
    if path.is_dir():
        for child in sorted(path.rglob("*")):
            if child.suffix in (".csv", ".zip"):
                yield from _one(child, strict=False)
    else:
        yield from _one(path, strict=True)


def _one(path: Path, *, strict: bool) -> Iterator[PublishedFile | PassedOver]:
    if path.suffix == ".zip":
        yield from _members(path)
        return
    named = NAME.fullmatch(path.name)
    if named:
        size = path.stat().st_size
        yield PublishedFile(path, named["kind"], named["force"], named["month"], size=size)
    elif strict:
        raise InputRefused(
            f"{path} is not named like a data.police.uk file (2024-06-staffordshire-street.csv); "
            "rename it to say which month, force and kind it holds."
        )
    else:
        yield PassedOver(str(path), OTHER_NAME)


def _members(path: Path) -> Iterator[PublishedFile | PassedOver]:
    """The published files in a monthly archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError) as fault:
        raise InputRefused(f"{path} is not a whole zip archive ({fault}); download it again.") from fault
    told = EDITION.fullmatch(path.name)
    for entry in entries:
        named = NAME.fullmatch(Path(entry.filename).name)
        if entry.file_size > LARGEST_MEMBER:
            raise InputRefused(f"{path} ({entry.filename}) says that it unpacks to {entry.file_size:,} bytes; refused.")
        if named:
            item = PublishedFile(path, named["kind"], named["force"], named["month"], size=entry.file_size)
            item = replace(item, member=entry.filename)
            yield replace(item, edition=told[1], edition_inferred=False) if told else item
        elif not entry.is_dir():
            yield PassedOver(f"{path} ({entry.filename})", OTHER_NAME)


def _with_edition(files: list[PublishedFile], edition: str | None) -> Iterator[PublishedFile]:
    newest = max(file.month for file in files)
    for file in files:
        if edition is not None:
            yield replace(file, edition=edition, edition_inferred=False)
        else:
            yield file if file.edition else replace(file, edition=newest)
