"""The way of a plan, on one screen: text -> document -> outline -> items -> plan.

Receives a text (or what `read` returned) and returns a `Plan`. Pure: the same text gives the same plan, whatever was
read before; odd text becomes notes, never an exception.
"""

import hashlib
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from livelihood_extract.checks import check
from livelihood_extract.lexicon import Lexicon, builtin
from livelihood_extract.parse.agencies import first_leads_from
from livelihood_extract.parse.clauses import clausal
from livelihood_extract.parse.counts import declared_count
from livelihood_extract.parse.facts import Facts, facts
from livelihood_extract.parse.fields import LabelMark, labels_in
from livelihood_extract.parse.introductions import LONG
from livelihood_extract.parse.items import Context, agencies_of_group, item
from livelihood_extract.parse.lines import glued_points, hard_breaks, numbered
from livelihood_extract.parse.outline import Group, Outline, outline
from livelihood_extract.parse.passages import Passage, passage
from livelihood_extract.parse.ranges import lines_of
from livelihood_extract.parse.roles import Survey
from livelihood_extract.parse.runons import run_on_items
from livelihood_extract.parse.spaced import tabbed
from livelihood_extract.readers import SourceText
from livelihood_extract.records import Category, Item, Note, Plan, Source
from livelihood_extract.text import Document, compact, fold

__all__ = ["Prepared", "document", "extract", "prepare"]


class Prepared(NamedTuple):
    """A document read as far as its outline: what `extract` and `explain` go on from."""

    source: Source
    context: Context
    outline: Outline
    facts: Facts
    passage: Passage
    """Where the list was found in the reading of a longer document, else all of it."""


def extract(
    text: str | SourceText,
    *,
    year: int | None = None,
    region: str | None = None,
    whole: bool = False,
    lexicon: Lexicon | None = None,
) -> Plan:
    """Extract the plan from a text.

    `year` and `region` overrule what the text says of itself. In a long document (a government work report) only the
    list of livelihood projects is read, unless `whole`. `lexicon` brings words of the user's own.
    """
    read = prepare(text, year=year, whole=whole, lexicon=lexicon)
    here, stated, front = read.context.document, read.facts, read.outline.front
    plan = Plan(
        read.source,
        "".join(here.written(*line) for line in lines_of(here.reading, *stated.title)) if stated.title else None,
        here.written(*stated.document_number) if stated.document_number else None,
        region or stated.region,
        year or stated.year,
        agencies_of_group(read.context, *front) if read.passage.start == 0 else (),
        _categories(read.context, read.outline),
        (),
    )
    notes = [
        *_provenance(read, inferred=stated.year_inferred and year is None),
        *check(plan, read.context, read.outline, stated.title),
    ]
    return replace(plan, notes=tuple(sorted(notes, key=lambda n: (n.span.start, n.code, n.message))))


def prepare(
    text: str | SourceText, *, year: int | None = None, whole: bool = False, lexicon: Lexicon | None = None
) -> Prepared:
    """Read a text as far as its outline."""
    words = lexicon or builtin()
    source = text.source if isinstance(text, SourceText) else _source(text)
    here = document(text.text if isinstance(text, SourceText) else text, words)
    listed = Passage(0, len(here.reading)) if whole else passage(here.reading, words)
    labels = labels_in(here.reading, words)
    found = _table(here.reading, listed, labels, words) or _prose(here, listed, labels, words)
    stated = facts(here, found, listed.start, words)
    return Prepared(
        source,
        Context(
            here, words, Survey(here.reading, year or stated.year, words), labels, first_leads_from(here.reading, words)
        ),
        found,
        stated,
        listed,
    )


