"""Names that people of the invented county have, with frequencies like those of the United Kingdom.

Family names are put together from parts, so a name that somebody bears is chance; given names are the common ones of
their generation. A few are very frequent and most are rare: the frequency of the name of rank r falls with
(r + 2) to the power of the stock's `steepness`, which makes the first of the county's stock 1.2 % of all, as the
commonest family name is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from forcesight.synthetic.land import Array


@dataclass(frozen=True, slots=True)
class Stock:
    """The family names of one part of the people, and the given names of its women and men, older and younger."""

    family: tuple[str, ...]
    steepness: float
    female: tuple[tuple[str, ...], tuple[str, ...]]
    male: tuple[tuple[str, ...], tuple[str, ...]]


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _made(beginnings: str, ends: str) -> tuple[str, ...]:
    """Every beginning with every end, in an order of their own: the frequent ones are not all of one beginning."""
    made = [first + last for first, last in product(beginnings.split(), ends.split()) if first[-1] != last[0]]
    return tuple(made[number] for number in np.random.default_rng(1).permutation(len(made)).tolist())


_COUNTY = Stock(
    _made(
        "Ald Ash Barn Bex Birk Brack Bram Brin Burn Cald Carn Clay Cop Crag Dal Dun Eld Elm Fal Fen Gar Glen Hal Hart "
        "Hazel Hol Hurst Kel Kirk Lang Lin Lock Mar Mel Nor Oak Orm Pen Quar Rav Ros Rush Sel Skel Stan Thorn Wal Wil "
        "Wynd Yar",
        "acre bank beck bourne brook bury combe cote croft dale den don fell field ford gate ham head hurst ings kirk "
        "land ley low mere mire moor more nell ridge rigg sall shaw side stead stone stow thorpe thwaite ton tree well "
        "wick wood worth",
    ),
    0.65,
    (
        _names("Margaret Susan Jean Patricia Christine Linda Barbara Ann Janet Carol Elizabeth Maureen Pauline Sandra "
              "Gillian Karen Julie Jacqueline Deborah Tracey Helen Diane Sharon Angela Alison Catherine"),
        _names("Sarah Emma Laura Rebecca Gemma Rachel Charlotte Amy Jessica Chloe Lauren Hannah Megan Emily Olivia "
              "Sophie Katie Amelia Grace Lucy Ella Isla Mia Poppy Freya Evie"),
    ),
    (
        _names("John David Michael Peter Robert Alan Brian Paul Stephen Keith Anthony Kevin Graham Colin Ian Derek "
              "Raymond Barry Geoffrey Philip Martin Trevor Roger Kenneth Dennis Gary"),
        _names("James Christopher Daniel Matthew Andrew Thomas Ryan Joshua Jack Luke Adam Liam Lewis Connor Callum "
              "Samuel Benjamin Oliver Harry George Jacob Charlie Alfie Noah Ethan Kyle"),
    ),
)  # fmt: skip
_ASIAN = Stock(
    _made(
        "Ahm Bas Chan Dar Gul Har Iqb Jav Kar Lat Mah Nad Par Qad Rah Sal Tar Was Yus Zam",
        "al an ar een endra esh id im ir ood oor ul ur",
    ),
    1.0,
    (_names("Nasreen Shazia Kulwinder Manjit Rukhsana Surinder Farida Meena"),
     _names("Aisha Fatima Priya Zara Simran Anisha Maryam Saira")),
    (_names("Mohammed Rajesh Balbir Abdul Suresh Tariq Mahmood Ashok"),
     _names("Muhammad Imran Arjun Bilal Haroon Amar Zain Rohan")),
)  # fmt: skip
_BLACK = Stock(
    _made(
        "Ade Aki Bab Chi Dia Eze Fol Ibe Jal Kon Mbe Nko Oke Olu Sow Tem Uba Wan",
        "bola dapo femi kwe lade mba ndi nna sola tunde wa yemi zuri",
    ),
    0.8,
    (_names("Grace Comfort Beverley Marcia Sonia Yvonne Esther Joy"),
     _names("Chantelle Blessing Naomi Tiana Amara Faith Zoe Ebony")),
    (_names("Winston Leroy Emmanuel Samuel Errol Joseph Desmond Clive"),
     _names("Jerome Daniel Tyrone Kwame Marcus Isaac Malachi Nathan")),
)  # fmt: skip
STOCKS = (_COUNTY, _ASIAN, _BLACK)
# Other names that people of a given name go by.
SHORT_FORMS = {
    "Margaret": "Maggie", "Susan": "Sue", "Patricia": "Pat", "Christine": "Chris", "Elizabeth": "Liz",
    "Deborah": "Debbie", "Catherine": "Kate", "Jacqueline": "Jackie", "Pauline": "Polly", "Rebecca": "Becky",
    "Charlotte": "Charlie", "Jessica": "Jess", "Megan": "Meg", "Katie": "Kate", "Amelia": "Millie", "John": "Jack",
    "David": "Dave", "Michael": "Mick", "Peter": "Pete", "Robert": "Bob", "Stephen": "Steve", "Anthony": "Tony",
    "Kevin": "Kev", "Raymond": "Ray", "Geoffrey": "Geoff", "Philip": "Phil", "Kenneth": "Ken", "James": "Jimmy",
    "Christopher": "Chris", "Daniel": "Danny", "Matthew": "Matt", "Andrew": "Andy", "Thomas": "Tommy",
    "Joshua": "Josh", "Samuel": "Sam", "Benjamin": "Ben", "Muhammad": "Mo", "Mohammed": "Mo", "Emmanuel": "Manny",
}  # fmt: skip

FAMILY_NAMES = tuple(name for stock in STOCKS for name in stock.family)
GIVEN_NAMES = tuple(
    dict.fromkeys(
        [name for stock in STOCKS for half in (stock.female, stock.male) for names in half for name in names]
        + list(SHORT_FORMS.values())
    )
)
_NUMBER = {name: number for number, name in enumerate(GIVEN_NAMES)}


def short_form() -> Array:
    """The number of each given name's short form, by the number of the name; -1 has none."""
    return np.array([_NUMBER[SHORT_FORMS[name]] if name in SHORT_FORMS else -1 for name in GIVEN_NAMES])


