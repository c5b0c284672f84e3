"""No number left behind: every numeral of a document, and the one role it plays.

Receives a text (or what `read` returned) and returns an `Explained` for each numeral, Arabic or Chinese, in order: its
place, the role, and the rule that decided.

    (三十一) heading      2024年 date      10所 target      第十四届 ordinal      DN400 name      三级 word
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from livelihood_extract.lexicon import Lexicon
from livelihood_extract.parse.counts import is_declared_count
from livelihood_extract.parse.fields import fields
from livelihood_extract.parse.items import RESULTS, are_results, item_lists, reports_results, stretches
from livelihood_extract.parse.outline import Entry, Group
from livelihood_extract.parse.quantities import Numeral, Quantity, numerals
from livelihood_extract.parse.roles import Decision, Scene, decide
from livelihood_extract.pipeline import Prepared, extract, prepare
from livelihood_extract.readers import SourceText
from livelihood_extract.records import Span

__all__ = ["ROLES", "Explained", "explain"]

ROLES = {
    "target": "a quantity that is promised",
    "repeated": "a quantity of the title that the content states again",
    "baseline": "where a change starts from",
    "date": "part of a date or a time of day",
    "heading": "the number of a heading or an item",
    "declared count": "a count that a title or heading declares",
    "ordinal": "a place in an order: 第十四届",
    "name": "part of a name or an identifier: DN400, “7×24小时”, 15分钟服务圈",
    "condition": "says who or what is meant: 60岁以上",
    "duration": "how long, without a promise: 毕业5年内",
    "background": "what has been done, or stands outside the list",
    "list count": "counts what the sentence lists anyway: 等三项制度",
    "agency name": "inside an agency's name or list",
    "field": "inside a labelled field",
    "word": "part of a word: 统一, 一批, 三级",
}


@dataclass(frozen=True, slots=True)
class Explained:
    """A numeral with its role; `rule` names what decided, `value` is None for a word, `target` the target's id."""

    text: str
    value: Decimal | None
    role: str
    rule: str
    target: str | None
    span: Span


class _Zone(NamedTuple):
    """A range of the reading in which roles are decided one way: by its own name, or in a scene."""

    start: int
    end: int
    role: str
    scene: Scene | None


def explain(
    text: str | SourceText, *, year: int | None = None, whole: bool = False, lexicon: Lexicon | None = None
) -> tuple[Explained, ...]:
    """Every numeral of `text` with its role (a key of ROLES). The options are those of `extract`."""
    read = prepare(text, year=year, whole=whole, lexicon=lexicon)
    plan = extract(text, year=year, whole=whole, lexicon=lexicon)
    targets = {target.span.start: target.id for target in plan.targets}
    zones = sorted(_zones(read))
    starts = [zone.start for zone in zones]
    context = read.context
    here, survey = context.document, context.survey
    found = survey.found
    explained = []
    for numeral in numerals(here.reading, context.lexicon):
        whole_one = found[max(0, bisect_right(survey.numeral_starts, numeral.start) - 1)]
        zone = zones[bisect_right(starts, whole_one.numeral.start) - 1]
        decision = _decision(zone, whole_one.numeral, whole_one.quantity)
        span = here.span(numeral.start, numeral.end)
        of = here.span(whole_one.numeral.start, whole_one.numeral.end).start
        if zone.role == "field" and of in targets:  # what a project costs
            decision = Decision("target", "quantity")
        if decision.role == "target" and of not in targets:
            decision = Decision("repeated", "said_again")  # type: ignore[arg-type]
        target = targets.get(of) if decision.role == "target" else None
        written = here.text[span.start : span.end]
        explained.append(Explained(written, numeral.value, decision.role, decision.rule, target, span))
    return tuple(explained)


def _decision(zone: _Zone, numeral: Numeral, quantity: Quantity | None) -> Decision:
    """The role inside a zone: the zone's own, or what the rules say; a promise counts only in an item's content."""
    if zone.scene is None:
        return Decision(zone.role, "place")  # type: ignore[arg-type]
    decision = decide(zone.scene, quantity)
    if zone.role == "declared count" and is_declared_count(zone.scene.text, numeral.start):
        return Decision("declared count", "declares")  # type: ignore[arg-type]
    if zone.role == "content" or decision.role != "target":
        return decision
    return Decision(zone.role, "place")  # type: ignore[arg-type]


def _zones(read: Prepared) -> Iterator[_Zone]:
    """Zones that tile the reading: headings, agency lists, fields, contents, and the rest as background."""
    reading = read.context.document.reading
    marked = sorted(_marked(read), key=lambda zone: (zone.start, -zone.end))
    position = 0
    for zone in marked:
        if zone.start > position:
            yield _outside(read, position, zone.start)
        if zone.end > position:
            yield zone._replace(start=max(zone.start, position))
            position = zone.end
    if position <= len(reading):
        yield _outside(read, position, len(reading) + 1)


def _outside(read: Prepared, start: int, end: int) -> _Zone:
    return _Zone(start, end, "background", Scene(read.context.survey, start, end))


def _marked(read: Prepared) -> Iterator[_Zone]:
    survey = read.context.survey
    if read.facts.title:
        yield _Zone(*read.facts.title, "declared count", Scene(survey, *read.facts.title))
    for group in read.outline.groups:
        if group.heading is not None:
            yield _Zone(group.heading.start, group.label_end, "heading", None)
            inner = (group.label_end, group.heading.end)
            yield _Zone(*inner, "declared count", Scene(survey, *inner))
        for entry in group.entries:
            yield _Zone(*entry.label, "heading", None)
            yield from _item(read, group, entry)


def _item(read: Prepared, group: Group, entry: Entry) -> Iterator[_Zone]:
    context = read.context
    parts = entry.row or fields(context.document.reading, entry.mark_end, entry.end, context.labels, context.lexicon)
    lists = item_lists(context, parts)
    results = reports_results(context, group)
    for found in lists:
        yield _Zone(found.start, found.end, "agency name", None)
    for labelled in parts.labelled:
        if labelled.label.field not in ("content", RESULTS):
            role = "agency name" if labelled.label.role else "field"
            scene = None if labelled.label.role else Scene(context.survey, labelled.start, labelled.end)
            yield _Zone(labelled.start, labelled.end, role, scene)
    for cell in parts.measures:
        yield _Zone(cell.start, cell.end, "target", None)
    told = stretches(context, parts, lists)
    for stretch, actual in zip(told, are_results(told, lists, results=results), strict=True):
        scene = Scene(context.survey, stretch.start, stretch.end, results=actual)
        yield _Zone(stretch.start, stretch.end, "content", scene)
