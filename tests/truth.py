"""What careful readers found in a plan, and how it differs from what the program finds.

A truth file is TAB-separated, one record per line; # starts a comment:

    D  key=value ...            title, region, year of the document (an empty value is not compared)
    C  number  title  anchor    a category; the anchor is where it begins in the text
    I  number  title  anchor    an item
    A  role  name               an agency of the last I, or of the last C or the document when no I has come since
    T  text value upper unit bound kind per head full part_of flags     a target of the last I

Alternatives stand between |, denominators and flags between ;. The flags: n=2 (the second time that this text stands
in the item), from=7 (a baseline), base=上年 (a named one), deadline=2024-10-31, place=青禾县, opt (not compared), and
unit? per? part? deadline? base? (that field is not compared). Width (％ or %), blanks and line breaks are not compared.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from livelihood_extract import Agency, Category, Item, Plan, Target

BOUNDS = {"=": "eq", ">=": "ge", ">": "gt", "<=": "le", "<": "lt", "~": "approx"}


@dataclass
class TrueTarget:
    text: str
    value: Decimal
    upper: Decimal | None
    unit: str
    bound: str
    kinds: list[str]
    per: list[str]
    heads: list[str]
    full: list[str]
    part_of: str
    flags: list[str]
    places: dict[int, int] = field(default_factory=dict)
    """Where the text stands in its item as a number of its own: start to end."""

    def flag(self, *keys: str) -> list[str]:
        """The values of the flags of these names."""
        pairs = (flag.partition("=") for flag in self.flags)
        return [value for key, _, value in pairs if key in keys]


@dataclass
class Section:
    """The document (D), a category (C) or an item (I): where it and its anchor stand, and what is said of it."""

    kind: str
    number: str = ""
    title: str = ""
    start: int = 0
    anchored: int = 0
    category: "Section | None" = None
    agencies: Counter[tuple[str, str]] = field(default_factory=Counter)
    targets: list[TrueTarget] = field(default_factory=list)


@dataclass
class Truth:
    facts: dict[str, str] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=lambda: [Section("D")])
    """The document itself, then its categories and items in their order."""

    def of(self, kind: str) -> list[Section]:
        return [section for section in self.sections if section.kind == kind]


def load(path: Path, text: str) -> Truth:
    """Read a truth file about `text`; ValueError for a line that does not fit the text or the format."""
    truth = Truth()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            try:
                _add(truth, text, *line.split("\t"))
            except (ValueError, IndexError, TypeError, ArithmeticError) as error:
                raise ValueError(f"{path.name}:{number}: {error}: {line}") from error
    ends = [*(section.start for section in truth.sections[1:]), len(text)]
    for section, end in zip(truth.sections, ends, strict=True):
        for target in section.targets:
            target.places = _places(target, text, section.start, end)
    return truth


def _add(truth: Truth, text: str, kind: str, *fields: str) -> None:
    """Add what one line says to the truth."""
    last = truth.sections[-1]
    if kind == "D":
        truth.facts |= dict(pair.split("=", 1) for pair in fields)
    elif kind in ("C", "I"):
        number, title, anchor = fields
        start = text.index(anchor, last.anchored)
        category = truth.of("C")[-1] if kind == "I" and truth.of("C") else None
        truth.sections.append(Section(kind, number, title, start, start + len(anchor), category))
    elif kind == "A":
        role, name = fields
        last.agencies[role, squeezed(name)] += 1
    elif kind == "T":
        last.targets.append(_target(*fields))
    else:
        raise ValueError(f"no kind of line: {kind}")


def _target(  # the columns of the file
    text: str, value: str, upper: str, unit: str, bound: str, kind: str, per: str, head: str,
    full: str = "", part_of: str = "", flags: str = "",
) -> TrueTarget:  # fmt: skip
    several = [[word for word in cell.split(";") if word] for cell in (per, flags)]
    return TrueTarget(
        text, Decimal(value), Decimal(upper) if upper else None, unit, BOUNDS[bound], kind.split("|"), several[0],
        head.split("|"), (full or head).split("|"), part_of, several[1],
    )  # fmt: skip


def _places(target: TrueTarget, text: str, start: int, end: int) -> dict[int, int]:
    written = r"\s*".join(map(re.escape, re.sub(r"\s", "", target.text)))
    places = [m.span() for m in re.finditer(rf"(?<![0-9０-９.．]){written}", text[start:end])]
    nth = [int(number) for number in target.flag("n")]
    if len(places) < max(nth, default=1):
        raise ValueError(f"{target.text} stands {len(places)} times in the item at character {start}")
    return {start + a: start + b for a, b in ([places[n - 1] for n in nth] or places)}


def squeezed(text: str) -> str:
    """The text in one width, without blanks."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def differences(truth: Truth, plan: Plan, text: str) -> Iterator[str]:
    """Every point in which the plan that the program read from `text` differs from the truth, as readable lines."""
    for key, value in truth.facts.items():
        if value and str(getattr(plan, key)) != value:
            yield f"{key}: expected {value}, got {getattr(plan, key)}"
    yield from _agencies("document", truth.sections[0], plan.agencies)
    yield from _categories(truth.of("C"), plan.categories)
    found = [(category, item) for category in plan.categories for item in category.items]
    for true in truth.of("I"):
        pair = next((pair for pair in found if _same_place(text, true.start, pair[1].span.start)), None)
        if pair is None:
            yield f"item {true.number} {true.title}: not found"
            continue
        found.remove(pair)
        yield from _item(true, *pair)
    yield from (f"item {item.label} {item.title}: is none" for _, item in found)


