"""The invented names of the sample: no county, city or force of this name exists."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ForceName:
    """One fictional force: its slug, what its files say under "Reported by", and its districts, capital first."""

    slug: str
    name: str
    districts: tuple[str, ...]


OWN = ForceName(
    "northmarch",
    "Northmarch Police",
    (
        "Marchester",
        "Fellgate",
        "Corvendale",
        "Eddermouth",
        "Hollinbeck",
        "Skelbourne",
        "Tarnwick",
        "Upper Wend",
        "Quernby",
    ),
)
PEERS = (
    ForceName("fenwold", "Fenwold Constabulary", ("Fenwold Minster", "Lodehythe", "Reedsham", "Sedgewater")),
    ForceName("kestrelshire", "Kestrelshire Police", ("Kestrelbury", "Hawkstone Vale", "Ravensmeet", "Stoopley")),
    ForceName("saltmere", "Saltmere Police", ("Saltmere Haven", "Brinewick", "Cocklestrand", "Pannerby")),
    ForceName("thornvale", "Thornvale Constabulary", ("Thornborough Vale", "Brierholt", "Hawthorley", "Sloegate")),
    ForceName("wolderness", "Wolderness Police", ("Wolderminster", "Chalkby", "Dewpond", "Harrowthwaite")),
)
FORCES = (OWN, *PEERS)

_PLACES = (
    "Abbey Green", "Beacon Hill", "Castle Quay", "Canal Side", "Drovers Moor", "East Fells", "Ferry Bank",
    "Gallows Common", "Harbour", "Ironworks", "Jubilee Park", "Kiln Lane", "Lower Town", "Market Cross", "North Fells",
    "Old Mills", "Priory", "Quarry Bank", "Riverside", "Southgate", "Tannery", "Union Street", "Viaduct", "Westmoor",
    "Windmill Hill", "Yew Tree", "Brickfields", "Cattle Market", "Deer Park", "Station Road",
)  # fmt: skip
_STREETS = (
    "Alder", "Amber", "Baker", "Barley", "Birch", "Bobbin", "Bramble", "Candle", "Cedar", "Chapel", "Clover", "Cooper",
    "Cross", "Dyer", "Elder", "Fuller", "Garth", "Glebe", "Harrow", "Heron", "Hopper", "Ivy", "Juniper", "Kestrel",
    "Lantern", "Linden", "Maltings", "Meadow", "Miller", "Nettle", "Orchard", "Otter", "Paddock", "Pepper", "Plover",
    "Quince", "Rowan", "Saddler", "Shuttle", "Smithy", "Sorrel", "Tallow", "Tanner", "Thistle", "Turner", "Walnut",
    "Weaver", "Willow", "Wren", "Yarrow",
)  # fmt: skip
_WAYS = ("Street", "Road", "Lane", "Avenue", "Close", "Row", "Walk", "Drive", "Court", "Way")
_BUILDINGS = {"shop": "stores", "licensed premises": "Arms", "open space": "park", "other": "hall"}
_KINDS = ("Supermarket", "Parking Area", "Petrol Station", "Shopping Area", "Nightclub", "Bus/Coach Station")


def place(number: int) -> str:
    """The name of a neighbourhood."""
    return _PLACES[number % len(_PLACES)]


def road(number: int) -> str:
    """The name of a road; roads of different towns may share one, as they do."""
    return f"{_STREETS[number % len(_STREETS)]} {_WAYS[number // len(_STREETS) % len(_WAYS)]}"


def street(number: int) -> str:
    """The published description of a snap point: a street, or now and then a kind of place."""
    if number % 17 == 0:
        return f"On or near {_KINDS[number // 17 % len(_KINDS)]}"
    return f"On or near {road(number)}"


def building(number: int, kind: str) -> str:
    """What a public place is called: "Rowan school"."""
    return f"{_STREETS[number % len(_STREETS)]} {_BUILDINGS.get(kind, kind)}"
