"""Expressions that are compiled when a text first asks for them."""

import copy
import pickle
import re

import pytest

from livelihood_extract.expressions import expression


def test_an_expression_finds_what_re_finds() -> None:
    assert [found.span() for found in expression("[0-9]+").finditer("第12条第3款")] == [(1, 3), (5, 6)]
    assert expression("a(?P<b>.)", re.IGNORECASE).sub(r"\g<b>", "AbaC") == "bC"
    assert expression("x").search("y") is None
    one = expression("(.)(.)", re.DOTALL)
    assert (one.pattern, one.groups, bool(one.flags & re.DOTALL)) == ("(.)(.)", 2, True)


@pytest.mark.parametrize("used", [False, True])
def test_an_expression_travels(used: bool) -> None:
    """Batches hand words to other processes."""
    one = expression("[0-9]+")
    if used:
        assert one.search("7")
    for other in (pickle.loads(pickle.dumps(one)), copy.deepcopy(one)):
        assert other.findall("第12条第3款") == ["12", "3"]


def test_a_mistake_shows_when_it_is_used() -> None:
    wrong = expression("(")
    with pytest.raises(re.error):
        wrong.search("x")
