"""The tables of a lexicon file: which there are, which keys their entries have, and what a key may hold.

Receives the parsed TOML of one file and checks it; a mistake is a LexiconError that names file, entry and key.
"""

from pathlib import Path
from typing import Any, get_args

from livelihood_extract.errors import LexiconError
from livelihood_extract.expressions import expression
from livelihood_extract.records import Bound, Role

__all__ = ["ENTRY_KEYS", "check_tables"]

TEXT, NUMBER, FLAG, WORDS, DAY = "a text", "a number", "true or false", "a list of texts", "a month and day (06-30)"
ROLES, BOUNDS = get_args(Role), get_args(Bound)
SENSES = ("deliver", "reach", "change", "predicate", "lead_in")

Holds = str | tuple[str, ...]
"""What a key holds: one of the sorts above, or one of several words."""

ENTRY_KEYS: dict[str, dict[str, Holds]] = {
    "unit": {
        "code": TEXT,
        "dimension": TEXT,
        "factor": NUMBER,
        "naming": FLAG,
        "condition": FLAG,
        "duration": FLAG,
        "calendar": FLAG,
    },
    "not_unit": {},
    "people_counter": {},
    "thing_counter": {},
    "noun_counter": {},
    "recipient": {},
    "sizing_unit": {},
    "bound": {"bound": BOUNDS, "before": WORDS, "after": WORDS},
    "action": {"sense": SENSES, "opening": FLAG, "noun": FLAG, "scope": FLAG},
    "adverb": {},
    "label": {"field": TEXT, "role": ROLES},
    "column": {"field": TEXT, "role": ROLES},
    "suffix": {"strong": FLAG},
    "collective": {},
    "area": {},
    "level": {},
    "short_agency": {},
    "rank": {},
    "surname": {},
    "duty": {"role": ROLES},
    "first_leads": {},
    "list": {},
    "list_tail": {},
    "deed": {},
    "following": {},
    "leads_on": {},
    "named_work": {},
    "afterword": {},
    "document": {},
    "management": {},
    "goals": {},
    "closing": {},
    "no_region": {},
    "no_place": {},
    "particular": {},
    "notice_end": {},
    "footer": {},
    "results": {},
    "review": {},
    "done": {},
    "resumed": {},
    "signature": {},
    "period": {"end": DAY},
    "occasion": {},
    "completion": {},
    "baseline": {},
    "past": {"clause": FLAG},
    "result_opening": {},
    "names": {"timed": FLAG},
    "last": {},
    "holders": {},
    "attribute": {},
    "channel": {},
    "measures": {},
    "founding": {},
    "word_units": {},
    "denominator": {},
    "generic": {},
    "contrast": {},
    "measure": {},
    "weak_noun": {},
    "grant": {},
    "spending": {},
    "modifier": {},
    "size": {},
    "short_size": {},
    "flow": {},
    "filler": {},
    "circumstance": {},
    "whole_area": {},
    "extent": {},
    "coverage": {},
    "partitive": {},
    "comparison": {"except": WORDS},
    "conjunction": {},
    "noun_tail": {},
    "compound": {},
    "short_verb": {},
    "late_verb": {},
    "capacity": {},
    "sum_row": {},
    "better_down": {},
    "better_up": {},
    "masked_head": {},
    "masked_tail": {},
    "counter": {},
    "scale": {"base": TEXT, "times": NUMBER},
    "period_rate": {"times": NUMBER},
    "same_agency": {},
    "no_level": {},
    "falling": {},
    "instrument": {},
}
"""The tables, and the keys of their entries beside those of all tables."""

_SHARED_KEYS: dict[str, Holds] = {"words": WORDS, "examples": WORDS, "counterexamples": WORDS}
_REQUIRED = {
    "unit": "dimension",
    "bound": "bound",
    "action": "sense",
    "duty": "role",
    "period": "end",
    "scale": "times",
    "period_rate": "times",
}
_DAY = expression("(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")


def check_tables(path: Path, tables: dict[str, Any]) -> None:
    """Check every entry of a file; raises LexiconError with file, entry and key."""
    for table, entries in tables.items():
        if table not in ENTRY_KEYS:
            raise LexiconError(f"{path}: [{table}] is no table of a lexicon; known: {', '.join(sorted(ENTRY_KEYS))}")
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise LexiconError(f"{path}: write [[{table}]] with double brackets: a table holds a list of entries")
        for number, entry in enumerate(entries, 1):
            _check_entry(f"{path}: [[{table}]] entry {number}", table, entry)


def _check_entry(place: str, table: str, entry: dict[str, Any]) -> None:
    keys = ENTRY_KEYS[table] | _SHARED_KEYS
    for key, value in entry.items():
        if key not in keys:
            raise LexiconError(f"{place}: unknown key {key!r}; known: {', '.join(sorted(keys))}")
        if not _holds(value, keys[key]):
            holds = keys[key]
            wanted = holds if isinstance(holds, str) else f"one of {', '.join(holds)}"
            raise LexiconError(f"{place}: key {key!r} must be {wanted}")
    entry.setdefault("words", [])
    if not entry["words"] and table != "bound":
        raise LexiconError(f"{place}: key 'words' is missing or empty")
    required = _REQUIRED.get(table)
    if required and required not in entry:
        raise LexiconError(f"{place}: key {required!r} is missing")


def _holds(value: object, holds: Holds) -> bool:
    if isinstance(holds, tuple):
        return value in holds
    if holds == WORDS:
        return isinstance(value, list) and all(isinstance(word, str) and word for word in value)
    if holds == NUMBER:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if holds == FLAG:
        return isinstance(value, bool)
    return isinstance(value, str) and bool(value) and (holds != DAY or bool(_DAY.fullmatch(value)))
