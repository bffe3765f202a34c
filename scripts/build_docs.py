"""Write the pages of `docs/` that come from the code: methods, tables, measures, command line.

    python scripts/build_docs.py           write them
    python scripts/build_docs.py --check   say which are out of date; exit code 1 where one is

A method page is its spec test: the words are the docstrings, the examples are the tests themselves, so a page cannot
say what is not true.
"""

# ruff: noqa: INP001 - a script, not a package
from __future__ import annotations

import ast
import dataclasses
import inspect
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forcesight.toml_fields import hints_of, words_for
from forcesight.toml_tables import table_of, tables_of


if TYPE_CHECKING:
    from forcesight.records import Column


ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
SPEC = ROOT / "tests/spec"
ROOMS = {
    "measures": "Measures",
    "definitions": "Definitions",
    "catalogue": "Catalogue",
    "clocks": "Clocks and due dates",
    "geography": "Geography",
    "charts": "Charts",
    "packs": "Files that people take away",
    "operations": "Releases",
    "access": "Access",
    "store": "Store",
    "records": "Records",
    "model_office": "The model office",
    "synthetic": "The synthetic force",
}


def main() -> int:
    """Write or check every generated page."""
    pages = dict(generated())
    if "--check" not in sys.argv[1:]:
        for path, text in pages.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return 0
    stale = [path for path, text in pages.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    stale += [path for path in (DOCS / "methods").glob("*.md") if path not in pages]
    for path in stale:
        sys.stdout.write(f"{path.relative_to(ROOT)} is out of date: run make docs.\n")
    return 1 if stale else 0


def generated() -> Iterator[tuple[Path, str]]:
    """Each generated page and its text."""
    methods = [(path, method_page(path)) for path in sorted(SPEC.glob("*/test_*.py"))]
    for path, text in methods:
        yield DOCS / "methods" / f"{path.parent.name}-{slug(path)}.md", text
    yield DOCS / "methods" / "README.md", contents([path for path, _ in methods])
    yield DOCS / "reference" / "tables.md", tables_page()
    yield DOCS / "reference" / "measures.md", measures_page()
    yield DOCS / "reference" / "command-line.md", command_line_page()
    yield DOCS / "reference" / "jobs.md", jobs_page()
    yield DOCS / "reference" / "levers.md", levers_page()


def jobs_page() -> str:
    """The states of a job and who brings it out of each, drawn from the table that the site itself goes by."""
    from forcesight.web.jobs.states import OWNERS, State, diagram

    rows = [f"| {state.label} | `{state}` | {OWNERS[state]} |" for state in State]
    words = (
        "Long work of the site is a job: a row that a worker (`forcesight work`) claims, keeps alive and ends. "
        "A job whose worker dies goes back to the queue, and is given up after three workers."
    )
    drawing = ["```mermaid", diagram().rstrip(), "```"]
    heading = ["| on screen | state | who moves it on |", "|---|---|---|"]
    return "\n".join(["# Jobs", "", words, "", *drawing, "", *heading, *rows, ""])


def levers_page() -> str:
    """The kinds of levers and their fields, from their classes."""
    from forcesight.model_office.experiments.levers import KINDS

    words = (
        "Printed from the classes in `forcesight.model_office.experiments.levers`. A lever is a table of an "
        "experiment's file, under `[[experiment.option.lever]]`, with its `kind` and the fields of that kind. What has "
        "no default must be written. [Examples](../methods/model_office-levers.md) show what each does to an office, "
        "and [how to test a change](../how-to/test-a-change.md) what to do with them."
    )
    return "\n".join(["# Levers", "", words, "", *(line for name, kind in KINDS.items() for line in lever(name, kind))])


def lever(name: str, kind: type) -> list[str]:
    """One kind of lever: what it does, what it shares with others, and its fields, those without a default first."""
    told = [inspect.cleandoc(each.__doc__ or "") for each in kind.__mro__ if dataclasses.is_dataclass(each)]
    found = sorted(dataclasses.fields(kind), key=lambda each: each.default is not dataclasses.MISSING)
    rows = [f"| `{each.name}` | {type_words(hints_of(kind)[each.name])} | {default_words(each)} |" for each in found]
    heading = ["| field | what is written | default |", "|---|---|---|"]
    return [f"## {name}", "", "\n\n".join(told), "", *heading, *rows, ""]


def type_words(hint: Any) -> str:
    """What is written in a field."""
    one, several = table_of(hint), tables_of(hint)
    if one or several:
        names = ", ".join(f"`{each}`" for each in hints_of(one or several))
        return f"{'a table' if one else 'tables, each'} with {names}"
    return words_for(hint)


def default_words(each: dataclasses.Field[Any]) -> str:
    """The default of a field; nothing where it has none, or where it is nothing."""
    if each.default is dataclasses.MISSING:
        return "must be written"
    if isinstance(each.default, bool):
        return str(each.default).lower()
    return f"{each.default:g}" if isinstance(each.default, int | float) else ""


def slug(path: Path) -> str:
    """The page's name: the method's."""
    return path.stem.removeprefix("test_").replace("_", "-")


def title_of(path: Path) -> str:
    """The first line of a spec test's docstring."""
    return (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or slug(path)).splitlines()[0].rstrip(".")


def contents(paths: list[Path]) -> str:
    """The list of method pages, room by room."""
    lines = ["# Methods", "", "Each page is written by its own test: what it shows is checked at every change.", ""]
    for room, words in ROOMS.items():
        inside = [path for path in paths if path.parent.name == room]
        if inside:
            lines += [f"## {words}", ""]
            lines += [f"- [{title_of(path)}]({room}-{slug(path)}.md)" for path in inside] + [""]
    return "\n".join(lines)


def method_page(path: Path) -> str:
    """One spec test as a page: its words, then each claim with the example that proves it."""
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    title, _, words = (ast.get_docstring(tree) or slug(path)).partition("\n")
    lines = [f"# {title.rstrip('.')}", "", words.strip(), ""]
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            lines += claim(node, source)
    return "\n".join(lines).rstrip() + "\n"


def claim(node: ast.FunctionDef, source: str) -> list[str]:
    """A claim and its example, without the docstring that already said it."""
    told = ast.get_docstring(node)
    head, _, rest = (told or node.name.removeprefix("test_").replace("_", " ")).partition("\n")
    body = node.body[1:] if told else node.body
    code = source.splitlines()[body[0].lineno - 1 : node.end_lineno] if body else []
    indent = min((len(line) - len(line.lstrip()) for line in code if line.strip()), default=0)
    return [f"## {head.rstrip('.')}", "", *([rest.strip(), ""] if rest.strip() else []),
            "```python", *(line[indent:] for line in code), "```", ""]  # fmt: skip


def tables_page() -> str:
    """The data dictionary, from the contracts."""
    from forcesight.records import REGISTRY, CaseLog, EventLog

    lines = ["# Tables", "", "Printed from the contracts in `forcesight.records`.", ""]
    for table, contract in [*sorted(REGISTRY.items()), ("event_log", EventLog), ("case_log", CaseLog)]:
        lines += [f"## {table}", "", f"{contract.title}. Contract version {contract.version}.", ""]
        lines += [" ".join((contract.__doc__ or "").split()), ""]
        lines += ["| column | type | unit | required | meaning |", "|---|---|---|---|---|"]
        lines += [
            f"| `{c.name}` | {c.type.name} | {c.unit} | {'yes' if c.required else ''} | {meaning(c)} |"
            for c in contract.columns
        ]
        if contract.flags:
            lines += ["", "| quality flag | meaning |", "|---|---|"]
            lines += [f"| `{name}` | {words} |" for name, words in sorted(contract.flags.items())]
        lines.append("")
    return "\n".join([*lines, *code_lists(), *activities()])


def meaning(column: Column) -> str:
    """What a column of the data dictionary means, how it is made, what it leads to and what it may hold."""
    listed = column.code_list or column.list_of
    notes = (
        column.description,
        f"Made at load: {column.derived.words}" if column.derived else "",
        f"A `source_id` of `{column.refers_to}`" if column.refers_to else "",
        f"Codes: [{listed.name}](#{anchor(listed.name)})" if listed else "",
        f"Event: *{column.activity}*" if column.activity else "",
        "About a person" if column.personal else "",
    )
    return ". ".join(note for note in notes if note)


def code_lists() -> list[str]:
    """Every code list that a column uses."""
    from forcesight.records import REGISTRY

    columns = [column for contract in REGISTRY.values() for column in contract.columns]
    listed = {codes.name: codes for column in columns for codes in (column.code_list, column.list_of) if codes}
    lines = ["# Codes", "", "A code that is not listed is kept as it came, and flagged.", ""]
    for name in sorted(listed):
        codes = listed[name]
        lines += [f"## {name}", "", f"Source: {codes.source}. Confidence: {codes.confidence}.", ""]
        lines += ["| code | meaning | group |", "|---|---|---|"]
        lines += [f"| {code} | {words} | {codes.groups.get(code, '')} |" for code, words in codes.meanings.items()]
        lines.append("")
    return lines


def activities() -> list[str]:
    """The vocabulary of the event log, with the tables that tell of each activity."""
    from forcesight.store.event_log import vocabulary

    told = [f"| {activity} | {words} |" for activity, words in sorted(vocabulary().items())]
    return ["# Activities of the event log", "", "| activity | told by |", "|---|---|", *told, ""]


def anchor(heading: str) -> str:
    """The address of a heading within its page."""
    return re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-")


def measures_page() -> str:
    """The packaged measures."""
    from forcesight.catalogue import Catalogue

    lines = [
        "# Measures",
        "",
        "Printed from the packaged catalogue. A force adds its own, or edits these, in its home.",
        "",
    ]
    family = ""
    for measure in Catalogue.load().measures():
        if measure.family != family:
            family = measure.family
            lines += [f"## {family}", ""]
        direction = {"increase": "more is better", "decrease": "less is better"}.get(measure.direction, "neutral")
        counted = f"counts `{measure.numerator}` of `{measure.table}`"
        over = f", over `{measure.denominator}`" if measure.denominator else ""
        dated = f"id `{measure.id}`, version {measure.version}, valid from {measure.valid_from}; {measure.unit}"
        lines += [f"### {measure.name}", "", measure.description, ""]
        lines += [f"- {dated}; {direction}: {measure.why_direction}", f"- {counted}{over}"]
        lines += [f"- source: {measure.source}; confidence: {measure.confidence}", ""]
    return "\n".join(lines)


def command_line_page() -> str:
    """Every command's help."""
    lines = ["# Command line", "", "Printed from the commands' own help.", ""]
    for command in commands():
        told = subprocess.run(
            [sys.executable, "-m", "forcesight", *command, "--help"],
            capture_output=True, text=True, check=True, env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1"},
        )  # fmt: skip
        text = "\n".join(
            line.rstrip() for line in told.stdout.replace("python -m forcesight", "forcesight").splitlines()
        )
        lines += [f"## forcesight {' '.join(command)}".rstrip(), "", "```text", text.strip(), "```", ""]
    return "\n".join(lines)


def commands() -> Iterator[list[str]]:
    """Every command, groups opened."""
    import typer

    from forcesight.cli.app import app

    yield []
    root = typer.main.get_command(app)
    for name, command in root.commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        if inner is None:
            yield [name]
        else:
            yield from ([name, child] for child in inner)


if __name__ == "__main__":
    sys.exit(main())
