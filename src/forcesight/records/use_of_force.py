"""Use of force forms."""

from __future__ import annotations

from forcesight.records.codes import force as codes
from forcesight.records.codes import person as person_codes
from forcesight.records.contract import boolean, coded, instant, integer, number, reference, text
from forcesight.records.derivation import hours_between, lists
from forcesight.records.described import Described
from forcesight.records.force_record import Located, Occurrence


class UseOfForce(Occurrence, Described, Located, at="used_at", known="submitted_at"):
    """One form for each officer and each subject: more forms than incidents, and more than subjects.

    Forms that should have been made and were not are missing, not zero. Tactics stand in the order in which they
    were used. Of a conducted energy device only its highest use counts. Age and ethnicity are the officer's view.
    """

    table = "use_of_force"
    title = "Use of force"
    case = "use of force"

    used_at = instant("When force was first used", required=True, activity="force used")
    submitted_at = instant("When the form was submitted")
    officer_id = reference("The officer who used force", "officer")
    team_id = reference("The officer's team", "team")
    incident_id = reference("The incident", "incident")
    custody_id = reference("The custody record of an arrest", "custody_record")
    mention_id = reference("The mention of the subject", "mention")
    subject = integer("Number of the subject within the incident, where there are several", minimum=1)
    location_kinds = text("What kinds of place it was, joined by commas", list_of=codes.FORCE_LOCATIONS)
    impact_factors = text("Impact factors, joined by commas", list_of=codes.IMPACT_FACTORS)
    reasons = text("Reasons for force, joined by commas", list_of=codes.FORCE_REASONS)
    tactics = text("Tactics in the order of use, joined by commas", list_of=codes.TACTICS)
    handcuffed = boolean("Whether handcuffs without compliance are among the tactics",
                         derived=lists("tactics", "non-compliant handcuffing"))  # fmt: skip
    restrained = boolean("Whether ground restraint is among the tactics", derived=lists("tactics", "ground restraint"))
    device_use = coded("Highest use of a conducted energy device", codes.DEVICE_USES)
    effective = boolean("Whether the force had the effect sought")
    outcomes = text("What became of the subject, joined by commas", list_of=codes.FORCE_OUTCOMES)
    arrested = boolean("Whether the subject was arrested", derived=lists("outcomes", "arrested"))
    subject_injury = coded("The subject's injury", codes.INJURIES)
    officer_injury = coded("The officer's injury", codes.INJURIES)
    assaulted = boolean("Whether the subject assaulted the officer")
    disability = coded("The subject's disability, as the officer saw it", person_codes.DISABILITIES)
    mental_health = boolean(
        "Whether mental health is an impact factor", derived=lists("impact_factors", "mental health")
    )
    body_worn_video = boolean("Whether body-worn video was recording")
    hours_to_submit = number("Used to submitted", unit="hours", derived=hours_between("used_at", "submitted_at"))
