"""What the editor puts in for each kind of step: an example to overwrite."""

from PySide6.QtCore import QCoreApplication


def samples() -> list[tuple[str, str]]:
    """What the menu says, and what it puts in."""
    return [
        (_tr("Do: somebody does something"), _do()),
        (_tr("Check: somebody looks"), _check()),
        (_tr("Decide: the answer leads to a step"), _decide()),
        (_tr("Notify: people get a message"), _notify()),
        (_tr("Wait: go on after a while"), f"## Wait: {_tr('Look again')}\nFor: 10m"),
        (_tr("Command: run a program, after a yes"), _command()),
        (_tr("HTTP: call a web address, after a yes"), _http()),
    ]


def begun() -> str:
    """A new playbook."""
    head = f"# {_tr('Name of the playbook')}\nFor: any\nSeverity: any"
    return f"{head}\n\n{_do()}\n\n{_check()}\n"


def _do() -> str:
    head = f"## Do: {_tr('What somebody does')}\nOwner: subject expert\nWithin: 10m"
    return f"{head}\n\n{_tr('How, in plain words.')}"


def _check() -> str:
    return f"## Check: {_tr('What should be true?')}\nWithin: 5m\n\n{_tr('Where to look.')}"


def _decide() -> str:
    return f"## Decide: {_tr('A question?')}\n\n- {_tr('Yes')} -> end\n- {_tr('No')} -> end"


def _notify() -> str:
    words = _tr("#{{number}} {{title}}: please look in.")
    return f"## Notify: {_tr('Tell somebody')}\nTo: incident commander\n\n{words}"


def _command() -> str:
    head = f"## Command: {_tr('Is it there?')}\nTime-out: 10s"
    return f"{head}\n\n```\nping -c 1 {{{{host}}}}\n```"


def _http() -> str:
    head = f"## HTTP: {_tr('Does it answer?')}\nTime-out: 10s"
    return f"{head}\n\n```\nGET https://example.org/health\n```"


def _tr(words: str) -> str:
    return QCoreApplication.translate("Playbook", words)
