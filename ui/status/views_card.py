"""Further pages: each at an address of its own, of some parts, perhaps only for who knows a
password."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLayout

from ui.keeper import FieldsKeeper
from ui.status import writes
from ui.status.listed import ListedCard, line
from ui.status.reads import Desk
from ui.widgets.button import Button, IconButton
from ui.widgets.check import Check
from ui.widgets.choices import Choice
from ui.widgets.field import Form, LineField
from ui.widgets.multi import MultiPicker

if TYPE_CHECKING:
    from app.queries.status_view import ViewRow
    from ui.status.pane import Pane


class ViewsCard(ListedCard):
    """A line each, and the form that adds or changes one."""

    def __init__(self, pane: "Pane") -> None:
        super().__init__(
            QCoreApplication.translate("ViewsCard", "Further pages"),
            QCoreApplication.translate("ViewsCard", (
                "For other readers: partners, one big customer, your own people. Each shows the "
                "parts you choose, has subscribers of its own, and may ask for a password."
            )),
        )  # fmt: skip
        self._pane = pane
        self._open: ViewRow | None = None
        self._build_form()

    def _build_form(self) -> None:
        self.form = Form()
        self.name, self.called = LineField("partners"), LineField(self.tr("Acme for partners"))
        self.about, self.word = LineField(), LineField()
        self.word.setEchoMode(LineField.EchoMode.PasswordEchoOnEdit)
        self.parts = MultiPicker(self.tr("Every part"))
        self.on = Check(self.tr("The page can be seen"))
        self.open = Check(self.tr("Anybody may read it: take the password away"))
        self.form.add("name", self.tr("Address"), self.name,
                      self.tr("It is at /status/ and this. Lower case, no spaces."))  # fmt: skip
        self.form.add("title", self.tr("Name"), self.called, optional=True)
        self.form.beside("name", "title")
        self.form.add("components", self.tr("Its parts"), self.parts, optional=True)
        self.form.add("about", self.tr("A sentence below the name"), self.about, optional=True)
        self.form.add("password", self.tr("Password"), self.word,
                      self.tr("8 characters or more; kept so that nobody can read it."),
                      optional=True)  # fmt: skip
        self.form.beside("about", "password")
        self.form.body.addWidget(self.open)
        self.form.body.addWidget(self.on)
        self.keeper = FieldsKeeper(
            self._pane.bridge, "page", self.form.body,
            self.name, self.called, self.parts, self.about, self.open, self.on, owner=self,
        )  # fmt: skip
        keep = Button(self.tr("Save page"), on_click=self.save)
        cancel = Button(self.tr("Cancel"), "quiet", on_click=self.close_form)
        self.offer(self.tr("Add a page"), self.begin, self.form, cancel, keep)

    def show_desk(self, desk: Desk) -> None:
        """As it is stored."""
        self.parts.set_choices([Choice(each.name, each.name, each.group) for each in desk.rows])
        self.show_lines(map(self._line, desk.views))

    def begin(self) -> None:
        """An empty form."""
        self._fill(None)

    def close_form(self) -> None:
        self.keeper.leave()
        super().close_form()

    def save(self) -> None:
        """What its button does."""
        from app.domain.workspace import ViewSpec

        was = self._open
        kept = None if was is not None and was.locked and not self.open.isChecked() else ""
        spec = ViewSpec(
            self.name.text().strip(),
            self.called.text().strip(),
            self.about.text().strip(),
            tuple(str(each) for each in self.parts.value()),
            self.word.text() or kept,
            self.on.isChecked(),
        )
        words = self.tr("Saved %1").replace("%1", spec.name)
        self._pane.act(writes.save_view, words, self.close_form, spec=spec,
                       ident=was.id if was else None,
                       seen=was.version if was else None)  # fmt: skip

    def _fill(self, each: "ViewRow | None", _on: bool = False) -> None:
        self._open = each
        self.keeper.end()
        spec = each.spec if each is not None else None
        self.name.setText(spec.name if spec else "")
        self.called.setText(spec.title if spec else "")
        self.about.setText(spec.about if spec else "")
        self.parts.set_value(spec.components if spec else ())
        locked = each is not None and each.locked
        self.word.clear()
        stays = self.tr("There is one; type another to change it")
        self.word.setPlaceholderText(stays if locked else self.tr("None: anybody may read it"))
        self.open.setChecked(False)
        self.open.setVisible(locked)
        self.on.setChecked(spec is None or spec.on)
        self.keeper.begin(each.id if each else None)
        self.open_form()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self._pane.ensureWidgetVisible(self.form)

    def _line(self, each: "ViewRow") -> QLayout:
        spec = each.spec
        facts = [f"/status/{spec.name}", ", ".join(spec.components) or self.tr("every part")]
        facts += [self.tr("with a password")] if each.locked else []
        facts += [] if spec.on else [self.tr("switched off")]
        edit = IconButton("pencil", self.tr("Change %1").replace("%1", spec.name))
        edit.clicked.connect(partial(self._fill, each))
        gone = IconButton("trash-2", self.tr("Remove %1").replace("%1", spec.name))
        gone.clicked.connect(partial(self._remove, each))
        return line(spec.title or spec.name, " · ".join(facts), edit, gone)

    def _remove(self, each: "ViewRow", _on: bool = False) -> None:
        words = self.tr("%1 is gone, with its subscribers").replace("%1", each.spec.name)
        self._pane.act(writes.remove_view, words, ident=each.id, seen=each.version)
