"""Where tickets are made: Jira, GitHub, GitLab. A token is sealed, and never shown again."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.kinds_learn import TrackerKind
from ui.bridge import Bridge
from ui.keeper import FieldsKeeper
from ui.language.sentence import fault_words
from ui.settings import writes
from ui.theme.space import XL, M, S
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.check import Check
from ui.widgets.field import Form, LineField
from ui.widgets.menu import DropDown
from ui.widgets.rows import STRETCH, clear, column, row
from ui.widgets.text import Text
from ui.widgets.when import clock_text

if TYPE_CHECKING:
    from datetime import datetime

    from app.operations.tracker import Wanted
    from app.queries.ticket import TrackerRow

NAMES = {TrackerKind.JIRA: "Jira", TrackerKind.GITHUB: "GitHub", TrackerKind.GITLAB: "GitLab"}
ADDRESSES = {
    TrackerKind.JIRA: "https://team.atlassian.net",
    TrackerKind.GITHUB: "https://github.com",
    TrackerKind.GITLAB: "https://gitlab.com",
}
PROJECTS = {
    TrackerKind.JIRA: "OPS",
    TrackerKind.GITHUB: "owner/repository",
    TrackerKind.GITLAB: "group/project",
}


class TrackersCard(Card):
    """The trackers, and the form that sets one up or changes it."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(padding=XL - 4, gap=M, parent=parent)
        self.section.set_title(self.tr("Trackers"))
        self.setAccessibleName(self.tr("Trackers"))
        self._bridge = bridge
        self._shown: tuple[TrackerRow, ...] | None = None
        self._row: TrackerRow | None = None
        self.add(Text(self.tr("Follow-ups and problems become tickets in Jira, GitHub or GitLab. "
                              "How a ticket stands is looked up every few minutes; when it is "
                              "closed, its follow-up is done."), "muted", wrap=True))  # fmt: skip
        self._lines = QVBoxLayout()
        self._lines.setSpacing(M)
        self.add(self._lines)
        self.setup = Button(self.tr("Add a tracker"), icon_name="plus", on_click=self.begin)
        self.told = Text(look="small", wrap=True)
        self.told.hide()
        self.add(row(self.setup, STRETCH))
        self.add(self.told)
        self._build_form()

    def _build_form(self) -> None:
        self.form = Form()
        self.kind, self.name = DropDown(), LineField("platform")
        self.kind.fill([(kind, NAMES[kind]) for kind in TrackerKind])
        self.url, self.project = LineField(), LineField()
        self.user, self.token = LineField("ana@example.org"), LineField()
        self.type, self.labels = LineField("Task"), LineField("incident, follow-up")
        self.token.setEchoMode(LineField.EchoMode.Password)
        self.inside = Check(self.tr("It may be an address inside the house"))
        form = self.form
        form.add("kind", self.tr("Kind"), self.kind)
        form.add("name", self.tr("Name"), self.name)
        form.beside("kind", "name")
        form.add("url", self.tr("Address"), self.url)
        form.add("project", self.tr("Project"), self.project)
        form.beside("url", "project")
        form.add("token", self.tr("Token"), self.token,
                 self.tr("One that may read and write issues. It is sealed."))  # fmt: skip
        form.add("user", self.tr("E-mail"), self.user,
                 self.tr("Of the token, in Jira Cloud."), optional=True)  # fmt: skip
        form.beside("token", "user")
        form.add("type", self.tr("Issue type"), self.type, optional=True)
        form.add("labels", self.tr("Labels"), self.labels, optional=True)
        form.beside("type", "labels")
        form.body.addWidget(self.inside)
        self.keeper = FieldsKeeper(
            self._bridge, "tracker", form.body, self.kind, self.name, self.url, self.project,
            self.token, self.user, self.type, self.labels, self.inside, owner=self,
        )  # fmt: skip
        self.save = Button(self.tr("Save tracker"), "primary", on_click=self.save_it)
        self.test = Button(self.tr("Try it"), icon_name="plug", on_click=self.try_it)
        cancel = Button(self.tr("Cancel"), "quiet", on_click=self.leave)
        form.body.addLayout(row(self.test, STRETCH, cancel, self.save))
        self.kind.currentIndexChanged.connect(self._fit)
        for field in (self.name, self.url, self.project, self.token, self.user):
            field.returnPressed.connect(self.save_it)
        self.add(form)
        form.hide()
        self._fit()

    def show_trackers(self, rows: "tuple[TrackerRow, ...]", now: "datetime") -> None:
        """Those in use."""
        self.setup.setVisible(self.form.isHidden())
        if rows == self._shown:
            return
        self._shown = rows
        clear(self._lines)
        for each in rows:
            self._lines.addLayout(self._line(each, now))

    def begin(self, found: "TrackerRow | None" = None) -> None:
        """A new one, or one to change."""
        self._row = found
        self.keeper.end()
        self._tell("")
        self.form.show_errors({})
        kind = found.kind if found else TrackerKind.JIRA
        self.kind.set_value(kind)
        self.kind.setEnabled(found is None)
        for field, text in (
            (self.name, found.name if found else ""), (self.url, found.url if found else ""),
            (self.project, found.project if found else ""), (self.token, ""),
            (self.user, found.user if found else ""), (self.type, found.type if found else ""),
            (self.labels, ", ".join(found.labels) if found else ""),
        ):  # fmt: skip
            field.setText(text)
        self.inside.setChecked(bool(found and found.inside))
        kept = self.tr("The one that is stored") if found else ""
        self.token.setPlaceholderText(kept)
        self.keeper.begin(found.id if found else None)
        self.form.show()
        self.setup.hide()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Back, and forget what was typed."""
        self.keeper.leave()
        self.token.clear()
        self.form.hide()
        self.setup.show()

    def save_it(self) -> None:
        """As the button does."""
        self.form.show_errors({})
        ident, seen = (self._row.id, self._row.version) if self._row else (None, None)
        act = partial(writes.save_tracker, said=self.said(), by=self._bridge.actor(), ident=ident,
                      seen=seen)  # fmt: skip
        self._bridge.write(act, self._saved, self._refused)

    def try_it(self) -> None:
        """Asks it for the project; on a reader's thread, for it may be slow."""
        self.form.show_errors({})
        self._tell(self.tr("Asking…"))
        act = partial(
            writes.try_tracker, said=self.said(), ident=self._row.id if self._row else None
        )
        self._bridge.read(act, self._tried, self._refused)

    def said(self) -> "Wanted":
        """What is typed."""
        from app.operations.tracker import Wanted

        labels = tuple(each.strip() for each in self.labels.text().split(",") if each.strip())
        return Wanted(
            self.name.text().strip(), TrackerKind(str(self.kind.value())), self.url.text().strip(),
            self.project.text().strip(), self.token.text().strip(), self.user.text().strip(),
            self.type.text().strip(), labels, self.inside.isChecked(),
        )  # fmt: skip

    def _line(self, each: "TrackerRow", now: "datetime") -> QVBoxLayout:
        said = f"{NAMES[each.kind]} · {each.project} · {each.url.partition('://')[2]}"
        if each.quiet_until is not None and each.quiet_until > now:
            words = self.tr("asked to be left alone until %1")
            said += f" · {words.replace('%1', clock_text(each.quiet_until))}"
        change = Button(self.tr("Change"), on_click=partial(self.begin, each))
        change.setAccessibleName(self.tr("Change %1").replace("%1", each.name))
        remove = Button(self.tr("Remove"), "quiet", on_click=partial(self._remove, each.id))
        remove.setAccessibleName(self.tr("Remove %1").replace("%1", each.name))
        name = column(Text(each.name, "strong"), Text(said, "small", wrap=True), gap=2)
        line = row(name, change, remove)
        line.setStretch(0, 1)
        return column(line, gap=S)

    def _fit(self, _at: int = 0) -> None:
        kind = TrackerKind(str(self.kind.value()))
        jira = kind is TrackerKind.JIRA
        self.url.setPlaceholderText(ADDRESSES[kind])
        self.project.setPlaceholderText(PROJECTS[kind])
        self.form.fields["user"].setVisible(jira)
        self.form.fields["type"].setVisible(jira)

    def _remove(self, ident: int) -> None:
        act = partial(writes.remove_tracker, ident=ident, by=self._bridge.actor())
        self._bridge.write(act, self._removed, self._refused)

    def _removed(self, _: object) -> None:
        self._tell(self.tr("Removed. Its tickets stay where they are."))

    def _saved(self, _: object) -> None:
        self.leave()
        self._tell(self.tr("Saved."), "good")

    def _tried(self, sentence: str) -> None:
        self._tell(sentence, "good")

    def _refused(self, fault: Exception) -> None:
        from app.errors import Conflict, Refused, Unavailable

        if isinstance(fault, Refused):
            left = self.form.show_errors({fault.field or "": fault_words(fault)})
            self._tell(" ".join(left), "error")
        elif isinstance(fault, Conflict | Unavailable):
            self._tell(fault_words(fault), "error")
        else:
            self._bridge.failed.emit(fault)

    def _tell(self, words: str, look: str = "small") -> None:
        self.told.setText(words)
        self.told.set_look(look)
        self.told.setVisible(bool(words))
