"""`extract schema`: the shape of the records, for those who validate or generate code."""

import sys

__all__ = ["run"]


def run() -> None:
    """Print the JSON Schema (2020-12) of what `extract --format json` prints."""
    from livelihood_extract.schema import json_schema_text

    sys.stdout.write(json_schema_text())
