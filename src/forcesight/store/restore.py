"""Restoring a backup: into an empty folder, every byte checked before anything is called a home."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from forcesight.errors import HomeError, InputRefused
from forcesight.store.backup import MANIFEST
from forcesight.store.durable import sync_file, sync_folder
from forcesight.store.faults import reach
from forcesight.store.home import FOLDERS, Home
from forcesight.store.marts import Builders
from forcesight.store.writer import Writer


UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, OSError, ValueError)
BLOCK = 1 << 20


def restore(backup: Path, target: Path, *, builders: Builders = ()) -> Home:
    """Make the home of a backup at `target`, an empty or new folder, with marts made anew.

    InputRefused where the backup is not whole or the folder is not empty; HomeError where it was taken by a newer
    program. The home of an older backup is restored as it was, and wants upgrading before it opens.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise InputRefused(f"{target} is not empty; restore into an empty or new folder.")
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.restoring")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        home = _unpacked(backup, beside)
        if not home.is_older:
            with Writer.open(home) as writer:
                writer.publish("restored", builders)
        reach("restore.rename.before")
        beside.rename(target)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    sync_folder(target.parent)
    return Home.read(target)


def _unpacked(backup: Path, folder: Path) -> Home:
    """The backup's home in a folder that nobody knows yet."""
    with _opened(backup) as pack:
        manifest = pack.manifest()
        for name in FOLDERS:
            (folder / name).mkdir(parents=True, mode=0o700)
        for name, told in manifest["files"].items():
            pack.take(name, told, folder)
    home = Home.read(folder)
    if home.is_newer:
        raise HomeError(f"{backup} was taken by a newer Forcesight; install that version to restore it.")
    return home


@dataclass(frozen=True, slots=True)
class _Pack:
    """An opened backup: a zip archive, or a folder."""

    path: Path
    archive: zipfile.ZipFile | None

    def refuse(self, what: str) -> InputRefused:
        """The sentence for a backup that is not whole."""
        return InputRefused(f"{self.path} is damaged: {what}. Restore another backup.")

    def open(self, name: str) -> IO[bytes]:
        """One file of the backup."""
        return self.archive.open(name) if self.archive else (self.path / name).open("rb")

    def manifest(self) -> dict[str, Any]:
        """What the backup says that it holds; refused where it does not hold exactly that."""
        try:
            with self.open(MANIFEST) as source:
                told: dict[str, Any] = json.loads(source.read())
            listed = set(told["files"]) | {MANIFEST}
        except UNREADABLE as fault:
            raise self.refuse(f"its {MANIFEST} cannot be read ({fault})") from fault
        if listed != set(self._names()):
            odd = sorted(listed ^ set(self._names()))
            raise self.refuse(f"it does not hold the files that its {MANIFEST} lists ({', '.join(odd[:3])})")
        return told

    def _names(self) -> Iterator[str]:
        if self.archive:
            yield from (info.filename for info in self.archive.infolist() if not info.is_dir())
        else:
            yield from (str(path.relative_to(self.path)) for path in self.path.rglob("*") if path.is_file())

    def take(self, name: str, told: Mapping[str, Any], folder: Path) -> None:
        """Copy one file into the folder, and check that it is what the manifest says."""
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise self.refuse(f"it names a file outside the home ({name})")
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        target.touch(mode=0o600)
        try:
            found = self._copy(name, target)
        except UNREADABLE as fault:
            raise self.refuse(f"{name} cannot be read ({fault})") from fault
        if found != told["blake2b"]:
            raise self.refuse(f"{name} is not what was backed up")
        sync_file(target)

    def _copy(self, name: str, target: Path) -> str:
        digest = hashlib.blake2b(digest_size=32)
        with self.open(name) as source, target.open("wb") as out:
            while block := source.read(BLOCK):
                digest.update(block)
                out.write(block)
        return digest.hexdigest()


@contextmanager
def _opened(backup: Path) -> Iterator[_Pack]:
    if not backup.exists():
        raise InputRefused(f"There is no backup at {backup}; check the path.")
    if backup.is_dir():
        yield _Pack(backup, None)
        return
    try:
        archive = zipfile.ZipFile(backup)
    except UNREADABLE as fault:
        raise InputRefused(
            f"{backup} is damaged: it is not a whole archive ({fault}). Restore another backup."
        ) from None
    with archive:
        yield _Pack(backup, archive)
