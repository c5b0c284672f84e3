"""The numbers that Word paints before paragraphs: styles.xml and numbering.xml in, （一） for a paragraph out.

A paragraph names a list (numId) and a level (ilvl), itself or through its style; the list names an abstract list, whose
levels say how a number looks (lvlText 第%1项) and whose counters run on wherever the abstract list is used
(ISO/IEC 29500-1, 17.9).
"""

import re
from typing import TYPE_CHECKING

from livelihood_extract.readers.markup import attribute, local_name
from livelihood_extract.readers.numbering import numeral

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

__all__ = ["WordNumbers"]

PLACE = re.compile(r"%([1-9])")
PRIVATE = re.compile("[\ue000-\uf8ff]")
DEEPEST = 8
"""The ninth and last level of a list."""


class WordNumbers:
    """Counters of all lists of one document; paragraphs must be asked about in reading order."""

    def __init__(self, styles: "_Element | None", numbering: "_Element | None") -> None:
        """Lists of a document from the roots of its two parts; a document without lists has no numbering part."""
        self._styles = _by_attribute(styles, "style", "styleId")
        self._lists = _by_attribute(numbering, "num", "numId")
        self._abstract = _by_attribute(numbering, "abstractNum", "abstractNumId")
        self._default_style = next((key for key, style in self._styles.items() if _is_default_paragraph(style)), None)
        self._counts: dict[str, dict[int, int]] = {}  # abstract list -> level -> number of its last paragraph
        self._started: set[tuple[str, int]] = set()

    def label(self, paragraph: "_Element") -> str:
        """The number before a paragraph with what separates it from the text, or nothing."""
        number, level = self._place(paragraph)
        used = self._lists.get(number)
        if used is None or number == "0":
            return ""
        abstract = self._abstract_of(used)
        if abstract is None:
            return ""
        counts = self._count(abstract, used, number, level)
        return self._written(abstract, used, level, counts)

    def _place(self, paragraph: "_Element") -> tuple[str, int]:
        """List and level of a paragraph: its own, or those of its style or of a style that this is based on."""
        properties = paragraph.find("{*}pPr")
        number = attribute(_find(properties, "numPr/numId"), "val")
        level = attribute(_find(properties, "numPr/ilvl"), "val")
        style = attribute(_find(properties, "pStyle"), "val") or self._default_style
        for _ in range(len(self._styles)):  # a chain longer than this is a ring
            definition = self._styles.get(style or "")
            if definition is None or number is not None:
                break
            number = attribute(definition.find("{*}pPr/{*}numPr/{*}numId"), "val")
            level = level or attribute(definition.find("{*}pPr/{*}numPr/{*}ilvl"), "val")
            if number is not None and level is None:
                level = self._level_of_style(number, style or "")
            style = attribute(definition.find("{*}basedOn"), "val")
        return number or "", min(int(level), DEEPEST) if level and level.isdecimal() else 0

    def _level_of_style(self, number: str, style: str) -> str:
        used = self._lists.get(number)
        abstract = None if used is None else self._abstract_of(used)
        for level in [] if abstract is None else abstract.iterfind("{*}lvl"):
            if attribute(level.find("{*}pStyle"), "val") == style:
                return attribute(level, "ilvl") or "0"
        return "0"

    def _abstract_of(self, used: "_Element") -> "_Element | None":
        abstract = self._abstract.get(attribute(used.find("{*}abstractNumId"), "val") or "")
        linked = None if abstract is None else attribute(abstract.find("{*}numStyleLink"), "val")
        if linked is None:
            return abstract
        number = attribute(_find(self._styles.get(linked), "pPr/numPr/numId"), "val")
        target = self._lists.get(number or "")
        return (
            abstract if target is None else self._abstract.get(attribute(target.find("{*}abstractNumId"), "val") or "")
        )

    def _count(self, abstract: "_Element", used: "_Element", number: str, level: int) -> dict[int, int]:
        """Count one more paragraph at `level`; deeper levels begin anew unless the list says otherwise."""
        counts = self._counts.setdefault(attribute(abstract, "abstractNumId") or "", {})
        override = attribute(_find(_override(used, level), "startOverride"), "val")
        if override and (number, level) not in self._started:
            counts[level] = _integer(override, 1)
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = self._start(abstract, used, level)
        self._started.add((number, level))
        for deeper in range(level + 1, DEEPEST + 1):
            restart = attribute(_find(_level(abstract, used, deeper), "lvlRestart"), "val")
            if restart is None or level < _integer(restart, 0):
                counts.pop(deeper, None)
        for higher in range(level):
            counts.setdefault(higher, self._start(abstract, used, higher))
        return counts

    def _start(self, abstract: "_Element", used: "_Element", level: int) -> int:
        return _integer(attribute(_find(_level(abstract, used, level), "start"), "val"), 1)

    def _written(self, abstract: "_Element", used: "_Element", level: int, counts: "Mapping[int, int]") -> str:
        definition = _level(abstract, used, level)
        text = attribute(_find(definition, "lvlText"), "val") or ""
        if _style(definition) == "bullet":
            text = PRIVATE.sub("•", text)
        legal = _find(definition, "isLgl") is not None

        def number(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            style = "decimal" if legal else _style(_level(abstract, used, at))
            return "" if style == "none" else numeral(counts.get(at, 1), style)

        label = PLACE.sub(number, text)
        apart = attribute(_find(definition, "suff"), "val") != "nothing"
        return f"{label} " if label and apart else label


def _by_attribute(root: "_Element | None", kind: str, key: str) -> "dict[str, _Element]":
    elements = [] if root is None else [element for element in root if local_name(element) == kind]
    return {attribute(element, key) or "": element for element in elements}


def _is_default_paragraph(style: "_Element") -> bool:
    return attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on")


def _find(element: "_Element | None", path: str) -> "_Element | None":
    return None if element is None else element.find("/".join(f"{{*}}{step}" for step in path.split("/")))


def _override(used: "_Element", level: int) -> "_Element | None":
    return next((each for each in used.iterfind("{*}lvlOverride") if attribute(each, "ilvl") == str(level)), None)


def _level(abstract: "_Element", used: "_Element", level: int) -> "_Element | None":
    """Definition of a level, as the list itself changes it or as its abstract list has it."""
    changed = _find(_override(used, level), "lvl")
    if changed is not None:
        return changed
    return next((each for each in abstract.iterfind("{*}lvl") if attribute(each, "ilvl") == str(level)), None)


def _style(definition: "_Element | None") -> str:
    """Name of the numbering style, also where a newer one stands in AlternateContent for older programs."""
    if definition is None:
        return "decimal"
    found = next(definition.iter("{*}numFmt"), None)
    return attribute(found, "val") or "decimal"


def _integer(value: str | None, default: int) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 8 else default
