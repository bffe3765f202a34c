"""The room's public face: every name that it offers is there, and nothing else."""

from __future__ import annotations

import subprocess
import sys

import pytest

import forcesight.measures


def test_every_name_of_the_face_is_there():
    assert all(getattr(forcesight.measures, name) is not None for name in forcesight.measures.__all__)


def test_another_name_is_refused():
    with pytest.raises(AttributeError, match="no attribute 'mean_of_means'"):
        forcesight.measures.mean_of_means  # noqa: B018


def test_the_marts_do_without_the_methods():
    told = "import sys, forcesight.measures.marts; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
