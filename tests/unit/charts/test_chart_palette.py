"""Contrast of colours by the WCAG formula, and signs that do not rest on colour."""

from __future__ import annotations

from itertools import combinations

import pytest

from forcesight.charts import palette


def luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour, WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_on_colours_whose_ratio_is_known() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#a6a6a6", "#ffffff") == pytest.approx(2.43, abs=0.01)


@pytest.mark.parametrize("sign", [*palette.SIGNS.values(), *palette.FUNNEL_SIGNS.values()], ids=lambda sign: sign.words)
@pytest.mark.parametrize("ground", [palette.PAPER, palette.SHADE])
def test_points_stand_out(sign: palette.Sign, ground: str) -> None:
    assert contrast(sign.colour, ground) >= 3


@pytest.mark.parametrize("colour", [palette.INK, palette.QUIET])
@pytest.mark.parametrize("ground", [palette.PAPER, palette.SHADE])
def test_text_is_readable(colour: str, ground: str) -> None:
    assert contrast(colour, ground) >= 4.5


@pytest.mark.parametrize("colour", [palette.HATCH, palette.TARGET, palette.OWN, palette.OTHERS])
def test_lines_and_hatches_stand_out(colour: str) -> None:
    assert contrast(colour, palette.PAPER) >= 3


@pytest.mark.parametrize("signs", [palette.SIGNS, palette.FUNNEL_SIGNS])
def test_no_two_kinds_share_a_shape(signs: dict[str, palette.Sign]) -> None:
    looks = [(sign.shape, sign.hollow) for sign in signs.values()]
    assert len(set(looks)) == len(looks)


def test_classes_of_a_map_are_told_apart_by_lightness_alone() -> None:
    shades = [luminance(colour) for colour in palette.SEQUENCE]
    assert shades == sorted(shades, reverse=True)
    assert all(contrast(a, b) > 1.3 for a, b in combinations(palette.SEQUENCE, 2))


def test_borders_are_seen_on_the_lightest_and_the_darkest_class() -> None:
    assert min(contrast(palette.BORDER, palette.SEQUENCE[0]), contrast(palette.BORDER, palette.SEQUENCE[-1])) > 2


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_fewer_classes_are_spread_over_the_sequence(count: int) -> None:
    colours = palette.sequence(count)
    assert len(set(colours)) == count
    assert count == 1 or (colours[0], colours[-1]) == (palette.SEQUENCE[0], palette.SEQUENCE[-1])
