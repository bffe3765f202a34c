"""A home is made ready to serve: the synthetic force where there is nothing, real files where there are some."""

from __future__ import annotations

from pathlib import Path

import pytest

from forcesight.access import local_operator
from forcesight.errors import InputRefused
from forcesight.operations import opening, synthesis
from forcesight.store import read_snapshot, reading
from forcesight.synthetic.force.generate import Wish


HEADER = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Crime type,Last outcome category,Context\n"
)


def ready(path: Path, *police_uk: Path, force: str | None = None, said: list[str] | None = None):
    """Make `path` ready with these files."""
    told = said if said is not None else []
    files = opening.Files(police_uk=police_uk)
    return opening.ready(path, files, force=force, by=local_operator(), say=told.append)


def street_file(folder: Path, force: str, name: str, rows: int) -> Path:
    """A street file of one month."""
    path = folder / f"2024-01-{force}-street.csv"
    row = (
        f",2024-01,{name},{name},-2.1,52.8,On or near High Street,E01000001,Somewhere 001A,Drugs,Under investigation,\n"
    )
    path.write_text(HEADER + row * rows)
    return path


def test_without_files_a_new_home_is_that_of_the_synthetic_force(tmp_path, monkeypatch):
    monkeypatch.setattr(synthesis, "DEMONSTRATION", Wish(years=1, scale=0.002))
    said: list[str] = []
    platform = ready(tmp_path / "deep" / "home", said=said)
    assert "synthetic force" in said[0]
    assert platform.marts_are_current
    with reading(platform.home.path) as session:
        forces = {force for (force,) in session.rows("SELECT DISTINCT force FROM recorded_crime")}
        assert session.rows("SELECT DISTINCT force FROM incident") == [(platform.home.force,)]
    assert platform.home.force in forces
    assert len(forces) == 6
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["home"], "nothing else is left behind"


def test_a_new_home_belongs_to_the_force_with_the_most_records(tmp_path):
    small, large = (
        street_file(tmp_path, "alphashire", "Alphashire Police", 2),
        street_file(tmp_path, "betashire", "Betashire Police", 20),
    )
    assert ready(tmp_path / "home", small, large).home.force == "betashire"


def test_a_person_may_name_the_force(tmp_path):
    file = street_file(tmp_path, "alphashire", "Alphashire Police", 2)
    assert ready(tmp_path / "home", file, force="betashire").home.force == "betashire"


def test_the_second_time_everything_is_there(tmp_path):
    file, said = street_file(tmp_path, "alphashire", "Alphashire Police", 2), []
    first = read_snapshot(ready(tmp_path / "home", file).home.path)
    again = read_snapshot(ready(tmp_path / "home", file, said=said).home.path)
    assert again == first
    assert said == ["Records: 0 rows loaded, 2 already there."]


def test_figures_follow_an_edited_catalogue(tmp_path):
    file, said = street_file(tmp_path, "alphashire", "Alphashire Police", 2), []
    home = ready(tmp_path / "home", file).home
    before = read_snapshot(home.path).number
    (home.catalogue / "own.toml").write_text(
        '[[measure]]\nid = "drug_offences_here"\nname = "Drugs, here"\ndescription = "Drug offences."\n'
        'table = "recorded_crime"\nnumerator = "crime_type = \'Drugs\'"\nkind = "count"\nunit = "crimes"\n'
        'why_direction = "More may be better policing."\nfamily = "Our own"\nvalid_from = 2020-01-01\n'
        'source = "This test"\nconfidence = "high"\n'
    )
    ready(tmp_path / "home", said=said)
    assert any("Definitions have changed" in sentence for sentence in said)
    assert read_snapshot(home.path).number == before + 1


def test_files_that_are_not_there_make_no_home(tmp_path):
    with pytest.raises(InputRefused, match="nothing at"):
        ready(tmp_path / "home", tmp_path / "absent")
    assert not (tmp_path / "home" / "home.toml").exists()
