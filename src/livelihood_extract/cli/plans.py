"""What the user named comes in, plans come out: read from a plan in any form, or from JSON that was printed earlier."""

import os
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from livelihood_extract.batch import Reading, plan_in, text_of
from livelihood_extract.errors import ExtractError, InputError, NoPlan, UsageError
from livelihood_extract.inputs import Input
from livelihood_extract.terminal import say

if TYPE_CHECKING:
    from livelihood_extract.records import Plan

__all__ = ["named_years", "one_plan", "plans_at", "warn"]


def one_plan(word: str, how: Reading) -> "Plan":
    """The plan at `word`, a path or - for standard input. Raises InputError, UsageError when there are several."""
    if os.path.isdir(word):
        raise UsageError(f"{word}: a folder, and one plan is compared with one; extract trend takes many")
    plans = plans_at(word, how)
    if len(plans) > 1:
        raise UsageError(f"{word}: holds {len(plans)} plans, and one is compared with one; extract trend takes many")
    return plans[0]


def plans_at(word: str, how: Reading) -> "tuple[Plan, ...]":
    """The plans at `word`: one, or all those of a JSON that was printed earlier. Raises InputError."""
    text = text_of(Input(word, os.path.basename(word)), how)
    if not text.text.lstrip("\ufeff \t\r\n").startswith("{"):
        return (plan_in(text, how),)
    from livelihood_extract.schema import load

    try:
        plans = load(text.text)
    except ExtractError as error:
        raise InputError(word, str(error)) from error
    if not any(plan.items for plan in plans):
        raise NoPlan(word, "a JSON without plans, or without items in them")
    return tuple(replace(plan, year=how.year or plan.year, region=how.region or plan.region) for plan in plans)


_YEAR = re.compile(r" *(?:19|20)[0-9]{2} *")


def named_years(words: str | None, count: int) -> Sequence[int | None]:
    """The years in "2023,2024", one for each of `count` inputs. Raises UsageError."""
    if words is None:
        return [None] * count
    years = words.split(",")
    if len(years) != count or not all(_YEAR.fullmatch(year) for year in years):
        raise UsageError(f"--years {words}: name {count} years with commas between them, in the order of the files")
    return [int(year) for year in years]


def warn(notes: Sequence[str]) -> None:
    """A line on standard error for each note."""
    for note in notes:
        say(note)
