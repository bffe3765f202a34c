"""An area beside its peers: forces beside forces, an area beside the others in the one above. Never a ranking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forcesight.access import Principal
from forcesight.measures.areas import LEVEL_WORDS, Area
from forcesight.measures.comparison import Comparison, Total, compare_areas, compare_forces, difference
from forcesight.measures.words import funnel_words
from forcesight.web.performance import pictures
from forcesight.web.performance.drawn import Drawn, drawn
from forcesight.web.performance.subject import Subject, children
from forcesight.web.performance.wording import areas_words, left_out_words, source_of, span_words


@dataclass(frozen=True)
class Peers:
    """What the section shows; `standing` says where the area stands on the funnel, where there is one."""

    title: str
    source: str
    group: str
    by_size: bool
    dots: Drawn
    funnel: Drawn | None
    standing: str
    funnel_reasons: tuple[str, ...]
    left_out: str


def peers(subject: Subject, principal: Principal) -> Peers | None:
    """The comparison, with those peers only that the person may see; None where there is nobody to compare with."""
    if subject.area.level == "force":
        return subject.reading.once(("peers", subject.measure.id, subject.area.key), lambda: _of_forces(subject))
    siblings = children(subject.reading, subject.breadcrumb[-2]) if len(subject.breadcrumb) > 1 else []
    allowed = subject.may_view(principal, siblings, subject.place[:-1])
    key = ("peers", subject.measure.id, subject.area.key, tuple(area.code for area in allowed))
    return subject.reading.once(key, lambda: _of_siblings(subject, allowed))


def _of_forces(subject: Subject) -> Peers | None:
    comparison = compare_forces(subject.reading.figures, subject.measure)
    group = f"{comparison.group.name}. {comparison.group.description}" if comparison.group else ""
    return _make(subject, comparison, "forces", group)


def _of_siblings(subject: Subject, areas: Sequence[Area]) -> Peers | None:
    comparison = compare_areas(subject.reading.figures, subject.measure, areas, subject.place[0].code)
    above = subject.breadcrumb[-2].name if len(subject.breadcrumb) > 1 else ""
    return _make(subject, comparison, areas_words(areas), f"Every {LEVEL_WORDS[subject.area.level]} in {above}.")


def _make(subject: Subject, comparison: Comparison, level_words: str, group: str) -> Peers | None:
    own = next((total for total in comparison.totals if total.area.key == subject.area.key), None)
    if own is None or len(comparison.totals) < 2:
        return None
    span = span_words(comparison.months)
    title = f"{subject.measure.name} in {subject.area.name} and the other {level_words}, {span}"
    standing = _standing(comparison, subject.area)
    dots = pictures.dot_plot(comparison, subject.area, title=title, verdicts=_verdicts(subject, comparison, own))
    funnel = pictures.funnel_plot(comparison, subject.area, title=f"{subject.area.name} is {standing}")
    return Peers(
        title=title,
        source=source_of(subject.measure.table),
        group=group,
        by_size=not comparison.measure.denominator,
        dots=drawn(dots),
        funnel=drawn(funnel) if funnel else None,
        standing=standing,
        funnel_reasons=comparison.funnel.reasons if comparison.funnel else (),
        left_out=left_out_words(comparison.left_out),
    )


def _standing(comparison: Comparison, area: Area) -> str:
    places = comparison.funnel.areas if comparison.funnel else ()
    return next((funnel_words(each) for each in places if each.name == area.name), "")


def _verdicts(subject: Subject, comparison: Comparison, own: Total) -> dict[str, str]:
    """How each peer differs from ours, by the interval of the difference; counts are not compared, they tell size."""
    figures = subject.reading.figures
    if not comparison.measure.denominator:
        return {}
    margin = figures.catalogue.margin(comparison.measure, figures.on)
    found = {}
    for total in comparison.totals:
        change = difference(comparison.measure, own, total, margin) if total is not own else None
        if change is not None:
            found[total.area.code] = "about the same" if change.word == "broadly unchanged" else change.word
    return found
