"""The clocks, pauses, calendars and holidays that ship: complete, dated, and honest about what is local."""

from __future__ import annotations

from datetime import date

import pytest

from forcesight.catalogue import Catalogue, Clock, Holiday


# As the catalogue of rules lists them: limit, unit, confidence ("low" where the force must decide).
EXPECTED = {
    "c999_answer": (10, "seconds", "high"),
    "resp_g1_urban": (15, "minutes", "medium"),
    "resp_g1_rural": (20, "minutes", "medium"),
    "resp_g2": (60, "minutes", "low"),
    "resp_g3": (48, "hours", "low"),
    "resp_g4": (48, "hours", "low"),
    "ncrs_record": (24, "hours", "high"),
    "ncrs_record_exceptional": (72, "hours", "high"),
    "asb_repeat": (6, "months", "medium"),
    "vc_referral": (2, "working days", "high"),
    "vc_key_std": (5, "working days", "high"),
    "vc_key_enh": (1, "working days", "high"),
    "vc_update": (0, "days", "high"),
    "vrr_request": (3, "months", "medium"),
    "dvpn_hearing": (48, "hours", "high"),
    "dvpo_least": (14, "days", "high"),
    "dvpo_most": (28, "days", "high"),
    "dapn_hearing": (48, "hours", "medium"),
    "marac_repeat": (12, "months", "high"),
    "matac_cycle": (28, "days", "high"),
    "encompass": (1, "day starts", "high"),
    "miss_rhi": (72, "hours", "high"),
    "rso_visit_very_high": (1, "months", "medium"),
    "rso_visit_high": (3, "months", "medium"),
    "rso_visit_medium": (6, "months", "medium"),
    "rso_visit_low": (12, "months", "medium"),
    "arms_first": (15, "working days", "medium"),
    "arms_review": (12, "months", "medium"),
    "rso_notify": (3, "days", "high"),
    "rso_reactive": (36, "months", "medium"),
    "sup_review_default": (28, "days", "low"),
    "sup_review_high_risk": (7, "days", "low"),
    "bail_1": (3, "months", "high"),
    "bail_2": (6, "months", "high"),
    "bail_3": (9, "months", "high"),
    "bail_complex": (12, "months", "medium"),
    "breach_pause": (3, "hours", "medium"),
    "custody_detention": (24, "hours", "high"),
    "custody_review_first": (6, "hours", "high"),
    "custody_review_next": (9, "hours", "high"),
    "pnc_as": (24, "hours", "high"),
    "stop_copy": (3, "months", "medium"),
    "s55_publish": (56, "days", "high"),
    "fms_annual": (12, "months", "high"),
    "exit_interview": (-1, "days", "low"),
    "pdr": (60, "days", "high"),
    "tt_cg": (28, "days", "medium"),
    "sa_refresh": (6, "months", "high"),
}
# Limits of measures that no rule names: defaults that a force confirms.
OURS = {"c101_answer": (60, "seconds", "low"), "referral_triage": (24, "hours", "low")}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load()


def test_every_clock_of_the_catalogue_of_rules_ships(catalogue: Catalogue) -> None:
    found = {c.id: (c.limit, c.unit, c.confidence) for c in catalogue.clocks(date(2026, 6, 1))}
    assert found == EXPECTED | OURS


def test_what_is_local_says_so(catalogue: Catalogue) -> None:
    for clock in catalogue.clocks(date(2026, 6, 1)):
        assert (clock.basis == "local") == (clock.confidence == "low") == bool(clock.caveat), clock.id


def test_a_standard_begins_on_its_day(catalogue: Catalogue) -> None:
    before, after = (catalogue.clock("resp_g1_urban", day) for day in (date(2026, 1, 25), date(2026, 1, 26)))
    assert (before.basis, after.basis) == ("local", "national standard")
    assert [version.version for version in catalogue.history(Clock, "resp_g1_urban")] == [1, 2]


def test_shares_are_those_that_are_documented(catalogue: Catalogue) -> None:
    shares = {clock.id: clock.share for clock in catalogue.clocks(date(2026, 6, 1)) if clock.share}
    assert shares == {"c999_answer": 90, "pnc_as": 90, "pdr": 85}


def test_a_rule_whose_words_decide_keeps_them(catalogue: Catalogue) -> None:
    for clock in catalogue.clocks(date(2026, 6, 1)):
        if clock.counting != "after":
            assert "beginning with" in clock.wording, clock.id


def test_every_pause_has_its_law(catalogue: Catalogue) -> None:
    reasons = {reason for clock in catalogue.clocks() for reason in clock.pauses}
    assert reasons == {"with_prosecutor", "hospital", "bail_breach_arrest"}
    assert all("Act" in catalogue.pause(reason).authority for reason in reasons)


def test_holidays_of_one_year_come_with_their_announcement(catalogue: Catalogue) -> None:
    once = [version for versions in catalogue.versions(Holiday).values() for version in versions if version.once]
    assert sorted(version.once.year for version in once if version.once) == [
        2011,
        2012,
        2012,
        2020,
        2022,
        2022,
        2022,
        2023,
    ]
    for version in once:
        assert version.once and version.valid_from < version.once and str(version.valid_from.year) in version.source


def test_school_holidays_are_a_default(catalogue: Catalogue) -> None:
    own = [versions[-1] for versions in catalogue.versions(Holiday).values() if versions[-1].group == "school-holidays"]
    assert {holiday.confidence for holiday in own} == {"low"}
