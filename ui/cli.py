"""The `council` command."""

import os
import sys
from collections.abc import Sequence

import typer

from corpus.errors import CouncilError, InvalidInput, UnknownName
from ui.cli_ask import ask, search
from ui.cli_decisions import decisions
from ui.cli_papers import doctor, ingest, papers, remove
from ui.cli_serve import evaluate, serve
from ui.terminal import safe

# Loading the model takes a second or two; its own progress bar would mix with what the commands print.
os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")

OK, PROBLEM, USAGE, INTERRUPTED = 0, 1, 2, 130

app = typer.Typer(
    name="council",
    help="Ask council papers in plain words; every answer is quotes, each with its page.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (ingest, ask, search, decisions, papers, remove, doctor, serve):
    app.command()(command)
app.command(
    "eval",
    add_help_option=False,
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)(evaluate)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command and exits: 0 for done, 1 for a problem or nothing found, 2 for wrong usage.

    Errors are told in one line on stderr, in the words that the API uses.
    """
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Runs the command; gives its exit code."""
    try:
        code = typer.main.get_command(app)(list(arguments), prog_name="council", standalone_mode=False)
        return int(code or OK)
    except typer.TyperException as error:
        return _told(error.format_message().replace("Value error, ", ""), error.exit_code)
    except CouncilError as error:
        wrong_usage = isinstance(error, InvalidInput) and not isinstance(error, UnknownName)
        return _told(str(error), USAGE if wrong_usage else PROBLEM)
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEM
    except (KeyboardInterrupt, typer.Abort):
        return _told("stopped; what was reported as done is kept", INTERRUPTED)
    except Exception as error:
        if os.environ.get("PYTHONDEVMODE"):
            raise
        return _told(
            f"a fault of this software: {type(error).__name__}: {error} (PYTHONDEVMODE=1 shows where)", PROBLEM
        )


def _told(message: str, code: int) -> int:
    typer.echo(f"council: {safe(' '.join(message.split()))}", err=True)
    return code
