"""An item goes in, its promises come out: clauses freed of all that changes from year to year.

为1000名残疾儿童提供康复服务，适配辅助器具2.5万件   ->   残疾儿童提供康复服务 (1000名), 适配辅助器具 (2.5万件)

Quantities, years, quotation marks, and the verbs a clause opens with are masked. A clause ends at a pause, and at 、
beside a quantity, so that each promise holds one quantity as a rule.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

import regex

from livelihood_extract.lexicon import Lexicon, Words
from livelihood_extract.records import Item, Target
from livelihood_extract.text import fold

__all__ = ["Promise", "core", "promises"]

_MARK = 0xE000
"""Quantities stand as single characters of the private use area while a text is cut into clauses."""
_MARKS = regex.compile(r"[\uE000-\uF8FF]")
_DATE = regex.compile(r"(?:19|20)\d\d年度?|\d{1,2}月(?:\d{1,2}日|[底末])?[之以]?前?")
_LISTING = "、和及"
"""A list shares the verb before it: 改造燃气管网38公里、供水管网72公里."""
_NOISE = regex.compile(r"[\d\W_]+")


@dataclass(frozen=True, slots=True)
class Promise:
    """One clause: its masked text, its quantities, and whether the item's title says it."""

    text: str
    targets: tuple[Target, ...]
    in_title: bool
    wording: str = ""
    """The clause as it stands, without its quantities."""

    @property
    def is_commitment(self) -> bool:
        """Whether it carries a quantity or names the item; other clauses comment."""
        return self.in_title or bool(self.targets)


def promises(item: Item, lexicon: Lexicon) -> tuple[Promise, ...]:
    """The promises of an item in the order of its text, the title's first."""
    title, content = fold(item.title), fold(item.content)
    begun = content.startswith(title)
    parts = [] if begun else [_clauses(title, item, lexicon, "title", len(title))]
    parts.append(_clauses(content, item, lexicon, "content", len(title) if begun else 0))
    found = list(chain.from_iterable(parts))
    placed = {target.id for promise in found for target in promise.targets}
    found += [Promise("", (target,), False) for target in item.targets if target.id not in placed]
    return tuple(_named(found, lexicon)) or (Promise(title, (), True, title),)


def _named(found: Sequence[Promise], lexicon: Lexicon) -> Iterator[Promise]:
    """The promises, each with a text: its own, else its indicator, else what was spoken of before (建成800公里)."""
    spoken_of = ""
    for promise in found:
        indicator = core(promise.targets[0].indicator, lexicon) if promise.targets else ""
        text = promise.text or indicator or spoken_of
        if text or promise.targets:
            yield replace(promise, text=text)
        spoken_of = text or spoken_of


def core(text: str, lexicon: Lexicon) -> str:
    """A clause or title without numbers, signs, and the words at its ends that say how or how much; may be empty.

    The verb that names an instrument goes to the end, where a noun has it (改造老旧小区 and 老旧小区改造).
    """
    return "".join(_masked(text, lexicon))


def _masked(text: str, lexicon: Lexicon) -> tuple[str, str]:
    """The noun phrase of a clause, of which two characters stay in any case, and the instrument it opens with."""
    heads, tails, nothing = _masks(lexicon)
    text, instrument = _NOISE.sub("", _MARKS.sub("", _DATE.sub("", text))), ""
    start, end = 0, len(text)
    while word := heads.at(text, start, end - 2) or tails.before(text, start + 2, end):
        if heads.at(text, start, end - 2):
            start += len(word)
            instrument = word if word in lexicon["instrument"] else instrument
        else:
            end -= len(word)
    return ("", "") if nothing.fullmatch(text, start, end) else (text[start:end], instrument)


@lru_cache(maxsize=4)
def _masks(lexicon: Lexicon) -> "tuple[Words[str], Words[str], regex.Pattern[str]]":
    """What falls away at the head, what at the tail, and what says nothing when it is all there is."""
    reached = [word for word in lexicon.actions if lexicon.actions[word] == "reach"]
    bounds = [*lexicon.bounds_before, *lexicon.bounds_after]
    heads = [*lexicon.actions, *lexicon.lead_ins, *lexicon.words("masked_head"), *bounds]
    tails = [*reached, *lexicon.words("masked_tail"), *bounds]
    nothing = regex.compile(r".?|(?>\L<words>)++", words=[*heads, *tails, *lexicon.words("generic")])
    return Words({word: word for word in heads}), Words({word: word for word in tails}), nothing


@lru_cache(maxsize=4)
def _pause(lexicon: Lexicon) -> "regex.Pattern[str]":
    mark = r"[\uE000-\uF8FF]"
    return regex.compile(
        rf"[，。;:!?\n]|、(?={mark})|(?<={mark})[{_LISTING}]|(?<={mark}(?:\L<after>))[{_LISTING}]",
        after=list(lexicon.bounds_after),
    )


def _clauses(text: str, item: Item, lexicon: Lexicon, where: str, title_end: int) -> Iterator[Promise]:
    """The promises in one of an item's texts, of which the first `title_end` characters are its title."""
    targets = [t for t in item.targets if t.where == where or (title_end and t.where == "title")]
    marked, shifts = _marked(text, targets)
    start, instrument = 0, ""
    for pause in chain(_pause(lexicon).finditer(marked), [None]):
        end = pause.start() if pause else len(marked)
        clause = marked[start:end]
        inside = tuple(targets[ord(mark) - _MARK] for mark in _MARKS.findall(clause))
        noun, own = _masked(_bare(clause, inside), lexicon)
        instrument = own or (instrument if start and marked[start - 1] in _LISTING else "")
        written_start = start + sum(shift for place, shift in shifts if place < start)
        if noun or inside:
            yield Promise(noun and noun + instrument, inside, written_start < title_end, _MARKS.sub("", clause))
        start = pause.end() if pause else end


def _marked(text: str, targets: Sequence[Target]) -> tuple[str, list[tuple[int, int]]]:
    """The text with a mark for each target's quantity, and how much shorter it became, by place."""
    pieces: list[str] = []
    shifts: list[tuple[int, int]] = []
    done = length = 0
    for index, target in sorted(enumerate(targets), key=lambda pair: pair[1].span.start):
        quantity = fold("".join(target.text.split()))
        place = text.find(quantity, done)
        if place < 0:
            continue
        pieces += [text[done:place], chr(_MARK + index)]
        length += place - done + 1
        shifts.append((length - 1, len(quantity) - 1))
        done = place + len(quantity)
    return "".join([*pieces, text[done:]]), shifts


def _bare(clause: str, targets: Sequence[Target]) -> str:
    """The clause without its denominators (每个旗县, 每人每月) and baselines (由每人每月600元)."""
    for target in targets:
        for per in target.per:
            clause = clause.replace(f"每个{fold(per)}", "").replace(f"每{fold(per)}", "")
        if target.baseline:
            clause = clause.replace(fold(target.baseline.text), "")
    return clause
