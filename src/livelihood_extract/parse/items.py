"""Items: one entry of the outline, read.

Receives an `Entry` and returns an `Item`: its fields, its agencies, and for every numeral of its content a decision,
those that are promises as targets.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from livelihood_extract.expressions import expression
from livelihood_extract.lexicon import Lexicon
from livelihood_extract.parse.agencies import AgencyList, Mention, agency_list, agency_lists
from livelihood_extract.parse.drafts import Draft
from livelihood_extract.parse.fields import Fields, LabelMark, fields
from livelihood_extract.parse.headings import is_particular
from livelihood_extract.parse.indicators import of_total, place_of
from livelihood_extract.parse.outline import Entry, Group
from livelihood_extract.parse.phrases import without_opening_verbs
from livelihood_extract.parse.quantities import Quantity, measured
from livelihood_extract.parse.ranges import Line, line_at, lines_of
from livelihood_extract.parse.roles import Scene, Survey, decide
from livelihood_extract.parse.targets import drafts
from livelihood_extract.records import Agency, Baseline, Item, Target
from livelihood_extract.text import Document

__all__ = [
    "Context",
    "Stretch",
    "agencies_of_group",
    "are_results",
    "item",
    "item_lists",
    "reports_results",
    "stretches",
]


class Context(NamedTuple):
    """What every item of a document is read with."""

    document: Document
    lexicon: Lexicon
    survey: Survey
    labels: list[LabelMark]
    first_leads: int
    """From here on the first of each list leads; the reading's end where the document says no such thing."""


RESULTS = "progress"
"""The labelled field (完成情况) whose quantities are results."""
FUNDING = "funding"
"""The labelled field (总投资, 资金来源) whose sums say what a project costs."""


class Stretch(NamedTuple):
    """A range of an item's content without agency lists; `agencies` are those of the list that closes it."""

    start: int
    end: int
    where: str
    agencies: tuple[Mention, ...]


class _Placed(NamedTuple):
    draft: Draft
    stretch: Stretch
    actual: bool
    whole: int | None = None
    """Index, among the item's targets, of a total found outside the stretch."""


def item(context: Context, entry: Entry, name: str, group: Group) -> Item:
    """Read one entry; `name` is its id."""
    here = context.document
    parts = entry.row or fields(here.reading, entry.mark_end, entry.end, context.labels, context.lexicon)
    lists = item_lists(context, parts)
    mentions = _unique([*_labelled(context, parts), *(m for found in lists for m in found.mentions)])
    listed = min((found.start for found in lists if parts.title[0] <= found.start), default=parts.title[1])
    title = here.written(parts.title[0], min(parts.title[1], listed)).replace("\n", "")
    told = stretches(context, parts, lists)
    content = "\n".join(here.written(a, b) for a, b, where, _ in told if where == "content")
    placed = _drafts(context, parts, told, lists, reports_results(context, group))
    return Item(
        name,
        entry.number,
        here.written(*entry.label),
        title,
        content or title,
        _named_fields(here, parts),
        tuple(_agency(here, m) for m in mentions),
        tuple(_targets(context, placed, name, several=len(lists) > 1)),
        here.span(entry.start, _trimmed(here.reading, entry.start, entry.end)),
    )


def _named_fields(here: Document, parts: Fields) -> dict[str, str]:
    """The labelled fields by their canonical names; values of a field that is given twice stand on two lines."""
    named: dict[str, str] = {}
    for labelled in parts.labelled:
        name, value = labelled.label.field, here.written(labelled.start, labelled.end)
        if name is not None and name != "content":
            named[name] = f"{named[name]}\n{value}" if name in named else value
    return named


def _trimmed(reading: str, start: int, end: int) -> int:
    while end > start and reading[end - 1] == "\n":
        end -= 1
    return end


