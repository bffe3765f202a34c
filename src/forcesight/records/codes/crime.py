"""Codes of crimes and investigations."""

from __future__ import annotations

from forcesight.records.codes.code_list import CodeList, words


RECORD_KINDS = CodeList(
    "Kind of crime record",
    "Home Office Crime Recording Rules",
    "high",
    {
        "crime": "A recorded crime",
        "N100": "A report of rape that was not recorded as a crime",
        "crime-related incident": "An incident that would have been a crime, had it been confirmed",
    },
)
CANCEL_REASONS = CodeList(
    "Reason for cancelling a crime",
    "Home Office Crime Recording Rules, cancelled records",
    "medium",
    {
        "additional verifiable information": "Information shows that no crime was committed",
        "duplicate": "The crime was already recorded",
        "other force": "It was committed in another force's area",
        "recorded in error": "It should not have been recorded",
        "part of another crime": "It belongs to a crime that was already recorded",
    },
)
REPORT_ROUTES = words(
    "How a crime was reported",
    "telephone", "online", "front counter", "officer", "third party", "public protection", "partner", "other",
)  # fmt: skip
CRIME_FLAGS = words(
    "Flag of a crime",
    "domestic", "hate", "knife", "firearm", "online", "alcohol", "drugs", "child sexual abuse",
    "child sexual exploitation", "honour-based", "modern slavery", "corrosive", "stalking", "mental health",
    source="Home Office Annual Data Requirement, crime flags", confidence="medium",
)  # fmt: skip
HATE_STRANDS = words(
    "Monitored strand of hate crime", "race", "religion", "sexual orientation", "disability", "transgender",
    source="Monitored strands of hate crime in England and Wales",
)  # fmt: skip

_OUTCOMES = {
    "1": ("Charged or summonsed", "charged"),
    "1A": ("Charged or summonsed with an alternate offence", "charged"),
    "2": ("Youth caution or conditional caution", "out of court"),
    "2A": ("Youth caution or conditional caution for an alternate offence", "out of court"),
    "3": ("Adult caution or conditional caution", "out of court"),
    "3A": ("Adult caution or conditional caution for an alternate offence", "out of court"),
    "4": ("Taken into consideration", "taken into consideration"),
    "5": ("The offender has died", "prosecution prevented"),
    "6": ("Penalty notice for disorder", "out of court"),
    "7": ("Cannabis or khat warning", "out of court"),
    "8": ("Community resolution", "out of court"),
    "9": ("Not in the public interest: decision of the CPS", "not in the public interest"),
    "10": ("Not in the public interest: decision of the police", "not in the public interest"),
    "11": ("The suspect is under the age of criminal responsibility", "prosecution prevented"),
    "12": ("The suspect is too ill to prosecute", "prosecution prevented"),
    "13": ("The victim or key witness is dead or too ill", "prosecution prevented"),
    "14": ("No suspect identified; the victim does not support action", "evidential: victim does not support"),
    "15": ("Suspect identified; the victim supports action; evidential difficulties", "evidential"),
    "16": ("Suspect identified; the victim does not support action", "evidential: victim does not support"),
    "17": ("The time limit for prosecution has passed", "prosecution prevented"),
    "18": ("Investigation complete; no suspect identified", "no suspect identified"),
    "19": ("Passed to the National Fraud Intelligence Bureau", "passed on"),
    "20": ("Another body or agency has primacy", "passed on"),
    "21": ("Suspect identified; further investigation not in the public interest", "not in the public interest"),
    "22": ("Diversionary, educational or intervention activity", "diversion"),
}
OUTCOMES = CodeList(
    "Outcome type",
    "Home Office crime outcomes framework, types 1 to 22",
    "high",
    {number: words for number, (words, _) in _OUTCOMES.items()},
    {number: group for number, (_, group) in _OUTCOMES.items()},
)
INVESTIGATION_RISKS = words("Risk of an investigation", "standard", "medium", "high")
REVIEW_KINDS = words("Kind of supervisor's review", "initial", "periodic", "finalisation", "other")
VICTIM_CONTACT_KINDS = words(
    "Kind of contact with a victim",
    "acknowledgement", "needs assessment", "referral to support", "update", "key decision",
    "personal statement offered", "personal statement taken", "view on outcome",
    "withdrawal of support", "told of delay", "satisfaction call",
    source="Code of Practice for Victims of Crime in England and Wales (2020), rights 1 to 12", confidence="medium",
)  # fmt: skip
VICTIM_DECISIONS = words("Victim's decision", "supports action", "does not support action", "not asked", "no victim")
