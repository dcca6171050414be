"""What the editor puts in for each kind of step: an example to overwrite."""

from PySide6.QtCore import QCoreApplication

DO = "## Do: What somebody does\nOwner: subject expert\nWithin: 10m\n\nHow, in plain words."
CHECK = "## Check: What should be true?\nWithin: 5m\n\nWhere to look."
DECIDE = "## Decide: A question?\n\n- Yes -> end\n- No -> end"
NOTIFY = (
    "## Notify: Tell somebody\nTo: incident commander\n\n#{{number}} {{title}}: please look in."
)
WAIT = "## Wait: Look again\nFor: 10m"
COMMAND = "## Command: Is it there?\nTime-out: 10s\n\n```\nping -c 1 {{host}}\n```"
HTTP = "## HTTP: Does it answer?\nTime-out: 10s\n\n```\nGET https://example.org/health\n```"


def samples() -> list[tuple[str, str]]:
    """What the menu says, and what it puts in."""
    return [
        (_tr("Do: somebody does something"), DO),
        (_tr("Check: somebody looks"), CHECK),
        (_tr("Decide: the answer leads to a step"), DECIDE),
        (_tr("Notify: people get a message"), NOTIFY),
        (_tr("Wait: go on after a while"), WAIT),
        (_tr("Command: run a program, after a yes"), COMMAND),
        (_tr("HTTP: call a web address, after a yes"), HTTP),
    ]


def begun() -> str:
    """A new playbook."""
    return f"# {_tr('Name of the playbook')}\nFor: any\nSeverity: any\n\n{DO}\n\n{CHECK}\n"


def _tr(words: str) -> str:
    return QCoreApplication.translate("Playbook", words)
