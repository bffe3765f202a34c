"""The land, places and people of a synthetic force: where they are, and how often they recur."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from tests.unit.synthetic.small_world import WISH, small_world

from forcesight.records.codes.people import PLACE_KINDS
from forcesight.records.codes.person import ETHNIC_GROUPS, SELF_DEFINED_ETHNICITY
from forcesight.synthetic.force.chance import chance
from forcesight.synthetic.force.county import make_places
from forcesight.synthetic.force.name_stock import FAMILY_NAMES, GIVEN_NAMES, SHORT_FORMS, STOCKS, short_form
from forcesight.synthetic.force.people import make_people
from forcesight.synthetic.force.world import identifiers
from forcesight.synthetic.gazetteer import invent
from forcesight.synthetic.land import outlines


WORLD = small_world()
RNG = chance(1, "tests")


def share(truths: np.ndarray) -> float:
    return float(np.mean(truths))


def kind(name: str) -> int:
    return PLACE_KINDS.codes.index(name)


class TestAreas:
    def test_the_county_has_nine_districts_and_23_local_policing_units(self) -> None:
        areas = WORLD.areas
        assert (len(areas.district_codes), len(areas.neighbourhood_codes), len(areas.lsoa_codes)) == (9, 23, 620)
        assert 1_000_000 < areas.residents.sum() < 1_100_000
        assert 0.2 < share(areas.rural) < 0.3

    def test_an_lsoa_lies_in_the_district_of_its_neighbourhood(self) -> None:
        areas = WORLD.areas
        assert (areas.district_of_neighbourhood[areas.neighbourhood] == areas.district).all()


class TestPlaces:
    def test_every_lsoa_has_a_dwelling_and_a_street(self) -> None:
        places = WORLD.places
        for name in ("dwelling", "street"):
            assert set(places.lsoa[places.kind == kind(name)]) == set(range(620))

    def test_hospitals_and_prisons_do_not_grow_fewer_with_the_scale(self) -> None:
        larger = make_places(invent(WISH.seed)[1][0], WORLD.areas, WISH.seed, 0.05)
        for name, count in (("hospital", 9), ("prison", 3), ("police station", 23)):
            assert (larger.kind == kind(name)).sum() == (WORLD.places.kind == kind(name)).sum() == count
        assert (larger.kind == kind("shop")).sum() == 5 * (WORLD.places.kind == kind("shop")).sum()

    def test_places_lie_inside_the_outline_of_their_lsoa(self) -> None:
        land, _ = invent(WISH.seed)
        shapes = np.array(list(next(iter(outlines(land)))))
        chosen = RNG.integers(len(WORLD.places), size=2000)
        points = shapely.points(WORLD.places.longitude[chosen], WORLD.places.latitude[chosen])
        assert share(shapely.contains(shapes[WORLD.places.lsoa[chosen]], points)) > 0.99

    def test_a_draw_follows_the_weights(self) -> None:
        places = WORLD.places
        drawn = places.draw(200_000, RNG)
        for name in ("dwelling", "street", "shop"):
            weight = places.weight[places.kind == kind(name)].sum() / places.weight.sum()
            assert share(places.kind[drawn] == kind(name)) == pytest.approx(weight, abs=0.005)
        heaviest = int(places.weight.argmax())
        expected = places.weight[heaviest] / places.weight.sum()
        assert share(drawn == heaviest) == pytest.approx(expected, rel=0.1)

    def test_a_draw_within_an_lsoa_stays_in_it(self) -> None:
        lsoa = RNG.integers(620, size=5000)
        assert (WORLD.places.lsoa[WORLD.places.draw_within(lsoa, RNG)] == lsoa).all()

    def test_a_draw_of_a_kind_is_of_that_kind(self) -> None:
        assert set(WORLD.places.kind[WORLD.places.draw_of_kind(kind("hospital"), 500, RNG)]) == {kind("hospital")}

    def test_nowhere_has_no_coordinates_and_no_codes(self) -> None:
        located = WORLD.places.located(np.array([5, -1]))
        assert np.isnan(located["longitude"]).tolist() == [False, True]
        for name in ("place_id", "location", "lsoa_code", "neighbourhood_code", "district_code"):
            assert [value is None for value in located[name].to_pylist()] == [False, True]
        assert located["lsoa_code"].to_pylist()[0] == WORLD.areas.lsoa_codes[WORLD.places.lsoa[5]]

    def test_postcodes_and_references_are_nobodys(self) -> None:
        assert all(code.startswith("XN") for code in WORLD.places.postcode.to_pylist())
        assert len(np.unique(WORLD.places.property_reference)) == len(WORLD.places)
        assert (WORLD.places.property_reference // 10**9 == 999).all()

    def test_something_happens_at_few_places_again_and_again(self) -> None:
        weights = np.sort(WORLD.places.weight)[::-1]
        assert 0.15 < weights[: len(weights) // 100].sum() / weights.sum() < 0.5


class TestPeople:
    def test_nobody_is_born_after_the_span_begins(self) -> None:
        people = WORLD.people
        everybody = np.arange(len(people))
        assert people.age(everybody, np.datetime64(WORLD.span.first)).min() >= 0
        assert people.age(everybody, np.datetime64(WORLD.span.last)).max() < 110

    def test_age_changes_on_the_birthday(self) -> None:
        people = WORLD.people
        born = people.date_of_birth[0].astype("datetime64[D]").item()
        if (born.month, born.day) == (2, 29):
            born = born.replace(day=28)
        for day, years in ((born.replace(year=2020), 2020 - born.year), (born.replace(year=2021), 2021 - born.year)):
            at = np.array([np.datetime64(day, "D"), np.datetime64(day, "D") - 1]).astype("datetime64[us]")
            assert people.age(np.array([0, 0]), at).tolist() == [years, years - 1]

    def test_a_group_is_that_of_the_code(self) -> None:
        codes, groups = SELF_DEFINED_ETHNICITY.codes, SELF_DEFINED_ETHNICITY.groups
        told = {
            (codes[a], ETHNIC_GROUPS.codes[b])
            for a, b in zip(WORLD.people.self_defined, WORLD.people.group, strict=True)
        }
        assert {groups[code] for code, _ in told} == {group for _, group in told}
        assert all(groups[code] == group for code, group in told)

    def test_people_recur_as_often_in_a_smaller_force(self) -> None:
        larger = make_people(WORLD.span, WORLD.places, WISH.seed, 0.05)
        repeated = []
        for people, calls in ((WORLD.people, 18_000), (larger, 90_000)):
            seen = np.bincount(people.draw(people.as_caller, calls, RNG), minlength=len(people))
            repeated.append(share(seen[seen > 0] > 1))
        assert repeated[0] == pytest.approx(repeated[1], abs=0.05)

    def test_a_weight_may_be_narrowed(self) -> None:
        people = WORLD.people
        assert people.vulnerable[people.draw(people.as_victim * people.vulnerable, 500, RNG)].all()

    def test_people_of_one_home_often_share_a_name(self) -> None:
        people = WORLD.people
        together = people.home[1:] == people.home[:-1]
        same = people.family_name[1:] == people.family_name[:-1]
        assert share(same[together]) > 0.3 > 0.05 > share(same[~together])

    def test_children_in_care_live_in_childrens_homes_more_often(self) -> None:
        people, at = WORLD.people, WORLD.places.kind[WORLD.people.home] == kind("children's home")
        assert share(at[people.in_care]) > share(at[~people.in_care])


class TestNames:
    def test_the_commonest_name_is_about_as_common_as_the_commonest_british_one(self) -> None:
        large = make_people(WORLD.span, WORLD.places, 3, 0.2)
        counts = np.sort(np.bincount(large.family_name))[::-1] / len(large)
        assert 0.008 < counts[0] < 0.02
        assert counts[:100].sum() < 0.4

    def test_names_are_told_once(self) -> None:
        assert len(set(FAMILY_NAMES)) == len(FAMILY_NAMES) == sum(len(stock.family) for stock in STOCKS)
        assert len(set(GIVEN_NAMES)) == len(GIVEN_NAMES)

    def test_a_short_form_is_that_of_the_name(self) -> None:
        forms = short_form()
        assert GIVEN_NAMES[forms[GIVEN_NAMES.index("Margaret")]] == SHORT_FORMS["Margaret"] == "Maggie"
        assert forms[GIVEN_NAMES.index("Olivia")] == -1


def test_identifiers_tell_what_they_are_of() -> None:
    assert identifiers("officer", np.array([3, -1])).to_pylist() == ["OF0000003", None]
