"""What the user set once for all calls."""

from pathlib import Path

from typer import get_app_dir

__all__ = ["own_lexicon"]


def own_lexicon() -> str | None:
    """The words the user always wants, when there are any: lexicon.toml in the folder for settings of the system."""
    path = Path(get_app_dir("livelihood-extract"), "lexicon.toml")
    return str(path) if path.is_file() else None
