"""Building a wheel: the words of the lexicon, parsed once and for all, go into it beside their TOML files."""

import json
import tomllib
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LEXICON, WORDS = "livelihood_extract/lexicon", "words.json"


class ParsedWords(BuildHookInterface):  # type: ignore[type-arg]
    """Adds lexicon/words.json to a wheel; an editable installation reads the TOML files as they stand."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the file beside the wheel and name it in `build_data`."""
        if version == "editable":
            return
        parsed = Path(self.directory, WORDS)
        parsed.parent.mkdir(parents=True, exist_ok=True)
        parsed.write_text(words(Path(self.root, "src", LEXICON)), encoding="utf-8")
        build_data["force_include"][str(parsed)] = f"{LEXICON}/{WORDS}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the file: it is in the wheel."""
        Path(self.directory, WORDS).unlink(missing_ok=True)


def words(folder: Path) -> str:
    """All TOML files of `folder` as one JSON object: tables by name, the entries of each in the order of the files."""
    tables: dict[str, list[Any]] = {}
    for path in sorted(folder.glob("*.toml")):
        for table, entries in tomllib.loads(path.read_text(encoding="utf-8")).items():
            tables[table] = [*tables.get(table, []), *entries]
    return json.dumps(tables, ensure_ascii=False)
