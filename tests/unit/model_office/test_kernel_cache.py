"""Compiled kernels are kept for the sources that they were made of, and for no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from forcesight.model_office.kernel_cache import fingerprint, forget, kernel_folder, place


KERNEL = "from forcesight.model_office.compiled import bare\n"


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A room with a folder of kernels and one without."""
    room = tmp_path / "room"
    for name, text in (("streams.py", "A = 1\n"), ("desk/kernel.py", KERNEL), ("desk/plan.py", ""), ("pages/a.py", "")):
        file = room / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return room


@pytest.mark.parametrize("name", ["streams.py", "desk/kernel.py", "desk/plan.py", "desk/new.py"])
def test_a_change_of_what_a_kernel_may_hold_is_another_folder(room: Path, name: str) -> None:
    before = kernel_folder(room)
    (room / name).write_text("B = 2\n" + KERNEL)
    assert kernel_folder(room) != before


def test_other_changes_are_not(room: Path) -> None:
    before = fingerprint(room)
    (room / "pages/a.py").write_text("C = 3\n")
    assert fingerprint(room) == before


def test_the_folder_is_beside_the_sources(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    assert place(room) == room / "__pycache__"


def test_where_they_cannot_be_written_it_is_in_the_users_cache(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setattr("os.access", lambda *_: False)
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert place(room) == Path("/somewhere/forcesight")
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert place(room) == Path.home() / ".cache" / "forcesight"


def test_another_place_can_be_named(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", "/named")
    assert kernel_folder(room).parent == Path("/named")


def test_what_is_old_is_forgotten_and_all_when_asked(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    now, old = kernel_folder(room), room / "__pycache__" / "kernels-0123"
    for folder in (now, old):
        folder.mkdir(parents=True)
        (folder / "kernel.nbi").touch()
    (room / "__pycache__" / "streams.cpython-311.pyc").touch()
    assert forget(all_of_them=False, room=room) == 1
    assert now.is_dir()
    assert forget(all_of_them=True, room=room) == 1
    assert [file.name for file in (room / "__pycache__").iterdir()] == ["streams.cpython-311.pyc"]
