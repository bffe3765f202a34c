"""Kernels are compiled ahead, told one by one, and forgotten when their source has changed."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from forcesight.model_office import compilation
from forcesight.model_office.compilation import ROOM, compile_kernels, forget, kernels


def test_every_kernel_is_found_once() -> None:
    found = [f"{kernel.py_func.__module__}.{kernel.py_func.__qualname__}" for kernel in kernels()]
    assert len(found) == len(set(found)) > 50
    assert f"{ROOM}desk.kernel.run" in found


def test_a_second_time_nothing_is_compiled() -> None:
    compile_kernels()
    told: list[tuple[int, int, str]] = []
    again = compile_kernels(lambda *step: told.append(step))
    assert again.compiled == 0
    assert told == [(again.kernels, again.kernels, "Compiled")]
    assert all(folder.is_dir() for folder in again.folders)


def test_what_was_compiled_is_forgotten_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("kernel.run-1.py311.nbi", "kernel.run-1.py311.1.nbc", "kernel.cpython-311.pyc"):
        (tmp_path / name).touch()
    assert forget([tmp_path]) == 2
    assert [file.name for file in tmp_path.iterdir()] == ["kernel.cpython-311.pyc"]
    asked: list[object] = []
    monkeypatch.setattr(compilation, "forget", asked.append)
    compile_kernels(anew=True)
    assert len(asked) == 1


def test_numbas_own_functions_are_not_told() -> None:
    told: list[str] = []
    listener = compilation._Listener(2, lambda _done, _total, words: told.append(words))
    for module in (f"{ROOM}desk.kernel", "numba.np.arrayobj", f"{ROOM}units.kernel"):
        function = SimpleNamespace(__module__=module)
        event = SimpleNamespace(data={"dispatcher": SimpleNamespace(py_func=function)})
        listener.on_start(event)
        listener.on_end(event)
    assert told == ["Compiling desk.kernel", "Compiling units.kernel"]
    assert listener.done == 2