def reports_results(context: Context, group: Group) -> bool:
    """Does the group's heading, or the line above the group, announce results?

    As a title (2023年民生实事完成情况), or as a sentence (市政府承诺的10件实事全部完成：).
    """
    reading, lexicon = context.document.reading, context.lexicon
    first = group.own.start
    line = group.heading or (line_at(reading, first - 1) if first else Line(0, 0))
    while line.start > 0 and is_particular(reading, line, lexicon):
        line = line_at(reading, line.start - 1)
    heading = reading[line.start : line.end]
    if heading.endswith(":") and lexicon["done"].ends(heading[:-1]):
        return True
    return len(heading) < _LONGEST_HEADING and bool(lexicon["results"].inside(heading))


_LONGEST_HEADING = 50


# --- agencies ---------------------------------------------------------------------------------------------------------


def agencies_of_group(context: Context, start: int, end: int, heading: Line | None = None) -> tuple[Agency, ...]:
    """The agencies stated for a whole category or document: in its heading's bracket, in the lines above its items."""
    parts = fields(context.document.reading, start, end, context.labels, context.lexicon)
    lists = agency_lists(context.document, *heading, context.lexicon) if heading else []
    for line in lines_of(context.document.reading, start, end):
        lists.extend(found for found in agency_lists(context.document, *line, context.lexicon) if found[:2] == line)
    mentions = [*(mention for found in lists for mention in found.mentions), *_labelled(context, parts)]
    return tuple(_agency(context.document, mention) for mention in mentions)


def _labelled(context: Context, parts: Fields) -> Iterator[Mention]:
    for labelled in parts.labelled:
        if labelled.label.role is not None:
            found = agency_list(context.document, labelled.start, labelled.end, labelled.label.role, context.lexicon)
            yield from _led(context, found)


def _unique(mentions: list[Mention]) -> list[Mention]:
    """In the order of the text, each organisation once a role."""
    first: dict[tuple[str, str], Mention] = {}
    for mention in sorted(mentions, key=lambda m: m.start):
        first.setdefault((mention.name, mention.role), mention)
    return list(first.values())


def item_lists(context: Context, parts: Fields) -> list[AgencyList]:
    """The lists of agencies that stand in an item's running text."""
    ranges = [*([parts.title] if parts.titled else []), *parts.content]
    found = [x for a, b in ranges for x in agency_lists(context.document, a, b, context.lexicon)]
    return [x._replace(mentions=tuple(_led(context, x.mentions))) for x in found]


def _led(context: Context, mentions: Sequence[Mention]) -> list[Mention]:
    """The members of a list; the first leads where the document said so of all lists from there on (下同)."""
    led = list(mentions)
    if led and led[0].start > context.first_leads and all(m.role == "responsible" for m in led):
        led[0] = led[0]._replace(role="lead")
    return led


def _agency(here: Document, mention: Mention) -> Agency:
    span = here.span(mention.start, mention.end)
    return Agency(mention.name, here.text[span.start : span.end], mention.role, mention.collective, span)


# --- targets ----------------------------------------------------------------------------------------------------------


def stretches(context: Context, parts: Fields, lists: list[AgencyList]) -> list[Stretch]:
    """The title (if it stands apart), the content, and fields with figures, cut where agency lists stand."""
    found: list[Stretch] = []
    told = [(f.label.field, (f.start, f.end)) for f in parts.labelled if f.label.field in (RESULTS, FUNDING)]
    titled = [("title", parts.title)] if parts.titled else []
    for where, (start, end) in [*titled, *(("content", r) for r in parts.content), *told]:
        position = start
        for inner in (x for x in lists if start <= x.start < end):
            found.append(Stretch(position, inner.start, where, inner.mentions))
            position = inner.end
        found.append(Stretch(position, end, where, ()))
    reading = context.document.reading
    return [s for s in found if any(c not in "。;，.\n" for c in reading[s.start : s.end])]


_LONGEST_TITLE = 120
"""Characters; what is longer is a run-on text, and no noun for what it leaves out."""