def _table(reading: str, listed: Passage, labels: list[LabelMark], words: Lexicon) -> Outline | None:
    """The outline of a table, if the text holds what tables are made of (the room is not opened for others)."""
    if listed.clauses:
        return None
    headed = any(b.start == a.end + 1 and not (a.colon or b.colon) for a, b in pairwise(labels))
    if not headed and not any(sign in reading for sign in ("|", "\t", "序号")):
        return None
    from livelihood_extract.parse.tables import tabulated

    return tabulated(reading, listed.start, listed.end, words)


def _prose(here: Document, listed: Passage, labels: list[LabelMark], words: Lexicon) -> Outline:
    """The outline of a list that is no table: of numbered lines, or of the clauses of a sentence."""
    if listed.clauses:
        return clausal(here.reading, listed.start, listed.clauses)
    return outline(here, labels, words, start=listed.start, end=listed.end)


def document(text: str, lexicon: Lexicon) -> Document:
    """The text with its reading: folded, without blanks, with lines where lines end and where items begin."""
    folded = numbered(tabbed(fold(text), lexicon.labels), lexicon.labels)
    breaks = hard_breaks(folded, lexicon.labels)
    here = compact(text, folded, breaks)
    items = run_on_items(here.reading, lexicon)
    if items:
        breaks = [*breaks, *((at, at) for at in map(here.offset, items))]
        here = compact(text, folded, breaks)
    points = {here.offset(at) for at in glued_points(here.reading)}
    if points:
        folded = "".join("、" if at in points else sign for at, sign in enumerate(folded))
        here = compact(text, folded, breaks)
    return here


def _source(text: str) -> Source:
    return Source(
        "", hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), "text/plain", "utf-8", len(text)
    )


def _provenance(read: Prepared, *, inferred: bool) -> list[Note]:
    """Where the list was found, and where the year is from."""
    here, notes = read.context.document, []
    start = read.passage.start
    if start:
        place = here.span(start, start + 1)
        message = f"the list was found at line {place.line} of a longer document; --whole reads all of it"
        notes.append(Note("LE001", "info", message, place))
    if _is_no_list(read):
        message = "no list of livelihood projects was found in this long document; all of it was read"
        notes.append(Note("LE003", "info", message, here.span(0, 0)))
    if inferred and read.facts.year is not None:
        message = f"no title states the year; {read.facts.year} was inferred from dates in the text"
        notes.append(Note("LE002", "info", message, here.span(0, 0)))
    return notes


_LONGEST_ITEM = 500
"""Characters; a document without a list by name is one by its looks if its items are shorter, all in all."""


def _is_no_list(read: Prepared) -> bool:
    """Is this a long document in which nothing names a list, and whose sections are longer than items are?"""
    length = len(read.context.document.reading)
    sections = sum(len(group.entries) for group in read.outline.groups)
    return not read.passage.named and length >= LONG and length > _LONGEST_ITEM * sections


def _categories(context: Context, found: Outline) -> tuple[Category, ...]:
    seen: Counter[str] = Counter()
    return tuple(_category(context, group, seen) for group in found.groups if group.entries)


def _category(context: Context, group: Group, seen: Counter[str]) -> Category:
    here = context.document
    items: list[Item] = []
    for entry in group.entries:
        name = f"{group.number or 0}.{entry.number}"
        seen[name] += 1
        items.append(item(context, entry, name if seen[name] == 1 else f"{name}-{seen[name]}", group))
    agencies = agencies_of_group(context, *group.own, heading=group.heading) if group.heading else ()
    path = tuple(here.written(*line).rstrip("。:：") for line in group.path)
    if group.heading is None:
        return Category(None, None, None, path, None, agencies, tuple(items), here.span(group.own.start, group.end))
    heading = here.reading[group.label_end : group.heading.end]
    return Category(
        group.number,
        here.written(group.heading.start, group.label_end) or None,
        here.written(group.label_end, group.heading.end).rstrip("。:：").strip("【】[]"),
        path,
        declared_count(heading.rstrip("。:"), tail=True),
        agencies,
        tuple(items),
        here.span(group.heading.start, group.end),
    )
