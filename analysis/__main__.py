"""The terminal door: `python -m analysis …`, also installed as `homologa`.

Results go to standard output; what went wrong goes to standard error, one line each. Exit code 2 means bad use, 1 bad
input, 130 Ctrl-C.
"""

import os
import sys
from collections.abc import Callable
from typing import Annotated

import typer

from analysis import __version__
from analysis.commands import annotations, compare, corpus, drafts, files, people, reports
from analysis.commands.output import say, say_fault, spoken
from analysis.errors import HomologaError, UsageError
from analysis.messages import message

app = typer.Typer(
    name="homologa",
    help="Homologa reads laws, tags what each clause does, and shows where a country's law falls short of the treaties "
    "on trafficking in persons and smuggling of migrants, or differs from another country's.",
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

COMMANDS: dict[str, Callable[..., None]] = {
    "report": reports.report,
    "gaps": reports.gaps,
    "compare": compare.compare,
    "export": reports.export,
    "check": drafts.check,
    "align": files.align,
    "diff": files.diff,
    "parse": files.parse,
    "tag": files.tag,
    "fetch": corpus.fetch,
    "add": corpus.add,
    "build": corpus.build,
    "serve": corpus.serve,
    "import": annotations.import_annotations,
    "users": people.users,
    "reviews": people.reviews,
    "agreement": people.agreement,
    "train": people.train,
    "backup": people.backup,
    "restore": people.restore,
}
"""In the order of `--help`."""

for name, command in COMMANDS.items():
    app.command(name)(command)


@app.callback(invoke_without_command=True)
def _door(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Prints the version and leaves.", is_eager=True)] = False,
) -> None:
    if version:
        print(f"homologa {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        raise UsageError("a command is missing", do="See homologa --help")


def main() -> None:
    """Runs the command that was given, and ends the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if any(word == "--json" for word in sys.argv) or sys.argv[1:2] == ["tag"]:
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(_run())


def _run() -> int:
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
    except HomologaError as fault:
        say_fault(fault)
        code = fault.exit_code
    except typer.TyperException as fault:
        say(message(getattr(fault, "format_message", fault.__str__)(), spoken()))
        code = getattr(fault, "exit_code", 2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, typer.Abort):
        code = 130
    if code == 130:
        say(message("interrupted; what was done so far is kept", spoken()))
    return code if isinstance(code, int) else 0


if __name__ == "__main__":
    main()
