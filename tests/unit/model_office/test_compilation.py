"""Kernels are compiled ahead, told one by one, and forgotten when their source has changed."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from forcesight.model_office import compilation
from forcesight.model_office.compilation import ROOM, compile_kernels, kernels


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
    assert again.folder.is_dir()
    assert {Path(kernel.stats.cache_path).parent for kernel in kernels()} == {again.folder}


def test_anew_forgets_all_and_else_only_what_is_old(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(compilation, "forget", lambda *, all_of_them: asked.append(all_of_them))
    compile_kernels()
    compile_kernels(anew=True)
    assert asked == [False, True]


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