def _same_place(text: str, a: int, b: int) -> bool:
    """Do two readers mean the same beginning: three characters apart at most, or one line of a table?"""
    return abs(a - b) <= 3 or (abs(a - b) <= 40 and "\n" not in text[min(a, b) : max(a, b)])


def _categories(wanted: list[Section], got: Iterable[Category]) -> Iterator[str]:
    titled = [category for category in got if category.title is not None]
    if len(wanted) != len(titled) or not all(map(_is_category, wanted, titled)):
        expected = [f"{true.number} {true.title}" for true in wanted]
        yield f"categories: expected {expected}, got {[f'{c.number} {c.title}' for c in titled]}"
        return
    for true, category in zip(wanted, titled, strict=True):
        yield from _agencies(f"category {true.number}", true, category.agencies)


def _is_category(true: Section, category: Category) -> bool:
    return str(category.number) == true.number and squeezed(category.title or "") in squeezed(true.title).split("|")


def _agencies(where: str, true: Section, got: Iterable[Agency]) -> Iterator[str]:
    found = Counter[tuple[str, str]]((agency.role, squeezed(agency.text)) for agency in got)
    for what, left in (("not found", true.agencies - found), ("is none", found - true.agencies)):
        yield from (f"{where}: agency {name} ({role}): {what}" for role, name in left.elements())


def _item(true: Section, category: Category, item: Item) -> Iterator[str]:
    where = f"item {true.number}"
    if true.category and not _is_category(true.category, category):
        yield f"{where}: expected category {true.category.title}, got {category.number} {category.title}"
    titles = squeezed(true.title).split("|")
    if str(item.number) != true.number or squeezed(item.title) not in titles:
        yield f"{where}: expected {true.number} {true.title}, got {item.number} {item.title}"
    yield from _agencies(where, true, item.agencies)
    yield from _targets(where, true, item)


def _targets(where: str, true: Section, item: Item) -> Iterator[str]:
    pairs, left = _matched(true, item)
    yield from (f"{where}: target {target.text} ({target.kind}, {target.indicator}): is none" for target in left)
    ids = {target.text: got.id for target, got in pairs if got}
    for target, got in pairs:
        if "opt" not in target.flags:
            problems = _target_differences(target, got, ids) if got else [f"not found ({target.heads[0]})"]
            yield from (f"{where}: target {target.text}: {problem}" for problem in problems)


def _matched(true: Section, item: Item) -> tuple[list[tuple[TrueTarget, Target | None]], list[Target]]:
    """Each true target with the target found at its place, and the targets found where none is."""
    left, pairs = list(item.targets), []
    for target in sorted(true.targets, key=lambda target: not target.flag("n")):
        got = next((t for t in left if target.places.get(t.span.start) in _ends(t)), None)
        if got is not None:
            left.remove(got)
        pairs.append((target, got))
    return pairs, left


def _ends(target: Target) -> set[int]:
    """Where the text may end: a denominator behind the unit (元/月) may belong to it or not."""
    return {target.span.end, target.span.start + len(target.text.partition("/")[0])}


def _target_differences(true: TrueTarget, got: Target, ids: dict[str, str]) -> Iterator[str]:
    facts: list[tuple[str, object, object]] = [
        ("value", true.value, got.value),
        ("upper", true.upper, got.upper),
        ("bound", true.bound, got.bound),
        ("unit", squeezed(true.unit), squeezed(got.unit)),
        ("per", sorted(map(squeezed, true.per)), sorted(map(squeezed, got.per))),
        ("part", ids.get(true.part_of), got.part_of),
        ("deadline", true.flag("deadline"), [got.deadline] if got.deadline else []),
        *(("place", place, got.place) for place in true.flag("place")),
    ]
    for name, want, have in facts:
        if want != have and f"{name}?" not in true.flags:
            yield f"{name}: expected {want}, got {have}"
    if got.kind not in true.kinds:
        yield f"kind: expected {'|'.join(true.kinds)}, got {got.kind}"
    if "base?" not in true.flags:
        yield from _baseline(true, got)
    if not _names(got.indicator, true):
        yield f"indicator: expected {'|'.join(true.heads)} within {'|'.join(true.full)}, got {got.indicator}"


def _baseline(true: TrueTarget, got: Target) -> Iterator[str]:
    values, names = true.flag("from"), true.flag("base", "baseline")
    text = squeezed(got.baseline.text) if got.baseline else ""
    if values and (got.baseline is None or str(got.baseline.value) not in values):
        yield f"baseline: expected {values}, got {got.baseline}"
    if names and names[0] not in text:
        yield f"baseline: expected {names[0]}, got {text}"
    if got.baseline and not values and not names:
        yield f"baseline: expected none, got {text}"


def _names(indicator: str, true: TrueTarget) -> bool:
    """Does the indicator hold a head noun, and little that is not of the full phrase?"""
    letters = Counter(re.sub(r"[\W_]", "", indicator))
    phrases = (Counter(re.sub(r"[\W_]", "", phrase)) for phrase in true.full)
    stray = min((letters - phrase).total() for phrase in phrases)
    bare = [re.sub(r"[\W_]", "", text) for text in (indicator, *true.heads)]
    return any(head in bare[0] for head in bare[1:]) and stray <= max(5, 0.4 * letters.total())
