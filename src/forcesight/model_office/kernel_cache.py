"""Where compiled kernels are kept: a folder for each state of their sources, so that no machine code of old ones runs.

numba looks at the date and the size of a function's own file only. What it compiled of a caller would outlive a change
in a function that the caller took into itself, and an upgrade that lays files down with the dates of the package: runs
would then answer by yesterday's rules. So the folder's name is made of what the sources hold.

The folder is in the room's `__pycache__`, or in the user's cache where that cannot be written; NUMBA_CACHE_DIR names
another place.
"""

from __future__ import annotations

import os
import shutil
from hashlib import blake2b
from pathlib import Path
from typing import Final


ROOM: Final = Path(__file__).parent
NAME: Final = "kernels-"
_HAS_KERNELS: Final = b"model_office.compiled import"


def kernel_folder(room: Path = ROOM) -> Path:
    """The folder for what is compiled of the sources as they are now; it need not exist yet."""
    return place(room) / f"{NAME}{fingerprint(room)}"


def place(room: Path = ROOM) -> Path:
    """Where such folders are."""
    named = os.environ.get("NUMBA_CACHE_DIR")
    if named:
        return Path(named)
    beside = room / "__pycache__"
    if os.access(beside if beside.exists() else room, os.W_OK):
        return beside
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "forcesight"


def fingerprint(room: Path = ROOM) -> str:
    """A hash of every source file in a folder with kernels: a kernel may take in any of its neighbours."""
    found = blake2b(digest_size=8)
    for folder in sorted({room, *(file.parent for file in room.rglob("*.py"))}):
        files = {file.name: file.read_bytes() for file in sorted(folder.glob("*.py"))}
        if folder == room or any(_HAS_KERNELS in text for text in files.values()):
            for name, text in files.items():
                found.update(f"{folder.relative_to(room)}/{name} {len(text)}\n".encode() + text)
    return found.hexdigest()


def forget(*, all_of_them: bool, room: Path = ROOM) -> int:
    """Remove what was compiled of sources as they once were, or all of it; how many folders there were."""
    now = kernel_folder(room)
    folders = [folder for folder in place(room).glob(f"{NAME}*") if all_of_them or folder != now]
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    return len(folders)
