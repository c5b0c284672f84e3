"""The command line: words in, an exit code out.

    extract plan.txt --format json      the main command (`read.py`), because plan.txt is no name in COMMANDS
    extract schema                      a subcommand: the module of that name, imported only when it is asked for

A subcommand is one module in this folder with a function `run` and one line in COMMANDS. The first word decides: a file
that is called like a subcommand is read as `./diff`.
"""

import os
import signal
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from livelihood_extract.errors import ExtractError
from livelihood_extract.terminal import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    import click

__all__ = ["COMMANDS", "run"]

DEFAULT = "read"
COMMANDS = {
    "check": "what is odd about a plan: numbers, counts, sums, agencies",
    "explain": "the role of every number of a text",
    "schema": "print the JSON Schema of the records",
    "diff": "what changed from one year's plan to the next",
    "trend": "commitments over the plans of many years",
}
EXIT_CODES = {
    0: "fine",
    1: "findings that were asked for (--fail-on, --exit-code)",
    2: "usage",
    3: "an input could not be read, or the output not be written",
    4: "some inputs of several failed",
    130: "interrupted",
}
UNWRITTEN, INTERRUPTED = 3, 130


def run(arguments: "Sequence[str]") -> int:
    """Run the command that `arguments` ask for; the exit code. Data goes to stdout, all else to stderr."""
    words = list(arguments)
    name = words.pop(0) if words and words[0] in COMMANDS else DEFAULT
    _speak_utf8()
    # Whoever stops a batch by SIGTERM finds what is finished, as after Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        code = _invoke(name, words)
        sys.stdout.flush()
    except ExtractError as error:
        say(error)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return _discard_stdout(0)
    except OSError as error:
        say(f"the output cannot be written: {error.strerror or error}")
        return _discard_stdout(UNWRITTEN)
    except Exception as error:
        say(f"a mistake in this program, please report it: {type(error).__name__}: {error}")
        return UNWRITTEN
    return code


def _invoke(name: str, words: list[str]) -> int:
    """The chosen command's exit code; a usage error is a line that names the help."""
    import click

    program = "extract" if name == DEFAULT else f"extract {name}"
    try:
        with command(name).make_context(program, words) as context:
            return context.command.invoke(context) or 0
    except click.ClickException as error:
        say(f"{error.format_message().rstrip('.')} ({program} --help)")
        return error.exit_code
    except click.exceptions.Exit as end:
        return end.exit_code


def command(name: str) -> "click.Command":
    """The click command of one module of this folder, made by typer from the signature of its `run`."""
    import typer

    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    settings = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
    epilog = _epilog() if name == DEFAULT else None
    app.command(context_settings=settings, epilog=epilog)(import_module(f"{__name__}.{name}").run)
    return typer.main.get_command(app)


def _epilog() -> str:
    commands = [f"  {name:<9} {purpose}" for name, purpose in COMMANDS.items()]
    codes = [f"  {code:<9} {meaning}" for code, meaning in EXIT_CODES.items()]
    return "\n".join(["\b", "Commands (extract COMMAND --help):", *commands, "", "\b", "Exit codes:", *codes])


def _speak_utf8() -> None:
    """UTF-8 on any console: the text is Chinese whatever the locale says (PYTHONIOENCODING=gbk, LANG=C)."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the caller (>&-), who wants to hear nothing
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115  (open to the end of the process)
        getattr(sys, name).reconfigure(encoding="utf-8", errors="backslashreplace")


def _discard_stdout(code: int) -> int:
    """Nobody reads on (`| head -1`): let the interpreter's last flush go nowhere instead of complaining."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code
