"""Nothing that is not on the allow-list gets through, whatever it tries to be."""

from __future__ import annotations

import pytest

from forcesight.records import StopSearch
from forcesight.store.definitions import DefinitionError, Expression


ATTEMPTS = [
    # More than one statement, or another statement than an expression.
    "true; drop table stop_search",
    "true;",
    "; true",
    "drop table stop_search",
    "select 1",
    "(select true)",
    "(select true) = true",
    "hour in (select hour from stop_search)",
    "exists (select 1)",
    "hour = any (select 1)",
    "hour > all (values (1))",
    "true union select false",
    "hour from stop_search",
    "true limit 1",
    "with x as (select 1) select 1",
    "values (1)",
    "copy stop_search to 'x'",
    "attach 'x' as y",
    "pragma database_list",
    "pragma_version() = '1'",
    "set threads = 1",
    "install httpfs",
    "call pragma_version()",
    "explain true",
    # Comments and hints.
    "true -- and false",
    "true /* and false */",
    "/* x */ true",
    "/*+ hint */ true",
    "-- nothing",
    "# true",
    # Functions that read, write, wait, or merely differ.
    "read_csv('x') is null",
    "read_text('/etc/passwd') = ''",
    "read_parquet('x') is null",
    "glob('*') is null",
    "getenv('HOME') = ''",
    "pg_sleep(9) is null",
    "pg_read_file('x') = ''",
    "lo_import('x') = 1",
    "version() = ''",
    "current_user = 'a'",
    "current_date is null",
    "now() is null",
    "random() > 0",
    "query('select 1') is null",
    "java_method('a', 'b') = ''",
    "reflect('a', 'b') = ''",
    "nextval('a') = 1",
    "main.lower(outcome) = 'a'",
    "outcome.lower() = 'a'",
    "round(hour) = 1",
    "abs(hour) = 1",
    "mod(hour, 2) = 1",
    "substr(outcome, 1, 2) = 'a'",
    "concat(outcome, 'a') = 'a'",
    "trim(outcome) = 'a'",
    "greatest(hour, 1) = 1",
    "nullif(hour, 1) = 1",
    "if(true, 1, 2) = 1",
    "iif(true, 1, 2) = 1",
    "regexp_matches(outcome, 'a')",
    "strpos(outcome, 'a') = 1",
    "count(*) > 1",
    "sum(hour) > 1",
    "count(distinct hour) > 1",
    "sum(hour) over () > 1",
    "sum(hour) filter (where true) > 1",
    "row_number() over (order by hour) = 1",
    "unnest([1]) = 1",
    # Operators that differ from engine to engine.
    "hour % 2 = 1",
    "hour // 2 = 1",
    "hour ^ 2 = 1",
    "hour ** 2 = 1",
    "hour & 1 = 1",
    "hour | 1 = 1",
    "~hour = 1",
    "hour << 1 = 1",
    "@hour = 1",
    "hour! = 1",
    "outcome || 'a' = 'a'",
    "outcome ~ 'a'",
    "outcome similar to 'a'",
    "outcome ilike 'a'",
    "outcome glob 'a'",
    "outcome rlike 'a'",
    "outcome like 'a' escape 'b'",
    "outcome like any ('a')",
    "outcome collate nocase = 'a'",
    "outcome is distinct from 'a'",
    "outcome <=> 'a'",
    "hour between symmetric 2 and 1",
    "outcome_linked xor true",
    # Casts and typed literals.
    "hour::text = '1'",
    "cast(hour as text) = '1'",
    "try_cast(hour as text) = '1'",
    "cast('stop_search' as regclass) is null",
    "'stop_search'::regclass is null",
    "date '2024-01-01' is null",
    "interval '1' day is null",
    "happened_at > timestamp '2024-01-01'",
    "happened_at at time zone 'UTC' is null",
    "extract(hour from happened_at) = 1",
    # Other ways to write a value.
    "outcome = 'a' 'b'",
    "outcome = E'a'",
    "outcome = N'a'",
    "outcome = U&'a'",
    "outcome = X'61'",
    "outcome = B'1'",
    "outcome = $$a$$",
    "outcome = $tag$a$tag$",
    "hour = 0x10",
    "hour = ?",
    "hour = $1",
    "hour = :hour",
    "hour = %s",
    "hour = {{ hour }}",
    "hour = @hour",
    "hour = ${hour}",
    "[hour] = [1]",
    "{'a': hour} is null",
    "(hour, 1) = (1, 1)",
    "row(hour) is null",
    "array[hour] is null",
    "hour[1] = 1",
    "outcome['a'] = 1",
    "outcome -> 'a' = 1",
    "outcome ->> 'a' = 'a'",
    "x -> x + 1",
    # Names that are not columns of the contract.
    "*",
    "stop_search.*",
    "columns(*) is null",
    "columns('a.*') = 1",
    "stop_search.hour = 1",
    "other.stop_search.hour = 1",
    "stop_search is null",
    '"hour"" or true or """ = 1',
    '"Hour" = 1',
    '"" = 1',
    '"hour; drop table stop_search" = 1',
    "`hour` = 1",
    "[hour] = 1",
    "#1 = 1",
    "rowid = 1",
    "ctid is null",
    "hour as h",
    "hour h",
    "hour := 1",
    "hour => 1",
    "hоur = 1",
    "hour = 1 and",
    "default",
]


@pytest.mark.parametrize("text", ATTEMPTS)
def test_is_refused(text: str) -> None:
    with pytest.raises(DefinitionError):
        Expression.parse(text, StopSearch)


def test_a_text_that_looks_like_sql_stays_a_text() -> None:
    """What stands in quotes is compared, never run."""
    expression = Expression.parse("outcome = '''; drop table stop_search; --'", StopSearch)
    assert expression.sql("duckdb") == "\"outcome\" = '''; drop table stop_search; --'"


@pytest.mark.parametrize(
    ("synonym", "meant"),
    [
        ("hour == 1", "hour = 1"),
        ("hour != 1", "hour <> 1"),
        ("outcome ~~ 'a%'", "outcome like 'a%'"),
        ("outcome is unknown", "outcome is null"),
        ("outcome isnull", "outcome is null"),
        ("ifnull(hour, 1) = 1", "coalesce(hour, 1) = 1"),
        ("len(outcome) = 1", "length(outcome) = 1"),
    ],
)
def test_synonyms_mean_what_they_say(synonym: str, meant: str) -> None:
    """What the parser takes for a construct of the list is that construct."""
    assert Expression.parse(synonym, StopSearch) == Expression.parse(meant, StopSearch)
