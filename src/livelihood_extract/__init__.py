"""Turn Chinese livelihood plans (民生实事) into exact, typed data.

    >>> from livelihood_extract import extract, read
    >>> plan = extract(read("data/raw/dalian-2024.txt"))
    >>> len(plan.categories), len(plan.items)
    (15, 46)

The names below load on first use, so that `import livelihood_extract` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOME = {
    "extract": "pipeline",
    "diff": "compare",
    "read": "readers",
    "SourceText": "readers",
    "Agency": "records",
    "Baseline": "records",
    "Category": "records",
    "Item": "records",
    "Note": "records",
    "Plan": "records",
    "Source": "records",
    "Span": "records",
    "Target": "records",
    "SCHEMA_VERSION": "records",
    "ExtractError": "errors",
}

__all__ = [*_HOME, "__version__"]  # noqa: PLE0604  (the keys are strings)

if TYPE_CHECKING:
    from livelihood_extract.compare import diff as diff
    from livelihood_extract.errors import ExtractError as ExtractError
    from livelihood_extract.pipeline import extract as extract
    from livelihood_extract.readers import SourceText as SourceText
    from livelihood_extract.readers import read as read
    from livelihood_extract.records import SCHEMA_VERSION as SCHEMA_VERSION
    from livelihood_extract.records import Agency as Agency
    from livelihood_extract.records import Baseline as Baseline
    from livelihood_extract.records import Category as Category
    from livelihood_extract.records import Item as Item
    from livelihood_extract.records import Note as Note
    from livelihood_extract.records import Plan as Plan
    from livelihood_extract.records import Source as Source
    from livelihood_extract.records import Span as Span
    from livelihood_extract.records import Target as Target


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
