"""The four rules

A month is marked when chance alone would seldom bring it: 1. it lies outside the limits; 2. seven months all rise or
all fall (trend); 3. of three months in a row on one side of the mean two lie near a limit (two in three); 4. seven
months or more lie on one side of the mean (run). A month that fits several rules bears the first of that list. In
these tests the mean is 50, the near limits 40 and 60, the limits 35 and 65.
"""

from __future__ import annotations

from tests.spec.tables import column, rows

from forcesight.measures.special_cause import point_type, special_causes
from forcesight.measures.xmr import Band


BAND = Band(centre=50, lower=35, upper=65, near_lower=40, near_upper=60)


def signals(series: str) -> str:
    """The rule of each month as a letter: O outside, T trend, 2 two in three, R run; lower case when low."""
    letters = {"outside": "O", "trend": "T", "two_in_three": "2", "run": "R"}
    values = column(series)
    found = special_causes(values, [BAND] * len(values))
    names = ["." if each is None else letters[each.rule] for each in found]
    return "".join(n.lower() if each and each.side == "low" else n for n, each in zip(names, found, strict=True))


def test_outside_a_limit() -> None:
    """On the limit is inside."""
    assert signals("49 66 51 65 49 34 51 35 51") == ".O...o..."


def test_seven_rising_or_falling() -> None:
    """All seven months are marked, also those before the seventh; a month that repeats its neighbour ends the trend."""
    assert signals("50 44 46 48 51 53 55 57 50") == ".TTTTTTT."
    assert signals("57 55 53 51 48 46 44 50") == "ttttttt."
    assert signals("44 46 48 48 51 53 55 57") == "........"


def test_a_turning_month_belongs_to_the_later_trend() -> None:
    """Seven up, then six more down: the peak is the first month of the fall."""
    assert signals("44 46 48 51 53 55 57 55 53 51 48 46 44") == "TTTTTTttttttt"


def test_two_in_three_near_a_limit() -> None:
    """Only the two near the limit are marked, and all three must lie on one side of the mean."""
    assert signals("49 61 55 62 49") == ".2.2."
    assert signals("51 39 38 49 52") == ".22.."
    assert signals("51 61 49 62 49") == "....."
    assert signals("49 61 55 55 62 49") == "......"


def test_seven_on_one_side() -> None:
    """The eighth is marked with the seven before it; a month on the mean breaks the run."""
    assert signals("49 51 52 51 53 51 52 51 53 49") == ".RRRRRRRR."
    assert signals("49 51 52 51 50 51 52 51 53 49") == ".........."


def test_no_rule_looks_across_a_month_not_known() -> None:
    """Three and four months on one side, with one unknown between, are not seven."""
    assert signals("51 52 51 - 53 51 52 51") == "........"
    assert signals("44 46 48 - 51 53 55 57") == "........"
    assert signals("55 61 - 62 55") == "....."


def test_the_first_rule_names_the_month() -> None:
    """Outside before trend before two in three before run."""
    assert signals("51 52 53 54 61 62 66") == "TTTTTTO"
    assert signals("51 53 52 61 51 62 51") == "RRR2R2R"


def test_what_a_signal_means() -> None:
    """A measure that should neither rise nor fall is neutral: more recorded crime may be better recording."""
    meanings = rows("""
        better   | side | meaning
        decrease | high | concern
        decrease | low  | improvement
        increase | high | improvement
        increase | low  | concern
        neutral  | high | neutral_high
        neutral  | low  | neutral_low
    """)
    (high,) = [each for each in special_causes([66.0], [BAND]) if each]
    for row in meanings:
        assert point_type(high._replace(side=row["side"]), row["better"]) == row["meaning"]
    assert point_type(None, "decrease") == "common"
