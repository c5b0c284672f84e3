"""The examples in lexicon/compare.toml run: what a table says of a word is what the comparison does with it."""

import pytest
import regex

from compared import item, target
from livelihood_extract.compare.agencies import bodies
from livelihood_extract.compare.measures import figures, same_kind
from livelihood_extract.compare.promises import core, promises
from livelihood_extract.compare.verdicts import Stated, compared
from livelihood_extract.lexicon import builtin

WORDS = builtin()
QUANTITY = regex.compile(r"\d[\d.]*[万亿]?(?:[%‰]|[个\p{Han}]*)")


def examples(*tables: str, key: str = "examples") -> list[str]:
    return [text for table in tables for entry in WORDS.entries[table] for text in entry.get(key, [])]


def quantity(text: str):
    """The target in 每人每月100元 or 1000名, of the dimension its unit has."""
    said = QUANTITY.search(text)[0]
    rates = regex.findall(r"每(人|半年|季度|[年月])", text[: text.index(said)])
    plain = target(said)
    dimension = WORDS.units[plain.unit].dimension
    return target(said, per=tuple(rates), dimension=dimension)


@pytest.mark.parametrize("example", examples("masked_head", "masked_tail"))
def test_masks(example: str) -> None:
    clause, masked = example.split(" = ")
    said = QUANTITY.search(clause)[0] if "200座" in clause else "2000家"
    assert [each.text for each in promises(item(clause, clause, [target(said, where="title")]), WORDS)] == [masked]


@pytest.mark.parametrize("example", examples("instrument"))
def test_instruments(example: str) -> None:
    clause, moved = example.split(" = ")
    assert core(clause, WORDS) == core(moved, WORDS) == moved


@pytest.mark.parametrize("example", examples("counter"))
def test_counters(example: str) -> None:
    assert same_kind(*map(quantity, example.split(" ~ ")), WORDS)


@pytest.mark.parametrize("example", examples("counter", key="counterexamples"))
def test_counters_of_other_things(example: str) -> None:
    assert not same_kind(*map(quantity, example.split(" ~ ")), WORDS)


@pytest.mark.parametrize("example", sorted(set(examples("scale", "period_rate"))))
def test_conversions(example: str) -> None:
    old, new = map(quantity, example.split(" = "))
    assert same_kind(old, new, WORDS)
    assert figures(old, new, WORDS).are_equal


@pytest.mark.parametrize("example", examples("same_agency", "no_level"))
def test_agencies(example: str) -> None:
    one, other = example.split(" = ")
    found = bodies([one, other], WORDS)
    assert found[one] == found[other]


@pytest.mark.parametrize("example", examples("better_up", "falling"))
def test_senses(example: str) -> None:
    text, sense = example.split(" = ")
    kind, action = ("change", "下降") if sense == "down" else ("reach", None)
    facts = {"indicator": text, "kind": kind, "action": action, "dimension": "ratio"}
    old, new = (Stated(target(said, **facts), item(text), 2023) for said in ("3%", "4%"))
    assert compared(old, new, WORDS).better is True
