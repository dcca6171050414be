"""Gathers the commands, and turns every fault into one sentence and an exit code.

0 done, 1 refused, 2 wrong usage, 3 database or network unavailable.
"""

import logging
import os
import sys
from functools import cache
from typing import Annotated

import typer

from app.errors import Fault, Refused, Unavailable
from app.vault import Locked

app = typer.Typer(
    name="watchbill",
    help="Incident management and on-call for small teams, on their own database. "
    "Without a command it opens the desktop.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def options(
    database: Annotated[
        str | None,
        typer.Option(
            envvar="WATCHBILL_DATABASE",
            help="sqlite:///FILE or postgresql://user@host/name (else: your data folder)",
            show_envvar=True,
        ),
    ] = None,
    version: Annotated[bool, typer.Option("--version", help="Say the version and end.")] = False,
) -> None:
    """Global options; each command opens the database itself."""


def run(arguments: list[str]) -> int:
    """Runs one command line; returns the exit code."""
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s", level=logging.WARNING)
    if "--version" in arguments:
        return _say_version()
    _register()
    try:
        app(args=_global_first(arguments), prog_name="watchbill")
    except SystemExit as end:  # typer's own way to end, wrong usage (2) included
        return end.code if isinstance(end.code, int) else 0
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (Fault, OSError) as fault:
        return _refused(fault)
    except OverflowError:  # beyond 64 bits, or beyond the year 9999
        return _refused(Refused("A number or a time in this is larger than there can be."))
    return 0


def _refused(fault: Exception) -> int:
    sentence = str(fault)
    if isinstance(fault, OSError) and fault.filename:
        sentence = f"{fault.filename}: {fault.strerror}"
    print(sentence, file=sys.stderr)  # noqa: T201
    return 3 if isinstance(fault, Unavailable) and not isinstance(fault, Locked) else 1


def _global_first(arguments: list[str]) -> list[str]:
    """`--database URL` may stand anywhere; it belongs to the whole command."""
    first: list[str] = []
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--":
            return [*first, *rest, word, *words]
        if word == "--database":
            first += [word, *([value] if (value := next(words, None)) is not None else [])]
        elif word.startswith("--database="):
            first.append(word)
        else:
            rest.append(word)
    return first + rest


def _say_version() -> int:
    from app.version import VERSION

    print(f"watchbill {VERSION}")  # noqa: T201
    return 0


@cache
def _register() -> None:
    """Each noun's commands, once; imported here, so that `--version` and the desktop never wait for
    them."""
    from app.cli import (
        api,
        balance,
        database,
        demo,
        drill,
        engine,
        export,
        feed,
        followup,
        guide,
        ics,
        incident,
        incident_clock,
        language,
        mailbox,
        metrics,
        oncall,
        pager,
        pay,
        playbook,
        problem,
        readiness,
        report,
        request,
        review,
        review_paper,
        rota,
        search,
        selftest,
        serve,
        simulate,
        status,
        ticket,
        workflow,
        workspace,
    )

    app.add_typer(database.commands, name="db")
    app.add_typer(drill.commands, name="drill")
    app.add_typer(engine.commands, name="engine")
    app.add_typer(incident.commands, name="incident")
    app.add_typer(pager.commands, name="pager")
    app.add_typer(followup.commands, name="followup")
    app.add_typer(playbook.commands, name="playbook")
    app.add_typer(problem.commands, name="problem")
    app.add_typer(request.cover, name="cover")
    app.add_typer(request.swap, name="swap")
    app.add_typer(review.commands, name="review")
    app.add_typer(ticket.commands, name="tracker")
    incident.commands.command("similar")(review.similar)
    incident.commands.command("clock")(incident_clock.clock)
    review_paper.extend(review.commands)
    app.add_typer(review_paper.assistant, name="assistant")
    rota.commands.add_typer(balance.commands)
    app.add_typer(rota.commands, name="rota")
    app.add_typer(workflow.commands, name="workflow")
    app.add_typer(status.commands, name="status")
    app.command("apply")(workspace.apply)
    app.add_typer(ics.commands, name="ics")
    app.add_typer(mailbox.commands, name="mailbox")
    app.command("demo")(demo.demo)
    app.command("dump")(workspace.dump)
    app.command("export")(export.export)
    app.command("feed")(feed.feed)
    app.command("guide")(guide.guide)
    app.command("language")(language.language)
    app.command("metrics")(metrics.metrics)
    app.command("pay")(pay.pay)
    app.add_typer(api.commands, name="api")
    app.command("oncall")(oncall.oncall)
    app.command("readiness")(readiness.report)
    app.command("report")(report.report)
    app.command("search")(search.search)
    app.command("selftest")(selftest.selftest)
    app.command("serve")(serve.serve)
    app.command("simulate")(simulate.simulate)
