"""`extract check FILE...`: what is odd about a plan, one line a finding."""

import sys
from typing import Annotated

from click import Choice
from typer import Option

from livelihood_extract.batch import Reading, plan_in, text_of, words
from livelihood_extract.checks import CODES
from livelihood_extract.cli import options as the
from livelihood_extract.cli.settings import own_lexicon
from livelihood_extract.errors import InputError, UsageError
from livelihood_extract.inputs import Input, find_inputs, names_in, told_apart
from livelihood_extract.records import Plan
from livelihood_extract.terminal import plain, say

__all__ = ["run"]

FOUND, UNREAD, SOME_UNREAD = 1, 3, 4

FailOn = Annotated[
    str | None, Option(metavar="CODE,...", help="Exit with 1 when a note has one of these codes; LE3 means all LE3xx.")
]
Codes = Annotated[bool, Option("--codes", help="List the codes and what they mean.")]
Form = Annotated[str, Option("--format", click_type=Choice(["text", "json"]), help="Lines for people, or JSON lines.")]


def run(
    files: the.Files = None,
    files_from: the.FilesFrom = None,
    format: Form = "text",
    fail_on: FailOn = None,
    codes: Codes = False,
    encoding: the.Encoding = None,
    year: the.Year = None,
    region: the.Region = None,
    whole: the.Whole = False,
    lexicon: the.Lexicon = None,
) -> int:
    """Check plans: numbers missing or repeated, counts and sums that do not agree, items without agency or target.

    Each finding is a line: FILE:LINE:COLUMN: severity CODE: message.
    """
    if codes:
        print("\n".join(f"{code}  {meaning}" for code, meaning in CODES.items()))
        return 0
    wanted = _wanted(fail_on)
    how = Reading(encoding, year, region, whole, lexicon or own_lexicon())
    words(how.lexicon)
    inputs = told_apart(find_inputs([*(files or []), *(names_in(files_from) if files_from else [])]))
    if not inputs:
        raise UsageError("nothing to check; name a FILE, a folder, or - for standard input (extract check --help)")
    plans = [plan for item in inputs if (plan := _plan(item, how)) is not None]
    for plan in plans:
        _print_notes(plan, format)
    if len(plans) < len(inputs):
        return SOME_UNREAD if plans else UNREAD
    return FOUND if any(note.code.startswith(wanted) for plan in plans for note in plan.notes) else 0


def _wanted(fail_on: str | None) -> tuple[str, ...]:
    """The codes, or beginnings of codes, that make the command fail. Raises UsageError for one that does not exist."""
    wanted = tuple(filter(None, (word.strip().upper() for word in (fail_on or "").split(","))))
    for word in wanted:
        if not any(code.startswith(word) for code in CODES):
            raise UsageError(f"--fail-on {word}: no such code; extract check --codes lists them")
    return wanted


def _plan(item: Input, how: Reading) -> Plan | None:
    """The plan of one input, or None after saying what is wrong: the other inputs are checked all the same."""
    try:
        return plan_in(text_of(item, how), how)
    except InputError as error:
        say(error)
        return None


def _print_notes(plan: Plan, form: str) -> None:
    from livelihood_extract.writers.json import dumps

    for note in plan.notes:
        if form == "json":
            print(dumps({"plan": plan.source.name, "note": note}))
        else:
            place = f"{plain(plan.source.name)}:{note.span.line}:{note.span.column}"
            print(f"{place}: {note.severity} {note.code}: {plain(note.message)}")
    sys.stdout.flush()
