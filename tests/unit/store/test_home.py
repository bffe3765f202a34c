"""A home is made once, belongs to one force, and is never opened by a program that does not know it."""

from __future__ import annotations

from pathlib import Path

import pytest

from forcesight.errors import HomeError, InputRefused
from forcesight.records import REGISTRY
from forcesight.store import Home, default_home
from forcesight.store.home import FOLDERS, FORMAT


def test_a_new_home_has_its_folders_to_itself(tmp_path: Path) -> None:
    home = Home.create(tmp_path / "a" / "home", "fairshire")
    assert (home.force, home.format) == ("fairshire", FORMAT)
    assert home.contracts == {table: contract.version for table, contract in REGISTRY.items()}
    for name in FOLDERS:
        assert (home.path / name).stat().st_mode & 0o777 == 0o700
    for name in ("home.toml", "erasure.key"):
        assert (home.path / name).stat().st_mode & 0o777 == 0o600


def test_making_it_again_opens_it(tmp_path: Path) -> None:
    first = Home.create(tmp_path / "home", "fairshire")
    key = first.erasure_key()
    assert Home.create(tmp_path / "home", "fairshire").erasure_key() == key
    with pytest.raises(InputRefused, match="is already the home of fairshire; choose another folder for mercia"):
        Home.create(tmp_path / "home", "mercia")


def test_a_creation_that_was_cut_short_is_completed(tmp_path: Path) -> None:
    (tmp_path / "home" / "records").mkdir(parents=True)
    (tmp_path / "home" / ".home.toml.new").write_text("for")
    (tmp_path / "home" / "erasure.key").write_text("ab")
    assert Home.create(tmp_path / "home", "fairshire").force == "fairshire"


@pytest.mark.parametrize("other", ["records/somebody.parquet", "letter.txt", "photos/one.jpg"])
def test_somebody_elses_folder_is_left_alone(tmp_path: Path, other: str) -> None:
    path = tmp_path / "home" / other
    path.parent.mkdir(parents=True)
    path.write_text("mine")
    with pytest.raises(InputRefused, match="is not empty and is not a home"):
        Home.create(tmp_path / "home", "fairshire")


@pytest.mark.parametrize("force", ["", "Fairshire", "fair shire", "x", "-fair", "fair_shire"])
def test_a_force_is_a_slug(tmp_path: Path, force: str) -> None:
    with pytest.raises(InputRefused, match="is not a force: use lower-case letters, digits and dashes"):
        Home.create(tmp_path / "home", force)


def test_where_there_is_no_home_the_way_to_make_one_is_told(tmp_path: Path) -> None:
    with pytest.raises(HomeError, match=r"There is no home at .*; make one: forcesight init") as missing:
        Home.open(tmp_path)
    assert missing.value.exit_code == 3


@pytest.mark.parametrize("text", ["format = [", "force = 'fairshire'", "format = 'one'\nforce = 'x'"])
def test_an_unreadable_home_is_told(home: Home, text: str) -> None:
    (home.path / "home.toml").write_text(text)
    with pytest.raises(HomeError, match=r"cannot be read .*; restore it from a backup"):
        Home.open(home.path)


def test_new_tables_need_no_upgrade(home: Home) -> None:
    """A home from before a table was known opens: it has no such rows yet."""
    home.restamp(FORMAT, {table: v for table, v in home.contracts.items() if table != "hold"})
    assert "hold" not in Home.open(home.path).contracts


def test_the_site_has_a_secret_of_its_own(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORCESIGHT_SECRET_KEY", raising=False)
    made = home.secret_key()
    assert len(made) > 40
    assert home.secret_key() == made
    monkeypatch.setenv("FORCESIGHT_SECRET_KEY", "given")
    assert home.secret_key() == "given"


def test_the_default_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCESIGHT_HOME", "/somewhere")
    assert default_home() == Path("/somewhere")
    monkeypatch.delenv("FORCESIGHT_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    assert default_home() == Path("/data/forcesight")
    monkeypatch.delenv("XDG_DATA_HOME")
    assert default_home() == Path.home() / ".local" / "share" / "forcesight"


def test_every_part_lies_in_the_home(home: Home) -> None:
    parts = (home.records, home.journal, home.marts, home.publish, home.catalogue, home.logs)
    assert {part.parent for part in (*parts, home.staging, home.backups, home.site_database)} == {home.path}