def _drafts(
    context: Context, parts: Fields, told: list[Stretch], lists: list[AgencyList], results: bool
) -> list[_Placed]:
    """Every draft of the item; a quantity of the title that the content repeats is one target.

    In a list of results the promise stands before the agencies, what came of it behind them.
    """
    title = context.document.reading[slice(*parts.title)][:_LONGEST_TITLE]
    subject = _subject(title, context.lexicon)
    placed: list[_Placed] = []
    known: set[tuple[Decimal, str, bool]] = set()
    reading = context.document.reading
    labels = {f.start: reading[f.label_start : f.start].strip(":[]()\n") for f in parts.labelled}
    for stretch, actual in zip(told, are_results(told, lists, results=results), strict=True):
        if stretch.where == FUNDING:
            placed.extend(_sums(context, stretch, labels.get(stretch.start, "")))
            continue
        here = Scene(context.survey, stretch.start, stretch.end, results=actual)
        if here.found:
            meant = placed[0].draft.indicator if placed and stretch.where == RESULTS else subject
            told_here = [_Placed(d, stretch, actual and not _is_planned(here, d)) for d in _promises(here, meant)]
            fresh = [this for this in told_here if not actual or this.actual or _key(this) not in known]
            known.update(map(_key, fresh))
            placed.extend(fresh)
    return [*_parts_of_first(context, _once(context, placed)), *_measures(context, parts, results)]


def _sums(context: Context, stretch: Stretch, label: str) -> Iterator[_Placed]:
    """The sums of money of a field that says what a project costs: they describe it, by its label if nothing else."""
    here = Scene(context.survey, stretch.start, stretch.end)
    for draft in _promises(here, ""):
        if draft.quantity.kind is not None and draft.quantity.kind.dimension == "money":
            named = draft.indicator or label or _SUM
            yield _Placed(draft._replace(kind="spec", indicator=named), stretch, actual=False)


_SUM = "资金"
"""What a sum counts that stands alone in a table's cell."""
_PLANNED = expression("(?:计划|拟)[^，。;]*$")


def _is_planned(here: Scene, draft: Draft) -> bool:
    """Does a result restate the promise (计划新建20处，实际新建23处)?"""
    return _PLANNED.search(here.flat, here.clause(draft.quantity.start)[0], draft.quantity.start) is not None


def _measures(context: Context, parts: Fields, actual: bool) -> Iterator[_Placed]:
    """The bare numbers of a table's row, with the units their headers name."""
    for cell in parts.measures:
        q = measured(context.document.reading, cell.start, cell.end, cell.unit, context.lexicon)
        if q is not None:
            sentence = (cell.start, cell.end)
            draft = Draft(q, cell.indicator, None, "eq", (), cell.kind, None, None, None, None, sentence)
            yield _Placed(draft, Stretch(cell.start, cell.end, "content", ()), actual)


def are_results(told: list[Stretch], lists: list[AgencyList], *, results: bool) -> list[bool]:
    """Which stretches are what came of a promise: labelled results, or what follows agencies in a list of results."""
    if any(stretch.where == RESULTS for stretch in told):
        return [stretch.where == RESULTS for stretch in told]
    promised = len(told) > 1 and bool(lists)
    return [results and not (promised and number == 0) for number in range(len(told))]


_NUMBER = expression("[0-9]")


def _subject(title: str, lexicon: Lexicon) -> str:
    """What a title speaks of: 新建学校6所 -> 学校."""
    subject = without_opening_verbs(title, lexicon)
    number = _NUMBER.search(subject)
    return subject[: number.start()].rstrip("(") if number and number.start() >= _SHORTEST_SUBJECT else subject


_SHORTEST_SUBJECT = 2
"""Characters."""


def _promises(here: Scene, subject: str) -> list[Draft]:
    decided = [(quantity, decide(here, quantity)) for _, quantity in here.found]
    promised = [q for q, d in decided if q is not None and d.role == "target"]
    baselines = [q for q, d in decided if q is not None and d.role == "baseline"]
    return drafts(here, promised, baselines, subject) if promised else []


