"""One input in, its plan or its failure out: what every process and every engine does with each file.

Input("plans/云州.txt", "云州.txt")  ->  Plan(...)  or  Failure("云州.txt", "NoPlan", "云州.txt: no numbered ...")
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from livelihood_extract.errors import ExtractError, NoPlan
from livelihood_extract.writers import Failure, Record

if TYPE_CHECKING:
    from livelihood_extract.inputs import Input
    from livelihood_extract.readers import SourceText
    from livelihood_extract.records import Plan

__all__ = ["Reading", "attempt", "plan_in", "text_of"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the user knows better than the file; None and False leave it to the file."""

    encoding: str | None = None
    year: int | None = None
    region: str | None = None
    whole: bool = False
    lexicon: str | None = None
    """Path of a lexicon file whose words are added to the built-in ones."""


def text_of(item: "Input", how: Reading) -> "SourceText":
    """The text of one input, called by the name the input has in the output. Raises InputError."""
    from livelihood_extract.readers import read

    text = read(item.path, encoding=how.encoding)
    return replace(text, source=replace(text.source, name=item.name))


def plan_in(text: "SourceText", how: Reading) -> "Plan":
    """The plan that stands in `text`. Raises NoPlan when there is no item in it, LexiconError for the user's words."""
    from livelihood_extract.pipeline import extract

    plan = extract(text, year=how.year, region=how.region, whole=how.whole)
    if not plan.items:
        raise NoPlan(text.source.name, "no numbered commitment in it; check that it is a plan, or try --whole")
    return plan


def attempt(item: "Input", how: Reading) -> Record:
    """The plan of one input, or why there is none: nothing that is wrong with one file stops the others."""
    try:
        return plan_in(text_of(item, how), how)
    except ExtractError as error:
        return Failure(item.name, type(error).__name__, str(error))
    except Exception as error:  # a file that trips over a mistake of ours fails alone, too
        return Failure(item.name, "Defect", f"{item.name}: {type(error).__name__}: {error}; please report this")
