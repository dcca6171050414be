"""What a workspace file would do, before it does it: each thing that comes, changes or goes, or
what is wrong with the file and where."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.language.numbers import counted
from ui.language.sentence import worded
from ui.theme.space import XS, M, S
from ui.widgets.button import Button
from ui.widgets.check import Check
from ui.widgets.pill import Tag
from ui.widgets.rows import STRETCH, clear, column, row
from ui.widgets.text import ElidedLabel, Line, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.domain.difference import Change
    from app.workspace.file import Rehearsal
    from app.workspace.part import Remark

MOST = 200  # lines that are laid out; whoever changes more reads the file
FIRST = "-!~+"  # what goes is read first
INKS = {"+": "good_text", "~": "accent_text", "-": "alarm_text", "!": "warn_text"}


class WorkspacePreview(QWidget):
    """`agreed`: do it. `pruned`: what the file leaves out is to go, or to stay. `again`: the file
    was mended. `left`: nothing is done."""

    agreed = Signal()
    pruned = Signal(bool)
    again = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: Rehearsal | None = None
        self._build()

    def _build(self) -> None:
        self.head, self.told = ElidedLabel("", "strong"), Text(look="small", wrap=True)
        self.prune = Check(self.tr("Also remove what the file leaves out"))
        self.prune.clicked.connect(self.pruned)
        self.apply = Button(self.tr("Apply"), "primary", on_click=self.agreed.emit)
        self.reread = Button(self.tr("Read it again"), on_click=self.again.emit)
        self.leave = Button(self.tr("Leave it"), "quiet", on_click=self.left.emit)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(M)
        self.setLayout(column(
            Line(), self.head, self.told, self.prune,
            row(self.apply, self.reread, self.leave, STRETCH), XS, self._lines, gap=S,
        ))  # fmt: skip

    def begin(self, name: str) -> None:
        """A file is chosen; what it leaves out stays, until somebody says otherwise."""
        self.shown = None
        self.prune.setChecked(False)
        self._say(name, self.tr("Reading…"), "small")

    def show_rehearsal(self, shown: "Rehearsal") -> None:
        """What would come of it."""
        self.shown = shown
        words, look = _summary(shown)
        self._say(shown.file.name, words, look)
        self.prune.setVisible(shown.prune or not shown.problems)
        self.apply.setVisible(bool(shown.changes))
        gone = sum(each.sign == "-" for each in shown.changes)
        words = self.tr("Apply, and remove %1").replace("%1", counted(gone))
        self.apply.setText(words if gone else self.tr("Apply"))
        self.apply.set_kind("danger" if gone else "primary")
        for remark in (*shown.problems, *shown.warnings):
            look = "warn" if remark.warning else "error"
            self._lines.addWidget(Text(remark_words(remark), look, wrap=True, selectable=True))
        self._list(sorted(shown.changes, key=lambda each: FIRST.index(each.sign)))

    def show_fault(self, words: str) -> None:
        """Refused: nothing was done."""
        self.shown = None
        self._say(self.head.text(), words, "error")
        self.prune.setVisible(self.prune.isChecked())

    def _list(self, changes: "list[Change]") -> None:
        for each in changes[:MOST]:
            self._lines.addWidget(ChangeLine(each))
        if (more := len(changes) - MOST) > 0:
            words = self.tr("And %1 more.").replace("%1", counted(more))
            self._lines.addWidget(Text(words, "muted"))

    def _say(self, head: str, words: str, look: str) -> None:
        clear(self._lines)
        self.head.setText(head)
        self.told.setText(words)
        self.told.set_look(look)
        self.setAccessibleDescription(words)
        self.apply.hide()
        self.prune.hide()


class ChangeLine(QWidget):
    """One thing: its name, what it is, what happens to it, and how it differs."""

    def __init__(self, each: "Change", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"{each.name}, {_kind(each.kind)}: {_sign(each.sign)}")
        name = ElidedLabel(each.name, "strong")
        tag = Tag(_sign(each.sign), INKS[each.sign])
        more = Text("; ".join(map(detail_words, each.details)), "small", wrap=True)
        more.setVisible(bool(each.details))
        head = row(name, Text(_kind(each.kind), "muted"), STRETCH, tag)
        self.setLayout(column(head, more, gap=XS))


def detail_words(detail: str) -> str:
    """How a thing differs; keys are as they stand in the file."""
    said = worded(detail)
    key, mark, new = said.partition(" -> ")
    if not mark:
        return said
    nothing = key.removesuffix(" none") + " –" if key.endswith(" none") else key
    return f"{nothing} → {'–' if new == 'none' else new}"


def remark_words(remark: "Remark") -> str:
    """With its place, counted from 1."""
    words = QCoreApplication.translate("Settings", "Line %1, column %2: %3")
    words = words.replace("%1", str(remark.line)).replace("%2", str(remark.column))
    return words.replace("%3", worded(remark.sentence))


def _summary(shown: "Rehearsal") -> tuple[str, str]:
    if shown.problems:
        return _wrong(len(shown.problems)), "error"
    if not shown.changes:
        said = QCoreApplication.translate("Settings", "Nothing to change: all of it is so already.")
        return said, "good"
    return _counts(shown.changes), "small"


def _wrong(wrong: int) -> str:
    if wrong == 1:
        return QCoreApplication.translate(
            "Settings", "Something is wrong in this file, so nothing of it can be applied."
        )
    words = QCoreApplication.translate(
        "Settings", "%1 things are wrong in this file, so nothing of it can be applied."
    )
    return words.replace("%1", counted(wrong))


def _counts(changes: "Iterable[Change]") -> str:
    """How many of each sign."""
    signs = [each.sign for each in changes]
    parts = (
        ("+", QCoreApplication.translate("Settings", "%1 new")),
        ("~", QCoreApplication.translate("Settings", "%1 changed")),
        ("-", QCoreApplication.translate("Settings", "%1 removed")),
    )
    said = [
        words.replace("%1", counted(signs.count(sign))) for sign, words in parts if sign in signs
    ]
    words = QCoreApplication.translate("Settings", "Nothing is changed yet. It would be: %1.")
    return words.replace("%1", ", ".join(said))


def _sign(sign: str) -> str:
    return {
        "+": QCoreApplication.translate("Settings", "new"),
        "~": QCoreApplication.translate("Settings", "changed"),
        "-": QCoreApplication.translate("Settings", "removed"),
        "!": QCoreApplication.translate("Settings", "note"),
    }[sign]


def _kind(kind: str) -> str:
    """What a thing is; one that has no word here keeps its own."""
    return {
        "person": QCoreApplication.translate("Settings", "Person"),
        "team": QCoreApplication.translate("Settings", "Team"),
        "channel": QCoreApplication.translate("Settings", "Channel"),
        "schedule": QCoreApplication.translate("Settings", "Schedule"),
        "service": QCoreApplication.translate("Settings", "Service"),
        "policy": QCoreApplication.translate("Settings", "Policy"),
        "integration": QCoreApplication.translate("Settings", "Integration"),
        "category": QCoreApplication.translate("Settings", "Category"),
        "field": QCoreApplication.translate("Settings", "Field"),
        "workflow": QCoreApplication.translate("Settings", "Workflow"),
        "tracker": QCoreApplication.translate("Settings", "Tracker"),
        "component": QCoreApplication.translate("Settings", "Component"),
        "stakeholder": QCoreApplication.translate("Settings", "Group"),
        "status_view": QCoreApplication.translate("Settings", "Status page"),
        "status page": QCoreApplication.translate("Settings", "Status page"),
        "setting": QCoreApplication.translate("Settings", "Setting"),
        "incidents": QCoreApplication.translate("Settings", "Incidents"),
    }.get(kind, kind.replace("_", " "))
