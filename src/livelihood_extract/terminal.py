"""Text of strangers in, text that is safe to show out: names of files and words of plans might steer a terminal."""

import re
import sys

__all__ = ["plain", "say"]

_STEERING = r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
"""Control characters (C0, C1) and the marks that turn the direction of text around."""


def plain(text: str) -> str:
    """`text` on one line; characters that steer a terminal are replaced by �."""
    return re.sub(_STEERING, "\N{REPLACEMENT CHARACTER}", " ".join(text.splitlines()))


def say(message: object) -> None:
    """One line of the command on standard error."""
    print(f"extract: {plain(str(message))}", file=sys.stderr, flush=True)
