"""Codes that describe a person."""

from __future__ import annotations

from forcesight.records.codes.code_list import CodeList, words


SEXES = words("Sex", "female", "male", "other", "unknown")
ROLES = words(
    "Role of a person in a case",
    "caller", "victim", "witness", "suspect", "offender", "arrested", "searched", "subject of force", "missing person",
    "child", "informant", "subject of concern", "managed offender", "keyholder", "other",
)  # fmt: skip
ETHNIC_GROUPS = words("Ethnic group", "white", "mixed", "asian", "black", "other", "not stated")
# (meaning, group). The 16+1 codes differ in O1 (Chinese), and do not have W3, W4 and O2. Chinese people count as Asian
# under both, as in the censuses of 2011 and 2021, so that rates over census populations compare like with like.
_SELF_DEFINED = {
    "W1": ("White: British", "white"),
    "W2": ("White: Irish", "white"),
    "W3": ("White: Gypsy or Irish Traveller", "white"),
    "W4": ("White: Roma", "white"),
    "W9": ("Any other White background", "white"),
    "M1": ("White and Black Caribbean", "mixed"),
    "M2": ("White and Black African", "mixed"),
    "M3": ("White and Asian", "mixed"),
    "M9": ("Any other mixed background", "mixed"),
    "A1": ("Indian", "asian"),
    "A2": ("Pakistani", "asian"),
    "A3": ("Bangladeshi", "asian"),
    "A4": ("Chinese (18+1)", "asian"),
    "A9": ("Any other Asian background", "asian"),
    "B1": ("Caribbean", "black"),
    "B2": ("African", "black"),
    "B9": ("Any other Black background", "black"),
    "O1": ("Chinese (16+1)", "asian"),
    "O2": ("Arab", "other"),
    "O9": ("Any other ethnic group", "other"),
    "NS": ("Not stated", "not stated"),
    "N1": ("Not stated: the officer was called to an urgent incident", "not stated"),
    "N2": ("Not stated: a public order situation", "not stated"),
    "N3": ("Not stated: the person did not understand", "not stated"),
}
SELF_DEFINED_ETHNICITY = CodeList(
    "Self-defined ethnicity",
    "Home Office self-defined ethnicity codes, 18+1 and 16+1",
    "high",
    {code: meaning for code, (meaning, _) in _SELF_DEFINED.items()},
    {code: group for code, (_, group) in _SELF_DEFINED.items()},
)
OFFICER_DEFINED_ETHNICITY = CodeList(
    "Officer-defined ethnicity",
    "Police National Computer identity codes IC1 to IC6 and IC9",
    "high",
    {
        "IC1": "White, north European",
        "IC2": "White, south European",
        "IC3": "Black",
        "IC4": "Asian",
        "IC5": "Chinese, Japanese or other south-east Asian",
        "IC6": "Arab or north African",
        "IC9": "Unknown",
    },
    {
        "IC1": "white",
        "IC2": "white",
        "IC3": "black",
        "IC4": "asian",
        "IC5": "asian",
        "IC6": "other",
        "IC9": "not stated",
    },
)
DISABILITIES = words("Disability", "none", "physical", "mental", "both", "unknown")
