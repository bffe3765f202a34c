"""The audit log in plain words.

The log keeps identifiers, which stay true whatever is renamed and hold no text from the records. Whoever reads the log
is told names: those of the catalogue, of the home's areas and of the kinds of job. What has no name any more is told
by its identifier.
"""

from types import SimpleNamespace

import pytest
from tests.spec.tables import rows

from forcesight.catalogue import Catalogue
from forcesight.operations.audit_words import Names, in_words, sentence


AREAS = {"district:D1": "Eastham"}


@pytest.fixture(scope="module")
def names():
    """The shipped catalogue, one area, one kind of job and one office."""
    known = {"load-police-uk": "Load data.police.uk files"}
    offices = {"county_force": "A county force"}
    return Names(Catalogue.load(), lambda unit: AREAS.get(str(unit), unit.words), known, lambda i: offices.get(i, i))


def test_an_identifier_is_told_by_its_name(names):
    """Measures, files, tables, jobs, offices and more; a force by its name, an area without one by its code."""
    table = rows("""
    identifier                                                | in words
    account:a.roe                                             | a.roe
    measure:burglary                                          | Burglary
    measure:burglary/district:D1                              | Burglary in Eastham
    note:burglary/district:D2/6f1c2d3e-0000-4000-8000-0000    | Burglary in district D2
    rebase:burglary/district:D1/6f1c2d3e-0000-4000-8000-0000  | Burglary in Eastham
    file:street/staffordshire/2025-12@2026-01                 | Staffordshire Police street-level crime of December 2025, edition of January 2026
    file:stop-and-search/fairshire/2025-12@2025-12            | Fairshire stop and search of December 2025, edition of December 2025
    file:population/mid-2024.csv@0123456789ab                 | the population file mid-2024.csv
    files:police-uk                                           | files of data.police.uk
    files:all                                                 | all files
    tables:incident                                           | ‘Incidents’
    tables:crime,incident,note                                | ‘Crimes’, ‘Incidents’ and ‘Notes on charts’
    job:load-police-uk/6f1c2d3e-0000-4000-8000-000000000000   | Load data.police.uk files
    office:county_force                                       | the office ‘A county force’
    experiment:county_force/6f1c2d3e-0000-4000-8000-000000000 | an experiment on the office ‘A county force’
    experiment:gone/6f1c2d3e-0000-4000-8000-0000000000000000  | an experiment on the office ‘gone’
    snapshot:7                                                | snapshot 7
    hold:0123456789abcdef                                     | the hold 0123456789abcdef
    backup:2024-03                                            | 2024-03
    """)  # noqa: E501 - a table
    for row in table:
        assert in_words(row["identifier"], names) == row["in words"]


def test_a_state_is_told_in_words(names):
    """A role with its unit and dates, a month; a state that is in words already stays as it is."""
    table = rows("""
    state                                               | in words
    commander district:D1 2020-01-01 to open            | Commander for Eastham from 1 January 2020, with no last day
    chief_officer force:* 2020-01-01 to 2026-03-31      | Chief officer for force * from 1 January 2020 to 31 March 2026
    2025-03                                             | March 2025
    3 rows, subject request                             | 3 rows, subject request
    """)
    for row in table:
        assert in_words(row["state"], names) == row["in words"]


def test_a_row_is_a_sentence_with_what_changed(names):
    """Who did what to what; then, in brackets, the new state, or the old one and the new one."""
    table = rows("""
    event            | target                       | old       | new                                     | sentence
    measure_exported | measure:burglary/district:D1 | -         | burglary.csv of snapshot 2              | a.roe exported Burglary in Eastham (burglary.csv of snapshot 2)
    role_granted     | account:b.doe                | -         | scrutineer district:D1 2026-01-01 to open | a.roe granted a role to b.doe (Scrutineer for Eastham from 1 January 2026, with no last day)
    note_withdrawn   | note:burglary/district:D1/6f | in force  | withdrawn                               | a.roe withdrew a note on Burglary in Eastham (from in force to withdrawn)
    job_cancelled    | job:load-police-uk/6f1c      | -         | -                                       | a.roe cancelled a job: Load data.police.uk files
    records_erased   | tables:                      | -         | 0 rows, court order                     | a.roe erased rows of no table (0 rows, court order)
    """)  # noqa: E501 - a table
    for row in table:
        texts = {name: row[name] or "" for name in ("event", "target", "old", "new")}
        assert sentence(SimpleNamespace(actor="a.roe", **texts), names) == row["sentence"]


def test_what_has_no_name_is_told_by_its_identifier(names):
    """A measure that the catalogue dropped, a role, a kind of job and an event of another version."""
    assert in_words("measure:retired_measure", names) == "retired measure"
    assert in_words("measure:burglary/ward:W1", names) == "Burglary in ward:W1"
    assert in_words("wizard district:D1 2020-01-01 to open", names).startswith("wizard for Eastham")
    assert in_words("job:paint/6f1c", names) == "paint"
    assert in_words("tables:spells", names) == "spells"
    newer = SimpleNamespace(event="map_drawn", actor="a.roe", target="map:1", old="", new="")
    assert sentence(newer, names) == "a.roe: map drawn map:1"
