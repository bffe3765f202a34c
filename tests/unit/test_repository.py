"""The repository keeps its promises: a light start, explained dependencies, links that lead, short modules."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest


ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("deltalake", "django", "duckdb", "numpy", "pyarrow", "scipy", "shapely", "sqlglot", "forcesight.web")
# Pages that `make docs` writes; until it has run there is nothing to link to.
GENERATED = (
    "docs/methods/",
    "docs/reference/command-line.md",
    "docs/reference/measures.md",
    "docs/reference/tables.md",
)
IMAGES = ROOT / "docs" / "images"
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
# A folder of one machine; written in pieces, for this file is looked at too.
MACHINE = re.compile(r"(?<![\w.*}/-])/(?:" + "|".join(("work", "tmp", "root", "home/[a-z]+", "Users")) + r")(?:/|\b)")
# How the text came to be is nobody's business who reads it.
WRITERS = re.compile("|".join(("chat" + "gpt", "cla" + "ude", "anthro" + "pic", "sub-?" + "agent")), re.IGNORECASE)
LONGEST_MODULE = {"src": 450, "tests": 800, "scripts": 450, "benchmarks": 450}


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the repository."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is not a checkout, so nothing says which files are the repository's")
    told = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return tuple(path for name in told.stdout.split("\0") if name and (path := ROOT / name).is_file())


def texts(*suffixes: str) -> Iterator[tuple[Path, str]]:
    """The files with these suffixes, or every text file, with their text."""
    for path in tracked():
        if path.name.endswith(suffixes or ("",)):
            try:
                yield path, path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def named(path: Path) -> str:
    """A path as the repository knows it."""
    return path.relative_to(ROOT).as_posix()


def test_every_dependency_says_what_it_is_for() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    project = tomllib.loads("\n".join(lines))
    wanted = [
        *project["project"]["dependencies"],
        *(each for extra in project["project"]["optional-dependencies"].values() for each in extra),
        *(each for group in project["dependency-groups"].values() for each in group),
    ]
    assert len(wanted) > 20
    for number, line in enumerate(lines):
        if any(f'"{each}"' in line for each in wanted):
            assert lines[number - 1].strip().startswith("# "), f"pyproject.toml, line {number + 1}: what is it for?"


@pytest.mark.parametrize("module", ["forcesight", "forcesight.cli", "forcesight.cli.app", "forcesight.__main__"])
def test_the_start_loads_nothing_heavy(module: str) -> None:
    """`forcesight --help` answers at once because libraries are imported where they are used."""
    code = f"import sys; import {module}; print(*sorted(name for name in {HEAVY} if name in sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == ""


def test_the_core_import_is_one_module() -> None:
    code = "import sys; before = set(sys.modules); import forcesight; print(*sorted(set(sys.modules) - before))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert [name for name in told.stdout.split() if name.startswith("forcesight")] == ["forcesight"]


def test_every_decision_is_listed_once_in_order() -> None:
    listed = re.findall(r"\]\((\d{4}-[a-z0-9-]+\.md)\)", (ROOT / "docs/adr/README.md").read_text(encoding="utf-8"))
    assert listed == sorted(path.name for path in (ROOT / "docs/adr").glob("[0-9]*.md"))
    assert [int(name[:4]) for name in listed] == list(range(1, len(listed) + 1))


def links() -> Iterator[tuple[Path, Path]]:
    """Each link of a Markdown page to a file of the repository."""
    for page, text in texts(".md"):
        for target in LINK.findall(text):
            if "://" not in target and not target.startswith(("#", "mailto:")):
                yield page, (page.parent / target.partition("#")[0]).resolve()


def test_links_between_pages_lead_somewhere() -> None:
    broken = {(named(page), named(target)) for page, target in links() if not target.exists()}
    waiting = {(page, target) for page, target in broken if target.startswith((*GENERATED, "docs/images/"))}
    assert sorted(broken - waiting) == []
    if waiting:
        pytest.skip(
            f"{len(waiting)} links lead to pages and pictures that make docs and the journeys have yet to write"
        )


def test_headings_that_links_name_exist() -> None:
    """`page.md#a-heading` names a heading of that page."""
    for page, text in texts(".md"):
        for target in LINK.findall(text):
            path, _, heading = target.partition("#")
            there = (page.parent / path).resolve() if path else page
            if heading and "://" not in target and there.exists():
                found = re.findall(r"^#+ (.+)$", there.read_text(encoding="utf-8"), re.MULTILINE)
                assert heading in {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in found}, target


def test_no_file_knows_where_and_how_it_was_written() -> None:
    told = [
        f"{named(path)}, line {number}: {line.strip()[:80]}"
        for path, text in texts()
        if path.suffix != ".lock" and path.name != "package-lock.json"
        for number, line in enumerate(text.splitlines(), start=1)
        if MACHINE.search(line) or WRITERS.search(line)
    ]
    assert told == []


@pytest.mark.parametrize(("line", "told"), [
    ("cd " + "/" + "tmp/x", True), ("read(" + repr("/" + "work/data") + ")", True), ("see `" + "/" + "root`", True),
    ("benchmarks/scratch/", False), ("made/" + "work/", False),
    ("made / 'output'", False), ("https://example.org/" + "work/", False), ("a/" + "tmp", False),
])  # fmt: skip
def test_a_folder_of_one_machine_is_told_from_other_paths(line: str, told: bool) -> None:
    assert bool(MACHINE.search(line)) is told


def test_pictures_are_used_and_used_pictures_exist() -> None:
    if not list(IMAGES.glob("*.png")):
        pytest.skip("docs/images holds no picture yet: the journeys take them")
    used = {target for _, target in links() if target.is_relative_to(IMAGES)}
    assert sorted(map(named, used)) == sorted(named(path) for path in IMAGES.iterdir() if path.is_file())


def python_files() -> list[tuple[Path, str]]:
    return list(texts(".py"))


def test_modules_are_short() -> None:
    lengths = {named(path): len(text.splitlines()) for path, text in python_files()}
    too_long = {name: n for name, n in lengths.items() if n > LONGEST_MODULE.get(name.partition("/")[0], 450)}
    assert too_long == {}


def test_functions_fit_the_eye() -> None:
    """Nine functions of ten are at most 30 lines; half of them at most 9."""
    lengths = sorted(
        (node.end_lineno or node.lineno) - node.lineno + 1
        for path, text in python_files()
        if named(path).startswith("src/") and "/migrations/" not in named(path)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert lengths[len(lengths) // 2] <= 9
    assert lengths[len(lengths) * 9 // 10] <= 30


def test_modules_and_rooms_say_what_they_are() -> None:
    silent = [
        named(path)
        for path, text in python_files()
        if named(path).startswith("src/") and "/migrations/" not in named(path) and text.strip()
        and not ast.get_docstring(ast.parse(text))
    ]  # fmt: skip
    assert silent == []
