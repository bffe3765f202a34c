"""The site's built files: what must not be in them, how they are served, and when they are built."""

import importlib.util
import re
from pathlib import Path

import pytest
from django.conf import settings as site_settings


ROOT = Path(__file__).resolve().parents[2]
built = pytest.mark.skipif(not site_settings.BUILT, reason="not built: run scripts/build_assets.py")


def file(pattern):
    return next(site_settings.STATIC_ROOT.glob(pattern))


@pytest.fixture
def builder():
    spec = importlib.util.spec_from_file_location("build_assets", ROOT / "scripts/build_assets.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@built
def test_the_style_brings_no_brand_and_asks_for_nothing_else():
    style = file("site.*.css").read_text()
    assert "GDS Transport" not in style and "@font-face" not in style and "url(" not in style
    assert "crown" not in style and "crest" not in style
    assert "arial" in style


@built
def test_the_style_holds_the_rules_that_drawings_need():
    from forcesight.charts.picture import STYLES

    style = file("site.*.css").read_text()
    for name in re.findall(r"^\.(fs-[\w-]+)", STYLES, re.MULTILINE):
        assert f".{name}" in style


@built
@pytest.mark.django_db
def test_a_built_file_is_served_compressed_and_kept_for_ever(client):
    page = client.get("/sign-in").content.decode()
    address = re.search(r'href="(/static/site\.[0-9a-f]+\.css)"', page)[1]
    answer = client.get(address, headers={"accept-encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip" and "immutable" in answer["Cache-Control"]
    assert answer["Content-Type"].startswith("text/css") and answer["X-Content-Type-Options"] == "nosniff"


def test_the_stamp_changes_with_any_input(builder, tmp_path):
    one = tmp_path / "one.scss"
    one.write_text("a")
    before = builder.stamp(one)
    one.write_text("b")
    assert builder.stamp(one) != before


def test_nothing_is_built_where_nothing_changed(builder, tmp_path, monkeypatch):
    monkeypatch.setattr(builder, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(builder, "BUILT", tmp_path / "built")
    assert not builder.is_current("abc")
    (tmp_path / "stamp").write_text("abc")
    assert not builder.is_current("abc")
    (tmp_path / "built").mkdir()
    (tmp_path / "built/staticfiles.json").write_text("{}")
    assert builder.is_current("abc") and not builder.is_current("abd")


def fake_node(folder, version):
    folder.mkdir()
    for name in ("node", "npm"):
        (folder / name).write_text(f"#!/bin/sh\necho {version}\n")
        (folder / name).chmod(0o755)
    return folder


def test_the_machines_node_is_used_where_it_is_new_enough(builder, tmp_path, monkeypatch):
    own = fake_node(tmp_path / "own", "v22.1.0")
    monkeypatch.setenv("PATH", f"{own}:/bin")
    monkeypatch.setattr(builder, "packaged_node", lambda: fake_node(tmp_path / "packaged", "v24.0.0"))
    assert builder.with_node()["PATH"] == f"{own}:/bin"


def test_an_old_or_missing_node_gives_way_to_the_packaged_one(builder, tmp_path, monkeypatch):
    packaged = fake_node(tmp_path / "packaged", "v24.0.0")
    monkeypatch.setattr(builder, "packaged_node", lambda: packaged)
    for path in (f"{fake_node(tmp_path / 'old', 'v18.20.0')}:/bin", str(tmp_path)):
        monkeypatch.setenv("PATH", path)
        assert builder.with_node()["PATH"].startswith(f"{packaged}:")


def test_without_any_node_the_build_says_what_to_do(builder, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(builder, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(builder, "packaged_node", lambda: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.argv", ["build_assets.py"])
    assert builder.main() == 1
    assert "run `uv sync --group node`" in capsys.readouterr().err


def test_every_package_is_pinned_and_the_lock_names_no_address():
    import json

    told = json.loads((ROOT / "package.json").read_text())
    versions = {**told["dependencies"], **told["devDependencies"]}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions.values())
    assert "resolved" not in (ROOT / "package-lock.json").read_text()
