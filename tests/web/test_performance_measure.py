"""One measure in one area: its chart, its twin, what it says, and where it leads."""

import re

import pytest
from django.urls import reverse

from forcesight.access import EVERYWHERE, Unit
from forcesight.operations import Platform
from forcesight.store.writer import Writer


pytestmark = pytest.mark.django_db
FORCE = "/measures/burglary/force/northshire/"
DISTRICT = "/measures/burglary/district/D1/"


def page(client, address=FORCE):
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def test_the_chart_has_a_statement_a_drawing_and_a_table_twin(signed_in, records):
    shown = page(signed_in("performance_analyst"), DISTRICT)
    assert "<h1" in shown and "Burglary in Eastham" in shown
    assert re.search(r"Burglary was \d+ in December 2025, higher than expected: it lies above the upper limit", shown)
    assert (
        'class="fs-chart fs-chart--wide"' in shown
        and "Source: data.police.uk street-level crime files; snapshot 2" in shown
    )
    twin = shown[shown.index("The same figures as a table") : shown.index("Download these figures")]
    for words in ("Lower limit", "Upper limit", "Reading", "Status", "Jul 2023", "beyond a limit", "complete"):
        assert words in twin


def test_definition_and_provenance_are_on_the_page(signed_in, records):
    shown = page(signed_in("performance_analyst"))
    for words in (
        "crime_type = &#x27;Burglary&#x27;", "Lower is better", "1, valid from 1 May 2013", "High.",
        "December 2025 comes from the edition of December 2025<", "A month counts as soon as it is published",
        "2, published on", "OFFICIAL",
    ):  # fmt: skip
        assert words in shown


def test_a_measure_that_matures_says_when_a_month_counts(signed_in, records):
    shown = page(signed_in("performance_analyst"), "/measures/outcome_no_suspect/force/northshire/")
    assert re.search(r"A month counts once its file is at least \d+ months later than the month itself", shown)
    assert "still filling" in shown


def test_a_weighted_measure_says_how_far_its_weights_are_off(signed_in, records):
    shown = page(signed_in("performance_analyst"), "/measures/severity_weighted_crime/force/northshire/")
    assert "% (median)" in shown.partition('id="definition"')[2]
    assert "severity points" in shown.partition('id="inside"')[2].lower()
    assert "95% interval: low" in shown


def test_a_rate_says_its_residents_and_a_low_confidence_says_so(signed_in, records):
    shown = page(signed_in("performance_analyst"), "/measures/recorded_crime_rate/district/D1/")
    assert "residents, per 1,000" in shown
    assert "Residents of 2023" in shown or "carried forward" in shown
    assert "This is a default that the force has not confirmed" in shown


def test_a_rate_without_residents_is_shown_as_the_count_and_says_so(signed_in, records):
    shown = page(signed_in("performance_analyst"), "/measures/recorded_crime_rate/force/westshire/")
    assert "so this is the count, not the rate" in shown and "is not known" in shown


def test_it_leads_from_the_force_down_to_an_lsoa(signed_in, records):
    client = signed_in("performance_analyst")
    address, seen = FORCE, []
    for name in ("Eastham", "Eastham Harbour", "Eastham 001A"):
        inside = page(client, address).partition('id="inside"')[2]
        address = re.search(rf'href="([^"]+)">{name}</a>', inside)[1]
        seen.append(address)
    assert seen[-1] == reverse("measures:measure", args=["burglary", "lsoa", "E01000001"])
    shown = page(client, address)
    crumbs = shown[shown.index("govuk-breadcrumbs") : shown.index("<main")]
    assert [crumbs.index(f">{name}<") for name in ("Measures", "Northshire", "Eastham", "Eastham Harbour")]
    assert "Around Eastham 001A: LSOAs in Eastham Harbour" in shown


def test_the_map_links_each_area_and_shades_by_rate(signed_in, records):
    shown = page(signed_in("performance_analyst"))
    inside = shown[shown.index('id="inside"') : shown.index('id="peers"')]
    assert "fs-chart--map" in inside and "Shaded by rate" in inside
    assert inside.count(reverse("measures:measure", args=["burglary", "district", "D1"])) == 2  # map and table


def test_a_share_is_shaded_by_its_own_figure(signed_in, records):
    shown = page(signed_in("performance_analyst"), "/measures/outcome_no_suspect/force/northshire/")
    assert "Shaded by the measure’s own figure" in shown


def test_forces_are_compared_from_one_source_and_never_ranked(signed_in, records):
    shown = page(signed_in("performance_analyst"), "/measures/outcome_no_suspect/force/northshire/")
    peers = shown[shown.index('id="peers"') : shown.index('id="notes"')]
    assert "come from one source: data.police.uk street-level crime files" in peers and "this is not a ranking" in peers
    assert "Every force with records here" in peers and "Compared with ours" in peers
    assert "A funnel plot" in peers and "Northshire is " in peers
    assert peers.index("Southshire") < peers.index("Westshire")


def test_counts_of_forces_say_that_they_tell_size(signed_in, records):
    assert "they also say how large each area is" in page(signed_in("performance_analyst"))


def test_a_district_is_compared_with_the_others_of_its_force(signed_in, records):
    shown = page(signed_in("performance_analyst"), DISTRICT)
    assert "Every district in Northshire." in shown and "Burglary in Eastham and the other districts" in shown


