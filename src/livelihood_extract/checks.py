"""Audits: what is odd about a plan, with code, place and both figures.

Receives a plan with its document and outline and returns notes.
"""

from livelihood_extract.lexicon import Lexicon
from livelihood_extract.parse.outline import Outline
from livelihood_extract.records import Note, Plan
from livelihood_extract.text import Document

__all__ = ["check"]


def check(plan: Plan, document: Document, outline: Outline, lexicon: Lexicon) -> list[Note]:
    """All notes on a plan."""
    return []
