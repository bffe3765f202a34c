"""The log of every visit, as a table and as a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pyarrow import compute, parquet
from tests.spec.model_office.small_office import DETECTIVES, DIARY, OFFICE, RESPONSE, SWITCHBOARD

from forcesight.model_office.engine import OfficePlan, Run, run
from forcesight.model_office.flow import AGAIN
from forcesight.model_office.office.description import Duration, Return
from forcesight.model_office.office.writing import fingerprint
from forcesight.model_office.results.entity_log import entity_log, servers, write_entity_log


@pytest.fixture(scope="module")
def done() -> Run:
    """A run in which callers who gave up ring again."""
    back = Return(share=0.5, after=Duration(family="constant", mean=10), when="lost")
    desk = replace(SWITCHBOARD, work=(replace(SWITCHBOARD.work[0], returns=(back,)),))
    often = (replace(OFFICE.demand[0], per_week=6000),)
    office = replace(OFFICE, demand=often, stations=tuple(desk if s is SWITCHBOARD else s for s in OFFICE.stations))
    return run(OfficePlan(office), 4)


def test_a_row_for_every_row_of_every_record(done: Run) -> None:
    log = entity_log(done)
    assert log.num_rows == sum(len(served.record.arrived) for served in done.stations.values())
    record = done.stations["switchboard"].record
    calls = log.filter(compute.equal(log["station"], "switchboard"))
    assert calls["arrived"].to_pylist() == record.arrived.tolist()
    assert calls["left"].null_count == int(np.isnan(record.left).sum())
    assert set(calls["visit"].to_pylist()) > {1}, "some rang again"
    whole = [e + (v - 1) * AGAIN for e, v in zip(calls["entity"].to_pylist(), calls["visit"].to_pylist(), strict=True)]
    assert whole == record.entity.tolist()
    lost = compute.equal(calls["outcome"], "lost")
    assert set(calls.filter(lost)["server"].to_pylist()) == {None}
    assert set(calls.filter(compute.equal(calls["outcome"], "served"))["server"].to_pylist()) == {"handlers"}


def test_servers_have_names() -> None:
    assert servers(SWITCHBOARD) == ["handlers"]
    assert servers(RESPONSE) == ["town 1", "town 2", "beat 1"]
    assert servers(DETECTIVES) == ["detectives"]
    assert servers(DIARY) == []


def test_the_file_says_what_repeats_it(done: Run, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "log.parquet"
    rows = write_entity_log(done, path)
    table = parquet.read_table(path)
    assert table.num_rows == rows
    assert table.schema.metadata[b"seed"] == b"4"
    assert table.schema.metadata[b"office fingerprint"].decode() == fingerprint(done.office)
    assert [file.name for file in path.parent.iterdir()] == ["log.parquet"]
