"""Facts of the document: title, number, region and year.

Receives what stands outside the list and returns what the document says of itself.

    昆明市2018年十件惠民实事 -> title, region 昆明市, year 2018      大政办发〔2024〕3号 -> document number
"""

import re
from collections import Counter
from typing import NamedTuple

from livelihood_extract.expressions import expression
from livelihood_extract.lexicon import Lexicon
from livelihood_extract.parse.introductions import introductions
from livelihood_extract.parse.marks import mark_at
from livelihood_extract.parse.outline import Outline
from livelihood_extract.parse.ranges import Line, lines_of
from livelihood_extract.text import HAN, Document

__all__ = ["Facts", "facts"]


class Facts(NamedTuple):
    """What a document says of itself; `year_inferred` when no title states the year."""

    title: Line | None
    document_number: tuple[int, int] | None
    region: str | None
    year: int | None
    year_inferred: bool


# No scripts and no differences of sets here: the library that has them takes longer to load than a plan to read.
_HAN = rf"(?:(?![A-Za-z]){HAN})"
_NUMBER = expression(rf"{_HAN}{{1,8}}\[(?:19|20)[0-9]{{2}}\][0-9]{{1,4}}号")
_YEAR = expression(r"(?<![0-9])((?:19|20)[0-9]{2})年?(?![0-9])")
_DIGIT_YEAR = r"二[〇零○O][〇零○一二三四五六七八九]{2}年"
_REGION = expression(
    rf"(?:{_HAN}{{2,7}}?(?:自治区|自治州|自治县|省|特别行政区)|(?:(?![县区旗盟省委]){_HAN}){{2,6}}?市"
    rf"|{_HAN}{{2,5}}?(?:地区|盟|州|县|旗|区))(?!场|政服务|民(?!生)|级|长|域|直)"
)
_PREAMBLE = expression(r"(?:中共|今年)?(?:关于)?(?:印发|公布|下达)?[《“]?(?:(?:19|20)[0-9]{2}年(?:度)?)?")
_TITLE_STOP = expression(r"[。;，!?:：]$|^(?:各|为|经|根据|按照|现|[0-9]{4}年[0-9]{1,2}月)|^-+$")
_CLOSING_DATE = expression(r"((?:19|20)[0-9]{2})年[0-9]{1,2}月[0-9]{1,2}日")


def facts(document: Document, found: Outline, list_start: int, lexicon: Lexicon) -> Facts:
    """Read the facts off the lines outside the list; `list_start` is where a list inside a long text was found."""
    reading, front = document.reading, found.front
    lines = [_bare_title(reading, line) for gap in _gaps(found) for line in lines_of(reading, *gap)]
    title = _title(reading, lines, list_start, lexicon)
    number = _NUMBER.search(reading, 0, front.end) or _NUMBER.search(reading, 0, min(len(reading), 400))
    headline = reading[slice(*title)] if title else ""
    head = reading[: front.end][:2000]
    year, inferred = _year(headline, _chapter(reading, front), head, reading)
    return Facts(title, number.span() if number else None, _region(headline, head, lexicon), year, inferred)


_SIGNS = expression(r"[#*]*(?:title:)?[#*]*(?:附件[0-9一二三四五六七八九]?(?::|(?=[0-9])))?")
"""What stands before a title without being of it: signs of Markdown, the key of front matter, 附件:."""


def _bare_title(reading: str, line: Line) -> Line:
    """A line without what marks it as a title: # and *, title:, 附件:, a number (1、2018年十件民生实事)."""
    start, end = line
    signs = _SIGNS.match(reading, start, end)
    start = signs.end() if signs else start
    mark = mark_at(reading, start, end)
    start = mark.end if mark is not None else start
    while end > start and reading[end - 1] in "#*":
        end -= 1
    return Line(start, end)