def _once(context: Context, placed: list[_Placed]) -> list[_Placed]:
    """Drop quantities of the title, or of a run-on item's first sentence, that the rest states again."""
    reading = context.document.reading
    if not placed:
        return []
    start, end = min(this.stretch.start for this in placed), max(this.stretch.end for this in placed)
    titled = any(this.stretch.where == "title" for this in placed)
    stop = -1 if titled else reading.find("。", start, end)
    said = [(_key(this), this.draft.indicator) for this in placed if not _is_heading(this, stop)]
    kept = []
    for this in placed:
        heading = said if _is_heading(this, stop) else ()
        again = next((s for s in heading if s[0] == _key(this) and _alike(this, s[1])), None)
        if again is None:
            kept.append(this)
        else:
            said.remove(again)
    return kept


def _key(this: _Placed) -> tuple[Decimal, str, bool]:
    return this.draft.quantity.value, this.draft.quantity.unit, this.actual


def _is_heading(this: _Placed, stop: int) -> bool:
    return this.stretch.where == "title" or this.draft.quantity.end <= stop


def _alike(this: _Placed, indicator: str) -> bool:
    """Do two quantities count the same: indicators that share a character, or a title's with one that names nothing?"""
    titled = this.stretch.where == "title" and not (this.draft.indicator and indicator)
    return titled or not set(this.draft.indicator).isdisjoint(indicator)


def _parts_of_first(context: Context, placed: list[_Placed]) -> list[_Placed]:
    """Quantities in a row that add up to the item's first one are its parts: 新建100处…。新建甲30处、乙70处。"""
    if len(placed) < 3:
        return placed
    first = placed[0].draft
    rest = [this for this in placed[1:] if this.draft.part_of is None]
    row = [this for this in rest if this.draft.quantity.unit == first.quantity.unit]
    counted = first.quantity.unit and first.quantity.kind is not None and first.quantity.kind.dimension != "ratio"
    if not counted or len(row) < 2 or rest[: len(row)] != row:
        return placed
    if sum(this.draft.quantity.value for this in row) != first.quantity.value:
        return placed
    return [_part(context, this, first) if this in row else this for this in placed]


def _part(context: Context, this: _Placed, total: Draft) -> _Placed:
    """The same quantity as a part of the item's first; one that names but a place counts what its total counts."""
    place = place_of(this.draft.indicator, context.lexicon)
    if place is None:
        return this._replace(whole=0)
    indicator = of_total(place, total.indicator)
    return this._replace(draft=this.draft._replace(place=place, indicator=indicator), whole=0)


_LONGEST_QUOTE = 1000


def _quotable(sentence: tuple[int, int], quantity: Quantity) -> tuple[int, int]:
    """The sentence to print with a target: of one without end, what stands around the quantity."""
    start, end = sentence
    if end - start <= _LONGEST_QUOTE:
        return start, end
    return max(start, quantity.start - _LONGEST_QUOTE // 2), min(end, quantity.end + _LONGEST_QUOTE // 2)


def _targets(context: Context, placed: list[_Placed], name: str, *, several: bool) -> Iterator[Target]:
    here = context.document
    quoted = here.as_written
    ids = {id(this.draft.quantity): f"{name}.{n}" for n, this in enumerate(placed, 1)}
    for draft, stretch, actual, whole in placed:
        q = draft.quantity
        span = here.span(q.start, q.end)
        total = placed[whole].draft if whole is not None else draft.part_of
        yield Target(
            ids[id(q)],
            here.text[span.start : span.end],
            quoted(draft.action, *draft.sentence) if draft.action else None,
            quoted(draft.indicator, *draft.sentence),
            "actual" if actual else draft.kind,
            draft.bound,
            q.value,
            q.upper,
            quoted(q.unit, q.start, draft.sentence[1]),
            q.kind.code if q.kind else None,
            q.kind.dimension if q.kind else "ratio" if q.unit.startswith("/") else None,
            tuple(quoted(word, *draft.sentence) for word in draft.per),
            Baseline(*draft.baseline) if draft.baseline else None,
            draft.deadline,
            quoted(draft.place, *draft.sentence) if draft.place else None,
            ids.get(id(total.quantity)) if total is not None else None,
            tuple(m.name for m in stretch.agencies) if several else (),
            stretch.where,
            here.written(*_quotable(draft.sentence, q)).strip("\n"),
            span,
        )
