"""What Forcesight ships: complete, consistent, and honest about what it does not know."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from forcesight.catalogue import Catalogue, Measure, today
from forcesight.records import CRIME_TYPES


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load()


def test_every_crime_type_has_a_measure_of_its_own(catalogue: Catalogue) -> None:
    counted = {m.numerator for m in catalogue.measures() if m.table == "recorded_crime" and m.kind == "count"}
    assert {f"crime_type = '{name}'" for name in CRIME_TYPES} <= counted


def test_every_crime_type_but_anti_social_behaviour_has_a_weight(catalogue: Catalogue) -> None:
    assert set(catalogue.weights("severity_police_uk").weights) == set(CRIME_TYPES) - {"Anti-social behaviour"}


def test_a_weight_is_the_sum_of_share_times_weight_over_its_mix(catalogue: Catalogue) -> None:
    scheme = catalogue.weights("severity_police_uk")
    for crime_type, weight in scheme.weights.items():
        shares, weights = scheme.mix_share[crime_type], scheme.mix_weight[crime_type]
        assert sum(shares.values()) == pytest.approx(1, abs=5e-5)
        assert sum(share * weights[group] for group, share in shares.items()) == pytest.approx(weight, rel=1e-3)


def test_the_severity_measures_say_that_they_approximate(catalogue: Catalogue) -> None:
    scheme = catalogue.weights("severity_police_uk")
    weighted = [m for m in catalogue.measures() if m.kind == "weighted" and m.table == "recorded_crime"]
    assert {m.weights_used for m in weighted} == {("severity_police_uk",)}
    assert all("police.uk approximation" in m.name and m.caveat for m in weighted)
    assert f"off by {scheme.error_median_percent:g} % (median)" in scheme.error_sentence
    assert "% too low; the order of forces has a rank correlation of 0." in scheme.error_sentence


def test_a_direction_other_than_neutral_is_reasoned(catalogue: Catalogue) -> None:
    opening = {"neutral": "Neutral", "increase": "More is better", "decrease": ("Fewer is better", "Less is better")}
    for measure in catalogue.measures():
        assert measure.why_direction.startswith(opening[measure.direction]), measure.id


def test_measures_are_described_for_a_reader(catalogue: Catalogue) -> None:
    names = Counter(m.name for m in catalogue.measures())
    assert names.most_common(1)[0][1] == 1
    for measure in catalogue.measures():
        assert measure.description.endswith(".") and not measure.name[0].islower(), measure.id
        assert measure.marking == "OFFICIAL"
        assert (measure.per, measure.unit) == (100, "%") or measure.kind != "proportion", measure.id


def test_measures_come_family_by_family(catalogue: Catalogue) -> None:
    families = [m.family for m in catalogue.measures() if m.family != "Data quality"]
    assert len(list(dict.fromkeys(families))) == sum(a != b for a, b in zip(families, [None, *families], strict=False))


def test_measures_are_ready_to_compile(catalogue: Catalogue) -> None:
    for measure in catalogue.measures():
        assert "{" not in measure.numerator + measure.denominator
        assert measure.outcome_groups_used == ()
    written = catalogue.history(Measure, "outcome_no_suspect")[-1]
    assert written.outcome_groups_used == ("no_suspect",)
    assert catalogue.measure("recorded_crime_rate").over_population


def test_shares_of_crimes_that_fill_up_wait_six_months(catalogue: Catalogue) -> None:
    shares = [m for m in catalogue.measures() if m.family == "Outcomes of recorded crime"]
    assert {(m.maturity_months, m.confidence) for m in shares} == {(6, "low")}
    published = [m for m in catalogue.measures() if m.table == "recorded_crime" and m not in shares]
    late = {m.id for m in published if m.maturity_months}
    assert late == {"outcome_not_known"}, "a status that is not known yet comes in late too"


def test_every_kind_of_measure_has_a_margin_that_says_it_is_a_default(catalogue: Catalogue) -> None:
    for measure in catalogue.measures():
        margin = catalogue.margin(measure)
        assert margin.caveat == "This is a default that the force has not confirmed."
        assert margin.scale == ("points" if measure.kind == "proportion" else "relative")


def test_only_levels_that_a_document_prints_are_standards(catalogue: Catalogue) -> None:
    held = [(m, catalogue.standard(m.id, date(2026, 6, 1), force="staffordshire")) for m in catalogue.measures()]
    told = {m.id: (s.value, s.sense, s.status, s.confidence) for m, s in held if s}
    assert told == {
        "answered_999_in_10s": (90, "at_least", "standard", "high"),
        "abandoned_101": (10, "at_most", "standard", "low"),
    }


def test_the_standard_for_999_binds_from_its_day(catalogue: Catalogue) -> None:
    days = (date(2026, 1, 25), date(2026, 1, 26))
    before, after = (catalogue.standard("answered_999_in_10s", day) for day in days)
    assert before and after and (before.confidence, after.confidence) == ("medium", "high")


def test_a_limit_in_a_measure_is_that_of_its_clock(catalogue: Catalogue) -> None:
    measure = catalogue.measure("crimes_recorded_in_24h")
    assert measure.numerator.endswith("hours_to_record <= 24") and not measure.clocks_used
    assert [clock.id for clock in catalogue.clocks_of(measure)] == ["ncrs_record"]
    assert catalogue.clocks_of(catalogue.measure("crimes")) == ()


def test_what_has_two_sources_says_why_they_differ(catalogue: Catalogue) -> None:
    told = {m.id: m.beside for m in catalogue.measures() if m.beside}
    assert told["crimes"] == "recorded_crime" and told["force_searches"] == "stop_searches"
    tables = {m.id: m.table for m in catalogue.measures()}
    assert all(tables[one] != tables[other] for one, other in told.items())


def test_forces_have_slugs_names_and_codes(catalogue: Catalogue) -> None:
    forces = {f.id: f for f in catalogue.forces()}
    assert len(forces) == 45
    assert forces["staffordshire"].name == "Staffordshire Police"
    assert catalogue.force("staffordshire").statistical_code == "E23000015"
    coded = [f.statistical_code for f in forces.values() if f.statistical_code]
    assert len(set(coded)) == 43 and all(re.fullmatch(r"[EW]\d{8}", code) for code in coded)
    assert {f.id for f in forces.values() if not f.statistical_code} == {"btp", "northern-ireland"}


def test_neighbours_are_mutual(catalogue: Catalogue) -> None:
    near = {
        f.id: {name for group in catalogue.comparison_groups(f.id) if group.force for name in group.members}
        for f in catalogue.forces()
        if f.statistical_code
    }
    assert all(one in near[other] for one, others in near.items() for other in others)
    assert near["staffordshire"] >= {"cheshire", "derbyshire", "west-mercia", "west-midlands"}


def test_nothing_was_in_force_before_the_first_published_files(catalogue: Catalogue) -> None:
    assert catalogue.measures(date(2010, 11, 30)) == ()
    assert len(catalogue.measures(today())) == len(catalogue.measures()) > 30


def test_shipped_entries_carry_their_file(catalogue: Catalogue) -> None:
    assert catalogue.measure("burglary").file == "measures/crime.toml"
    assert catalogue.measure("burglary").origin == "forcesight"