def _gaps(found: Outline) -> list[Line]:
    """What stands before the first group and between groups: titles stand there."""
    ends = [group.entries[-1].end for group in found.groups if group.entries]
    starts = [(group.heading or group.own).start for group in found.groups if group.entries]
    between = [Line(end, start) for end, start in zip(ends, starts[1:], strict=False) if end < start]
    return [found.front, *between]


def _title(reading: str, lines: list[Line], list_start: int, lexicon: Lexicon) -> Line | None:
    """The line that names the list of promises, else one that names a plan, else the first line."""
    lines = [line for line in lines if not any(mark in reading[slice(*line)] for mark in "|\t")]
    names = [
        line for line in lines if 4 <= line.end - line.start <= 60 and not _TITLE_STOP.search(reading[slice(*line)])
    ]
    listed = [line for line in names if lexicon["list"].inside(reading, *line)]
    promised = [line for line in listed if not lexicon["results"].inside(reading, *line)]
    plans = [line for line in names if lexicon["document"].before(reading, *line)]
    plain = [line for line in plans if not reading[slice(*line)].endswith("通知")]
    near = [line for line in promised if line.start >= list_start]
    for chosen in (near, promised, listed, plain, plans):
        if chosen:
            return _with_line_above(reading, chosen[0], lines, lexicon)
    announced = introductions(reading, lexicon, list_start, lines[-1].end if lines else list_start)
    return announced[-1].name if announced else names[0] if names else None


_UNFINISHED = expression(r"关于|(?:19|20)[0-9]{2}年(?:度)?$")
_LONGEST_PIECE = 40


def _with_line_above(reading: str, title: Line, lines: list[Line], lexicon: Lexicon) -> Line:
    """The title with the line above it, where that one ends no title (…关于促进 / …若干意见; 云州市2024年 / …)."""
    above = next((line for line in lines if line.end == title.start - 1), None)
    if above is None or above.end - above.start > _LONGEST_PIECE or _TITLE_STOP.search(reading[slice(*above)]):
        return title
    finished = lexicon["document"].before(reading, *above) or _UNFINISHED.search(reading, *above) is None
    return title if finished or _UNFINISHED.match(reading, *title) else Line(above.start, title.end)


_LONGEST_HEADING = 40


def _chapter(reading: str, front: Line) -> str:
    """The last numbered heading before the list that names a year (二、2025年工作安排); empty when none does."""
    for start, end in reversed(list(lines_of(reading, *front))):
        if end - start <= _LONGEST_HEADING and mark_at(reading, start, end) and _YEAR.search(reading, start, end):
            return reading[start:end]
    return ""


def _year(headline: str, chapter: str, head: str, reading: str) -> tuple[int | None, bool]:
    stated = _YEAR.search(headline)
    if stated:
        return int(stated[1]), False
    spelled = re.search(_DIGIT_YEAR, headline)
    if spelled:
        return int(
            "".join(str("〇一二三四五六七八九".index("〇" if c in "零○O" else c)) for c in spelled[0][:4])
        ), False
    for text in (chapter, head, reading):
        dated = _CLOSING_DATE.findall(text)
        if dated:
            return int(dated[-1]), True
        years = Counter(m[1] for m in _YEAR.finditer(text) if text[m.end() - 1] == "年")
        if years:
            return int(min(years, key=lambda y: (-years[y], y))), True
    return None, False


def _is_phrase(text: str, lexicon: Lexicon) -> bool:
    """Does what looks like a place say something instead (打造老城区, 为扎实推进我市)?"""
    return bool(lexicon["no_place"].inside(text) or lexicon.actions.opens(text))


def _region(headline: str, head: str, lexicon: Lexicon) -> str | None:
    """The first place named at the start of the title, else of the document."""
    for text in (headline, head.partition("\n")[0]):
        named = _REGION.match(_PREAMBLE.sub("", text, count=1))
        if named and named[0] not in lexicon["no_region"] and not _is_phrase(named[0], lexicon):
            return named[0]
    return None
