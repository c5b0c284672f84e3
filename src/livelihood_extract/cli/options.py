"""The options of the commands, each described once, so that the same word means the same in every command."""

from pathlib import Path
from typing import Annotated

from click import Choice
from typer import Argument, Exit, Option

from livelihood_extract import __version__
from livelihood_extract.cli.outputs import TABLE
from livelihood_extract.writers import WRITERS
from livelihood_extract.writers.columns import TABLES

FIRST_YEAR, LAST_YEAR = 1900, 2099
"""A year outside of these is a slip of the hand."""


def _version(asked: bool) -> None:
    if asked:
        print(f"livelihood-extract {__version__}")
        raise Exit


Files = Annotated[list[str] | None, Argument(metavar="FILE...")]
FilesFrom = Annotated[str | None, Option(metavar="LIST", help="Read the files named in LIST, one a line; - is stdin.")]

Format = Annotated[
    str | None,
    Option(click_type=Choice([*WRITERS, TABLE]), help="Default: by suffix of -o; table on a terminal, else json."),
]
Records = Annotated[
    str | None, Option(click_type=Choice(list(TABLES)), help="Table of csv, jsonl, parquet; default targets.")
]
Page = Annotated[Path | None, Option("-o", "--output", metavar="FILE", help="Write to FILE, whole or not at all.")]
Output = Annotated[
    str | None,
    Option("-o", "--output", metavar="FILE", help="Write all to FILE, whole or not at all; FILE may be a URL."),
]
Folder = Annotated[str | None, Option("-d", "--dir", metavar="DIR", help="Write one file per plan into DIR.")]
Text = Annotated[Path | None, Option(metavar="FILE", help="Write the text that offsets refer to, too.")]
Force = Annotated[bool, Option("--force", help="Replace what stands in the way of the output.")]
Resume = Annotated[bool, Option("--resume", help="Go on from an interrupted call.")]
Compact = Annotated[bool, Option("--indent/--compact", help="JSON over many lines, or on one.")]
Header = Annotated[str, Option(click_type=Choice(["en", "zh"]), help="Language of column names.")]
Excel = Annotated[bool, Option("--excel", help="CSV that a spreadsheet opens as it is.")]
Ledger = Annotated[bool, Option("--ledger", help="XLSX with progress columns and a sheet per lead agency.")]
PartSize = Annotated[
    int, Option(metavar="N", min=1, help="Plans per file when -o is a folder for parquet (-o DIR/ --format parquet).")
]

Encoding = Annotated[str | None, Option(metavar="NAME", help="Encoding of the text; default: found out.")]
Year = Annotated[
    int | None,
    Option(metavar="YEAR", min=FIRST_YEAR, max=LAST_YEAR, help="Year of the plan; default: as it says."),
]
Region = Annotated[str | None, Option(metavar="NAME", help="Place of the plan; default: as it says.")]
Whole = Annotated[bool, Option("--whole", help="Read all of a report, not only its list of projects.")]
Lexicon = Annotated[str | None, Option(metavar="FILE", help="More words: units, labels, agencies.")]

Jobs = Annotated[
    int | None, Option("-j", "--jobs", metavar="N", min=1, help="Processes; default: by inputs and machine.")
]
Engine = Annotated[str, Option(click_type=Choice(["local", "dask"]), help="Where the work is done.")]
Scheduler = Annotated[str | None, Option(metavar="ADDRESS", help="Scheduler of the Dask cluster: tcp://host:8786.")]

Verbose = Annotated[bool, Option("-v", "--verbose", help="A line on standard error for each file.")]
Quiet = Annotated[bool, Option("-q", "--quiet", help="Nothing on standard error but errors.")]
Version = Annotated[bool, Option("--version", is_eager=True, callback=_version, help="Print the version.")]
