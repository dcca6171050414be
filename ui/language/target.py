"""Whom a policy or a call for help names, as a person says it; elsewhere it is written
`schedule:primary`, as in the workspace file."""

import re

from PySide6.QtCore import QCoreApplication

from models.kinds import TargetKind
from ui.language.sentence import worded

ASKED = re.compile(r"(.*? asks you to help)(\.|: .*)?", re.DOTALL)
WRITTEN = re.compile(rf"(?<![\w/:.@-])({'|'.join(TargetKind)}):([a-z0-9][a-z0-9._-]*)")


def kind_text(kind: TargetKind, name: str) -> str:
    """Where it stands alone: On call: primary, Team platform."""
    said = {
        TargetKind.SCHEDULE: _tr("On call: %1"),
        TargetKind.NEXT: _tr("Next on call: %1"),
        TargetKind.PREVIOUS: _tr("On call before: %1"),
        TargetKind.TEAM: _tr("Team %1"),
        TargetKind.CHANNEL: _tr("Channel %1"),
    }
    return said.get(kind, "%1").replace("%1", name)


def aimed(sentence: str) -> str:
    """A sentence of `app` with each `schedule:primary` in it as people say it there."""
    return WRITTEN.sub(lambda found: _inside(TargetKind(found[1]), found[2]), sentence)


def aimed_words(sentence: str) -> str:
    """The same in the window's language."""
    return aimed(worded(sentence))


def asked_words(sentence: str) -> str:
    """The same for a call for help, at whose end somebody says in their own words what for."""
    asked = ASKED.fullmatch(sentence)
    return f"{aimed_words(asked[1])}{asked[2] or ''}" if asked else aimed_words(sentence)


def _inside(kind: TargetKind, name: str) -> str:
    said = {
        TargetKind.SCHEDULE: _tr("schedule %1"),
        TargetKind.NEXT: _tr("the next on call in %1"),
        TargetKind.PREVIOUS: _tr("the one on call before in %1"),
        TargetKind.TEAM: _tr("team %1"),
        TargetKind.CHANNEL: _tr("channel %1"),
    }
    return said.get(kind, "%1").replace("%1", name)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Policy", words)
