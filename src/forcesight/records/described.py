"""What a record says about the person whom it is about."""

from __future__ import annotations

from forcesight.records import derivation
from forcesight.records.codes import person as codes
from forcesight.records.contract import code, coded, integer
from forcesight.records.force_record import ForceRecord


class Described(ForceRecord):
    """A row that describes a person. What the source wrote is kept as it came; the group is worked out beside it.

    Self-defined and officer-defined ethnicity answer different questions and are never mixed. An empty ethnicity was
    not recorded; "not stated" was asked.
    """

    sex = coded("Sex of the person", codes.SEXES)
    age = integer("Age in years when it happened", unit="years", minimum=0, maximum=125)
    self_defined_ethnicity = coded("Ethnicity as the person defined it, 18+1 or 16+1", codes.SELF_DEFINED_ETHNICITY)
    officer_defined_ethnicity = coded("Ethnicity as the officer saw it", codes.OFFICER_DEFINED_ETHNICITY)
    ethnic_group = code(
        "The 5+1 group of the self-defined ethnicity",
        *codes.ETHNIC_GROUPS.codes,
        derived=derivation.group("self_defined_ethnicity", codes.SELF_DEFINED_ETHNICITY.groups),
    )
    officer_ethnic_group = code(
        "The 5+1 group of the officer-defined ethnicity",
        *codes.ETHNIC_GROUPS.codes,
        derived=derivation.group("officer_defined_ethnicity", codes.OFFICER_DEFINED_ETHNICITY.groups),
    )
