"""How we weigh.

`weight('name', column)` looks up what one row of each category counts for, in a dated set of weights. A category that
the set does not have is unknown: it adds nothing, and it can be counted, so that a page can say how much was left out.
"""

from __future__ import annotations

from tests.spec.definitions.answers import asked

from forcesight.records import RecordedCrime
from forcesight.store.definitions.engines import Engine


CRIMES = """
lsoa_code | crime_type
E01000001 | Robbery
E01000001 | Burglary
E01000001 | Anti-social behaviour
E01000002 | Shoplifting
E01000002 | -
E01000003 | Robbery
"""

HARM = {"harm": {"Robbery": 300, "Burglary": 120.5, "Anti-social behaviour": 0}}


def test_each_category_counts_its_weight(engine: Engine) -> None:
    """Two robberies and a burglary weigh 720.5; anti-social behaviour is known to weigh nothing."""
    assert asked(engine, RecordedCrime, CRIMES, "weight('harm', crime_type)", weights=HARM) == [720.5]


def test_a_category_without_a_weight_is_unknown(engine: Engine) -> None:
    """Shoplifting is not in the set, and of one row the type is missing: four of six rows carried a weight."""
    carried = asked(engine, RecordedCrime, CRIMES, "weight('harm', crime_type) is not null", weights=HARM)
    assert carried == [4]


def test_an_area_without_any_weight_is_unknown(engine: Engine) -> None:
    """Where nothing carried a weight, the sum is unknown and not 0."""
    by_area = asked(engine, RecordedCrime, CRIMES, "weight('harm', crime_type)", by="lsoa_code", weights=HARM)
    assert by_area == {"E01000001": [420.5], "E01000002": [None], "E01000003": [300]}


def test_weights_are_numbers_like_any_other(engine: Engine) -> None:
    """The sum of squares, which intervals of weighted sums are made from."""
    squared = "weight('harm', crime_type) * weight('harm', crime_type)"
    assert asked(engine, RecordedCrime, CRIMES, squared, weights=HARM) == [300**2 + 120.5**2 + 300**2]


def test_a_default_must_be_written(engine: Engine) -> None:
    """Whoever wants categories without a weight to count says so."""
    assert asked(engine, RecordedCrime, CRIMES, "coalesce(weight('harm', crime_type), 1)", weights=HARM) == [722.5]
