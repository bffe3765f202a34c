"""What is said of a definition that cannot be used: what, where, and what to do."""

from __future__ import annotations

import pytest

from forcesight.records import RecordedCrime, StopSearch
from forcesight.store.definitions import DefinitionError, Expression


def refusal(text: str, contract: type = StopSearch) -> DefinitionError:
    with pytest.raises(DefinitionError) as caught:
        Expression.parse(text, contract, weights={"harm": {"Robbery": 2}, "empty": {}, "bad": {"Robbery": 1e300}})
    return caught.value


@pytest.mark.parametrize(
    ("text", "position", "sentence"),
    [
        ("outcme = 'Arrest'", 1, "stop_search has no column outcme; did you mean outcome"),
        ("true and zzz", 10, "stop_search has no column zzz; it has force, source_system"),
        ("hour = '9'", 8, "two sides of a comparison must be alike; this is a text, the first a number"),
        ("outcome > 3", 11, "values of a comparison by order must be alike; this is a number, the first a text"),
        ("outcome_linked > true", 1, "must be a text or a number; this is true or false"),
        ("hour = null", None, "cannot be null: to ask whether a value is missing, write `is null`"),
        ("hour between 1 and null", None, "cannot be null"),
        ("happened_at > '2024-01-01'", 1, "must be a text or a number; this is an instant"),
        ("happened_at = happened_at", 1, "must be a text or a number or true or false; this is an instant"),
        ("outcome", 1, "A definition is true or false, or a number; this one is a text"),
        ("null", None, "A definition is true or false, or a number; this one is null"),
        ("hour and true", 1, "What and, or and not work on must be true or false; this is a number"),
        ("outcome + 1", 1, "What arithmetic works on must be a number; this is a text"),
        ("- outcome_linked", 3, "What arithmetic works on must be a number; this is true or false"),
        ("hour in (1, '2')", 13, "must be alike; this is a text, the first a number"),
        ("hour in (1, hour)", 13, "holds texts in quotes or numbers, nothing else"),
        ("hour in ()", 1, "a list of values in brackets"),
        ("hour like '1'", 1, "What `like` looks at must be a text; this is a number"),
        ("outcome like gender", 14, "is a text in quotes without a backslash"),
        (r"outcome like 'a\%'", 14, "is a text in quotes without a backslash"),
        ("outcome like 3", 14, "is a text in quotes without a backslash"),
        ("outcome is true", 1, "What `is true` and `is false` look at must be true or false; this is a text"),
        ("null is null", None, "says nothing: name a column"),
        ("hour is hour", 1, "`is` is followed by null, true or false"),
        ("hour = 1 = outcome_linked", 1, "can be read in two ways: put brackets around one"),
        ("not (outcome_linked = not outcome_linked)", 27, "can be read in two ways"),
        ("case hour when 1 then 2 end", 6, "Write `case when column = value then …` in full"),
        ("case when hour then 2 end", 11, "What follows `when` must be true or false; this is a number"),
        ("case when true then null end", None, "needs a result that is not null"),
        ("case when true then 1 else 'a' end", 28, "results of a `case` must be alike"),
        ("coalesce(hour)", 1, "coalesce needs two values or more"),
        ("coalesce(hour, null)", None, "cannot be null"),
        ("coalesce(hour, 'a')", 16, "The values of coalesce must be alike"),
        ("lower(hour) = 'a'", 7, "What lower, upper and length work on must be a text"),
        ("left(outcome, 0) = 'a'", 15, "a whole number of characters, from 1 to 1000"),
        ("left(outcome, 1.5) = 'a'", 15, "a whole number of characters"),
        ("right(outcome, -1) = 'a'", 17, "a whole number of characters"),
        ("right(outcome, hour) = 'a'", 16, "a whole number of characters"),
        ("left(hour, 1) = 'a'", 6, "What left and right cut must be a text"),
        ("hour < 1e16", 8, "A number is 0, or lies between 1e-15 and 1e15; 1e16 does not"),
        ("hour < 1e-16", 8, "A number is 0, or lies between"),
        ("hour < 1e999", 8, "A number is 0, or lies between"),
        ("outcome = 'a\nb'", 11, "Text in quotes cannot hold line breaks or tabs"),
        (" * ".join(["hour"] * 9), 1, "multiplies or divides at most 8 numbers in a row"),
        ("weight(harm, outcome)", 1, "takes the name of a set of weights in quotes, and a column"),
        ("weight('harm')", 1, "takes the name of a set of weights in quotes, and a column"),
        ("weight(1, outcome)", 8, "What weight is given must be a text; this is a number"),
        ("weight('harm', hour)", 16, "What weight is given must be a text; this is a number"),
        ("weight('harms', outcome)", 1, "There are no weights 'harms'; the weights at hand are: bad, empty, harm"),
        ("weight('empty', outcome)", 1, "There are no weights 'empty'"),
        ("weight('bad', outcome)", 1, "'bad' gives 'Robbery' the weight 1e+300, which is not a usable number"),
        ("month = '2024'", 9, "month is a month written 2024-03; '2024' is not one"),
        ("month between '2024-01' and '2024-13'", 29, "'2024-13' is not one"),
        ("'01/2024' <= month", 1, "'01/2024' is not one"),
        ("month in ('2024-1')", 11, "'2024-1' is not one"),
        ("search_type = 'Person serch'", 15, "search_type is never 'Person serch'; it may be Person search"),
        ("search_type not in ('zzz')", 21, "it may be Person search, Person and Vehicle search, Vehicle search"),
        ("", None, "The definition is empty"),
        ("hour >", 6, "is not an expression that can be read"),
        ("hour\n>\n>", None, "is not an expression that can be read"),
        ("hour hour", 6, "is not an expression that can be read"),
        ("outcome = 'a", None, "a quotation mark may be missing"),
        ("hour = 1\x00", None, "a character that cannot be printed, at character 9"),
        ("outcome = '\ud800'", None, "a character that cannot be printed, at character 12"),
        ("hour = " + "1" * 20_001, None, "has 20,008 characters; the most is 20,000"),
        ("(" * 300 + "true" + ")" * 300, None, "nested too deeply"),
        (" + ".join(["1"] * 150), None, "nested too deeply"),
    ],
)
def test_a_fault_is_told_in_a_sentence(text: str, position: int | None, sentence: str) -> None:
    error = refusal(text)
    assert sentence in str(error)
    assert error.position == position


def test_the_text_is_shown_from_the_fault_on() -> None:
    error = refusal("hour > 3 and\n   outcme = 'Arrest' and " + "hour > 3 and " * 10 + "true")
    assert str(error).endswith("See character 17: outcme = 'Arrest' and hour > 3 and hour > 3 and hour > 3 and…")


def test_texts_may_differ_from_categories_in_order_and_pattern() -> None:
    """`like` and `<` compare with parts of a category, so any text will do there."""
    assert Expression.parse("crime_type like 'Theft%' or crime_type < 'C'", RecordedCrime).kind == "boolean"


def test_the_command_line_ends_with_the_code_for_a_fault_in_the_request() -> None:
    assert refusal("").exit_code == 2