def draw_family_names(stock: Array, rng: np.random.Generator) -> Array:
    """The number of a family name for each stock's number."""
    found = np.empty(len(stock), dtype=np.int32)
    first = 0
    for number, of in enumerate(STOCKS):
        inside = np.flatnonzero(stock == number)
        found[inside] = first + _ranked(len(of.family), of.steepness, len(inside), rng)
        first += len(of.family)
    return found


def draw_given_names(stock: Array, female: Array, younger: Array, rng: np.random.Generator) -> Array:
    """The number of a given name for people of each stock, sex and generation."""
    found = np.empty(len(stock), dtype=np.int32)
    for names, inside in _generations(stock, female, younger):
        numbers = np.array([_NUMBER[name] for name in names], dtype=np.int32)
        found[inside] = numbers[_ranked(len(names), 0.6, len(inside), rng)]
    return found


def _generations(stock: Array, female: Array, younger: Array) -> Iterator[tuple[tuple[str, ...], Array]]:
    for number, of in enumerate(STOCKS):
        for sex, halves in ((True, of.female), (False, of.male)):
            for generation, names in enumerate(halves):
                yield names, np.flatnonzero((stock == number) & (female == sex) & (younger == bool(generation)))


def _ranked(names: int, steepness: float, count: int, rng: np.random.Generator) -> Array:
    """Ranks of names, the first the most frequent."""
    steps = np.cumsum((np.arange(names) + 2.0) ** -steepness)
    found: Array = np.searchsorted(steps, rng.random(count) * steps[-1], side="right")
    return found