def test_direction_of_travel_is_a_sentence_with_its_margin(signed_in, records):
    shown = page(signed_in("performance_analyst"))
    assert re.search(
        r"Burglary was \d+ \(95% interval \d+ to \d+, n = \d+\) in the 12 months to December 2025 and \d+ \(95%",
        shown,
    )
    assert "A change whose interval lies within 5% either way counts as broadly unchanged" in shown


def test_without_a_year_before_there_is_no_direction(signed_in, records):
    shown = page(signed_in("performance_analyst"), "/measures/search_find_rate/force/northshire/")
    assert "There is no settled month with the same month a year before" in shown


def test_the_months_shown_can_be_chosen_and_limits_stay(signed_in, records):
    client = signed_in("performance_analyst")
    whole = page(client)
    limit = re.search(r"Upper limit (\d+)", whole)[0]
    shown = page(client, f"{FORCE}?since=2025-01&until=2025-10")
    assert "January 2025 to October 2025" in shown and limit in shown
    assert "figures.csv?since=2025-01&amp;until=2025-10" in shown
    assert "Burglary was" in shown and "in October 2025" in shown


def test_a_wrong_choice_of_months_says_so_and_shows_all(signed_in, records):
    shown = page(signed_in("performance_analyst"), f"{FORCE}?since=2025-10&until=2025-01")
    assert "There is a problem" in shown and "must not be after the month under" in shown
    assert "July 2023 to December 2025" in shown


def test_a_month_that_is_missing_is_said_to_be_missing(signed_in, records):
    shown = page(signed_in("performance_analyst"), "/measures/burglary/force/westshire/")
    assert "1 month is not known. No rule looks across a gap." in shown and "no data" in shown


def test_a_commander_sees_only_the_parts_that_their_role_covers(signed_in, records):
    client = signed_in("commander")
    shown = page(client)
    assert "1 more districts lie outside your role" in shown
    assert reverse("measures:measure", args=["burglary", "district", "D2"]) not in shown
    assert client.get("/measures/burglary/district/D2/").status_code == 403
    assert "Beside its peers" not in page(client, DISTRICT)


def test_a_role_over_one_neighbourhood_sees_it_and_the_force(signed_in, records):
    client = signed_in("commander", scope=Unit.parse("neighbourhood:N1"))
    assert client.get("/measures/burglary/neighbourhood/N1/").status_code == 200
    assert client.get("/measures/burglary/lsoa/E01000001/").status_code == 200
    assert client.get("/measures/burglary/neighbourhood/N2/").status_code == 403
    assert 'id="inside"' not in page(client)


def test_what_is_not_there_is_not_found(signed_in, records):
    client = signed_in("performance_analyst")
    for address in ("/measures/burglery/force/northshire/", "/measures/burglary/force/nowhere/"):
        assert client.get(address).status_code == 404


def test_the_address_without_an_area_leads_to_the_force(signed_in, records):
    assert signed_in("performance_analyst").get("/measures/burglary/")["Location"] == FORCE


def test_a_search_measure_is_known_for_the_force_only(signed_in, records):
    shown = page(signed_in("performance_analyst"), "/measures/stop_searches/district/D1/")
    assert "No month is known" in shown or "not known" in shown


def without(home, table, what):
    """Publish the home's table without some of its rows."""
    with Writer.open(home) as writer:
        writer.rewrite(table, f"SELECT * FROM {writer.source(table)} WHERE NOT ({what})")
        writer.publish("test", Platform.open(home.path).builders)


def test_where_residents_are_unknown_areas_are_counted_and_only_counted(signed_in, own_records):
    without(own_records, "population", "level = 'neighbourhood'")
    shown = page(signed_in("performance_analyst"), "/measures/recorded_crime_rate/district/D1/")
    section = shown[shown.index('id="inside"') : shown.index('id="peers"')]
    table = section.partition("<thead")[2].partition("</thead>")[0]
    assert table.count("Count") == 1 and "per 1,000" not in table
    assert "Shaded by count, because the residents of these areas are not all known" in section


def test_without_boundaries_there_is_no_map(signed_in, own_records):
    without(own_records, "boundary", "level = 'neighbourhood'")
    shown = page(signed_in("performance_analyst"), DISTRICT)
    assert "No boundaries of these areas are loaded, so there is no map." in shown


def test_another_force_is_known_as_a_whole_only(signed_in, records):
    client = signed_in("performance_analyst", scope=EVERYWHERE)
    inside = page(client, "/measures/burglary/force/westshire/").partition('id="inside"')[2]
    assert "it is known for the whole force only" in inside and "No boundaries" not in inside
    assert "known for the whole force only" in page(client, "/measures/burglary/district/westshire-town/")


def test_an_edition_that_was_inferred_is_said_to_be():
    from datetime import date
    from types import SimpleNamespace

    from forcesight.measures.held import HeldMonth
    from forcesight.web.performance.wording import edition_words, left_out_words, span_words

    month = date(2025, 12, 1)
    series = SimpleNamespace(held={month: HeldMonth(None, edition="2026-01", inferred=True)})
    told = edition_words(series, SimpleNamespace(period=month))
    assert (
        told
        == "December 2025 comes from the edition of January 2026 (inferred: the newest month that was loaded with it)"
    )
    assert edition_words(series, None) == "No settled month"
    assert (span_words([]), span_words([month])) == ("no month", "December 2025")
    areas = [SimpleNamespace(name=f"Area {number}") for number in range(7)]
    assert left_out_words(areas).endswith("Area 3, Area 4 and 2 more.")
