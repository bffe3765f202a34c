"""The element builder: what it escapes, what it refuses."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forcesight.charts.svg import Markup, el, join, number, text


def test_text_and_attributes_are_escaped() -> None:
    made = el("text", "<script>&\"'", class_='a"><b')
    assert made == '<text class="a&quot;&gt;&lt;b">&lt;script&gt;&amp;&quot;&#x27;</text>'


def test_finished_elements_are_kept_and_none_is_left_out() -> None:
    assert el("g", el("path", d="M0 0"), None, fill=None) == '<g><path d="M0 0"/></g>'


def test_python_names_become_svg_names() -> None:
    assert (
        el("path", stroke_width=2, class_="a", viewBox="0 0 1 1")
        == '<path stroke-width="2" class="a" viewBox="0 0 1 1"/>'
    )


@pytest.mark.parametrize(
    ("value", "written"), [(12, "12"), (12.04, "12"), (12.06, "12.1"), (-0.5, "-0.5"), (1234567.89, "1234567.9")]
)
def test_coordinates_are_rounded_to_a_tenth(value: float, written: str) -> None:
    assert number(value) == written


@pytest.mark.parametrize("tag", ["script", "style", "foreignObject", "image", "use"])
def test_only_tags_that_charts_draw(tag: str) -> None:
    with pytest.raises(ValueError, match="charts do not draw"):
        el(tag)


@pytest.mark.parametrize("name", ["style", "onclick", "onload"])
def test_attributes_that_the_content_policy_blocks_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="content policy"):
        el("g", **{name: "x"})


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "java\nscript:x", "data:text/html,x", "a b"],
)
def test_addresses_that_could_run_are_refused(address: str) -> None:
    with pytest.raises(ValueError, match="cannot link"):
        el("a", href=address)


@pytest.mark.parametrize(
    "address", ["/measures/burglary?area=a&b=c", "?area=x", "#table", "../x", "area/E01", "https://example.org/x", ""]
)
def test_addresses_on_this_site_and_the_web_are_kept(address: str) -> None:
    made = ElementTree.fromstring(el("a", href=address))
    assert made.get("href") == address


def test_markup_prints_as_it_stands_and_plain_text_does_not() -> None:
    drawn = join([Markup("<g/>"), text("<g/>")])
    assert drawn.__html__() == drawn == "<g/>&lt;g/&gt;"
    assert type(drawn.__html__()) is str
    assert text(drawn) is drawn


@given(st.text(), st.text())
def test_any_words_make_well_formed_xml_that_says_them(inside: str, attribute: str) -> None:
    made = ElementTree.fromstring(el("text", inside, class_=attribute))
    kept = "".join(
        letter for letter in inside if letter in "\t\n\r" or (letter >= " " and letter not in "\ufffe\uffff")
    )
    assert (made.text or "") == kept.replace("\r\n", "\n").replace("\r", "\n")
