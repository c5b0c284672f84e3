"""`extract explain FILE`: every numeral of a document and the role it plays."""

import sys
from typing import Annotated

from click import Choice
from typer import Argument, Option

from livelihood_extract.batch import Reading, text_of, words
from livelihood_extract.cli import options as the
from livelihood_extract.cli.settings import own_lexicon
from livelihood_extract.errors import UsageError
from livelihood_extract.inputs import find_inputs

__all__ = ["run"]

File = Annotated[str, Argument(metavar="FILE")]
Form = Annotated[
    str | None,
    Option(
        "--format", click_type=Choice(["json", "text"]), help="Default: the coloured text on a terminal, else json."
    ),
]


def run(
    file: File,
    format: Form = None,
    encoding: the.Encoding = None,
    year: the.Year = None,
    whole: the.Whole = False,
    lexicon: the.Lexicon = None,
) -> int:
    """Show which role each numeral of FILE plays (target, date, heading, name ...) and the rule that decided."""
    from livelihood_extract.explain import explain

    how = Reading(encoding, year, None, whole, lexicon or own_lexicon())
    item, *others = find_inputs([file])
    if others:
        raise UsageError(f"{file}: holds {len(others) + 1} plans; name one of them")
    text = text_of(item, how)
    explained = explain(text, year=year, whole=whole, lexicon=words(how.lexicon))
    if (format or ("text" if sys.stdout.isatty() else "json")) == "json":
        from livelihood_extract.writers.json import dumps

        print(dumps({"source": text.source, "numerals": explained}, 2))
    else:
        from livelihood_extract.console import print_explained

        print_explained(text.text, explained)
    return 0
