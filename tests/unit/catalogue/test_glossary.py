"""One vocabulary: the names of columns are made of words that the glossary explains."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from forcesight.records import REGISTRY


GLOSSARY = (Path(__file__).parents[3] / "GLOSSARY.md").read_text(encoding="utf-8")
TERMS = [term.strip() for bold in re.findall(r"\*\*(.+?)\*\*", GLOSSARY) for term in bold.split(",")]
PARAGRAPHS = {section.splitlines()[0]: section.split("\n\n")[1:] for section in GLOSSARY.split("\n## ")[1:]}
WORDS = {word for term in TERMS for word in re.findall(r"[a-z]+", term.lower())}


def explained(word: str) -> bool:
    """Whether a word, or its singular or plural, is part of a term."""
    return bool({word, word.removesuffix("s"), f"{word}s"} & WORDS)


@pytest.mark.parametrize("table", sorted(REGISTRY))
def test_column_names_are_made_of_glossary_words(table: str) -> None:
    unknown = {name: [w for w in name.split("_") if not explained(w)] for name in REGISTRY[table].names()}
    assert {name: words for name, words in unknown.items() if words} == {}, (
        "Add a term to GLOSSARY.md, or use the word that is already there."
    )


def test_no_term_is_explained_twice() -> None:
    seen = [term.lower() for term in TERMS]
    assert sorted({term for term in seen if seen.count(term) > 1}) == []


@pytest.mark.parametrize("section", PARAGRAPHS)
def test_every_paragraph_is_a_term_with_its_meaning(section: str) -> None:
    for paragraph in PARAGRAPHS[section]:
        assert re.match(r"\*\*[^*]+\*\*: \S", paragraph), paragraph


@pytest.mark.parametrize("section", PARAGRAPHS)
def test_terms_are_in_alphabetical_order(section: str) -> None:
    heads = [paragraph[2:].split("**")[0].lower() for paragraph in PARAGRAPHS[section]]
    assert heads == sorted(heads)
