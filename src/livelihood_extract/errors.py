"""What can go wrong with files and usage. Odd text inside a plan is never an exception: it is a `Note`.

ExtractError                 everything below; `exit_code` is what the command ends with
├── UsageError               the call contradicts itself (exit 2)
├── LexiconError             a mistake in a lexicon file: names file and key (exit 2)
└── InputError               an input could not be read: names the file (exit 3)
    ├── UnreadableFile       missing, a folder, no permission, broken archive, encrypted
    ├── UnknownEncoding      bytes in no known encoding
    ├── UnsupportedFormat    a format nobody reads, or one whose extra is not installed
    ├── LimitExceeded        larger than the reader's limits allow
    └── NoPlan               read, but there is no item in it
"""

__all__ = [
    "ExtractError",
    "InputError",
    "LexiconError",
    "LimitExceeded",
    "NoPlan",
    "UnknownEncoding",
    "UnreadableFile",
    "UnsupportedFormat",
    "UsageError",
]


class ExtractError(Exception):
    """Root of all errors; `str(error)` is one line for the user: what is wrong and what to do."""

    exit_code = 3


class UsageError(ExtractError):
    """The call contradicts itself."""

    exit_code = 2


class LexiconError(ExtractError):
    """A mistake in a lexicon file; the message names file and key."""

    exit_code = 2


class InputError(ExtractError):
    """An input could not be read. `name` is the file as the user gave it; `str()` is "name: what; what to do"."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(name, problem)
        self.name = name
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.name}: {self.problem}"


class UnreadableFile(InputError):
    """Missing, a folder, no permission, broken or encrypted."""


class UnknownEncoding(InputError):
    """The bytes are text in no known encoding."""


class UnsupportedFormat(InputError):
    """No reader for this format, or the extra that brings it is not installed."""


class LimitExceeded(InputError):
    """Larger than the limits allow (size, pages, archive expansion, entities)."""


class NoPlan(InputError):
    """The text was read, but no numbered commitment stands in it."""
