"""The panel at the right: a form that is opened, typed into, saved, and never loses a letter."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from ui.bridge import Bridge
from ui.keeper import Keeper
from ui.language.sentence import fault_words
from ui.people import reads, writes
from ui.people.contact_entry import ContactEntry
from ui.people.entries import Entry
from ui.people.news import News
from ui.people.spec_form import SpecForm
from ui.theme.space import L, M, S
from ui.widgets.avatar import Avatar, Face
from ui.widgets.button import Button
from ui.widgets.card import Panel
from ui.widgets.field import Field
from ui.widgets.page import ScrollPage
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import ElidedLabel


class Editor(Panel):
    """`saved` carries the id; `left` says that nothing is open here any more."""

    saved = Signal(int)
    left = Signal()
    removed = Signal(str)

    def __init__(
        self, bridge: Bridge, kind: str, form: SpecForm, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._bridge, self._kind, self.form = bridge, kind, form
        self.ident: int | None = None
        self._seen: int | None = None
        self._stored: Any = None
        self._base: Any = None  # what was read; None while it is on its way
        self._busy = False
        self._schemes: dict[str, str] = {}
        self.keeper = Keeper(bridge, kind, form.spec, self._put, self)
        self._then: Callable[[SpecForm], None] | None = None  # wanted of the form, once filled
        self._build()
        self.form.changed.connect(self._tell)
        self.form.entered.connect(self.save)
        self.form.tried.connect(self._try)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)
        self._room.verticalScrollBar().rangeChanged.connect(self._follow)

    def _build(self) -> None:
        self._face, self._title = Avatar(Face(""), 1.9), ElidedLabel("", "heading")
        # Nothing moves when the face comes with the first letter.
        self._title.setMinimumHeight(self._face.sizeHint().height())
        self.body.addLayout(row(self._face, self._title, gap=M, margins=(L, M, L, M)))
        self.add_line()
        self.news = News()
        self.body.addWidget(self.news)
        self._room = ScrollPage(padding=L)
        self._room.add(self.form, 1)
        self.body.addWidget(self._room, 1)
        self.add_line()
        self._remove = Button(self.tr("Remove…"), "quiet", icon_name="trash-2").give_way()
        self._remove.clicked.connect(self.ask_remove)
        self._told = ElidedLabel(look="small")
        self._cancel = Button(self.tr("Cancel"), on_click=self.cancel)
        self._save = Button(self.tr("Save"), "primary", on_click=self.save, tip="Ctrl+S")
        foot = (self._remove, STRETCH, self._told, self._cancel, self._save)
        self.body.addLayout(row(*foot, margins=(M, S, M, S)))

    # opening

    def open_new(self, spec: Any) -> None:
        """Something that is not there yet."""
        self.ident = self._seen = None
        self._fill(spec, {})

    def open(self, ident: int) -> None:
        """One that is stored."""
        self.ident, self._base = ident, None
        self._ask(self._opened)

    def when_filled(self, then: Callable[[SpecForm], None]) -> None:
        """Do that to the form, now or as soon as it shows what is stored."""
        if self._base is None:
            self._then = then
        else:
            then(self.form)

    def refresh(self) -> None:
        """Somebody may have changed it."""
        if self.ident is not None and not self._busy and self._base is not None:
            self._ask(self._compare)

    def dirty(self) -> bool:
        """Whether something typed would be lost."""
        typed = self._base is not None and self.form.spec() != self._base
        return self._busy or typed or bool(self._base is not None and self.form.wrong())

    # acting

    def save(self) -> None:
        """What Ctrl+S does."""
        if self._busy or self._base is None:
            return
        wrong = self.form.wrong()
        if wrong:
            self._complain(wrong)
        else:
            self.form.show_errors({})
            self._write(self.form.spec())

    def cancel(self) -> None:
        """Back to what is stored."""
        self.keeper.forget()
        if self.ident is None:
            self._base = None
            self.left.emit()
        else:
            self.open(self.ident)

    def ask_remove(self) -> None:
        """Says what it will do; only then does it."""
        lead, text = self.form.goodbye()
        self.news.tell(lead, text, "warn", (self.tr("Remove"), self._do_remove, "danger"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Save):
            self.save()
        else:
            super().keyPressEvent(event)

    # reading, inside

    def _ask(self, done: Callable[[Any], None]) -> None:
        if self.ident is not None:
            question = partial(reads.opened, kind=self._kind, ident=self.ident)
            self._bridge.read(question, done, key=(id(self), "form"))

    def _opened(self, found: Any) -> None:
        form, schemes = found
        if form is None:
            self.left.emit()
        else:
            self._seen, self._stored = form.version, form.spec
            self._fill(form.spec, schemes)

    def _fill(self, spec: Any, schemes: dict[str, str]) -> None:
        self.news.clear()
        self.keeper.end()
        self._schemes = schemes
        self._put(spec)
        self._base = self.form.spec()
        kept = self.keeper.begin(self.ident)
        if kept:
            self.news.tell("", kept, "warn", (self.tr("Discard"), self.cancel, "plain"))
        self._tell()
        then, self._then = self._then, None
        if then is not None:
            then(self.form)

    def _put(self, spec: Any) -> None:
        self.form.show_spec(spec, self._schemes)

    def _compare(self, found: Any) -> None:
        form, _ = found
        same = form is not None and (form.version, form.spec) == (self._seen, self._stored)
        if self._busy or same:
            return
        if self.dirty():
            self._tell_conflict()
        else:
            self._opened(found)

    # writing, inside

    def _write(self, spec: Any) -> None:
        self._hold(True)
        by = self._bridge.actor()
        work = partial(
            writes.save, kind=self._kind, spec=spec, by=by, ident=self.ident, seen=self._seen
        )
        self._bridge.write(work, self._done, self._failed)

    def _done(self, answer: Any) -> None:
        self._hold(False)
        if isinstance(answer, int):
            self.keeper.forget()
            self.open(answer)
            self.saved.emit(answer)
        else:
            self._complain(answer)

    def _failed(self, fault: Exception) -> None:
        from app.errors import Conflict, Fault, Refused

        self._hold(False)
        if isinstance(fault, Refused):
            self._complain({fault.field or "": fault_words(fault)})
        elif isinstance(fault, Conflict):
            self._tell_conflict()
        elif isinstance(fault, Fault):
            self.news.tell(self.tr("Not saved."), fault_words(fault), "alarm")
        else:
            self._bridge.failed.emit(fault)

    def _complain(self, wrong: writes.Wrong) -> None:
        rest = self.form.show_errors(wrong)
        if rest:
            self.news.tell(self.tr("Not saved."), " ".join(rest), "alarm")
        self._tell(self.tr("Not saved yet"))
        first = next((each for each in self.form.findChildren(Entry) if each.wrong_now), None)
        if first is not None and not any(f.error for f in self.form.findChildren(Field)):
            first.begin()

    def _do_remove(self) -> None:
        if self.ident is None or self._busy:
            return
        self._hold(True)
        by = self._bridge.actor()
        work = partial(writes.remove, kind=self._kind, ident=self.ident, by=by, seen=self._seen)
        self._bridge.write(work, self._gone, self._not_removed)

    def _gone(self, _: object) -> None:
        self._hold(False)
        self.keeper.forget()
        self._base = None
        self.removed.emit(self._title.text())
        self.left.emit()

    def _not_removed(self, fault: Exception) -> None:
        from app.errors import Refused

        if isinstance(fault, Refused):
            self._hold(False)
            self.news.tell(self.tr("Not removed."), fault_words(fault), "alarm")
        else:
            self._failed(fault)

    # two at once, inside

    def _tell_conflict(self) -> None:
        self.news.tell(
            self.tr("Changed meanwhile."),
            self.tr("Somebody else saved this too. Nothing you typed is lost."),
            "warn",
            (self.tr("Save mine"), self._save_mine, "plain"),
            (self.tr("Show theirs"), self.cancel, "plain"),
        )

    def _save_mine(self) -> None:
        self._ask(self._merge)

    def _merge(self, found: Any) -> None:
        """What only they changed stays theirs."""
        from app.domain.plain import atop

        form, _ = found
        mine = self.form.spec()
        self.news.clear()
        if form is None:
            self.ident = self._seen = None
        else:
            self._seen, self._stored = form.version, form.spec
            mine = atop(self._base, mine, form.spec)
        self._write(mine)

    # a test, inside

    def _try(self, entry: ContactEntry) -> None:
        if self.ident is not None:
            entry.tell_sending()
            work = partial(writes.try_contact, person=self.ident, contact=entry.named())
            self._bridge.read(work, entry.tell_outcome, entry.tell_fault)

    # words, inside

    def _follow(self) -> None:
        """What has the focus is seen, also where it has just been added."""
        QTimer.singleShot(0, self, self._show_focus)

    def _show_focus(self) -> None:
        now = QApplication.focusWidget()
        if now is not None and self.form.isAncestorOf(now):
            self._room.ensureWidgetVisible(now, 0, 2 * L)

    def _hold(self, busy: bool) -> None:
        self._busy = busy
        self.form.setEnabled(not busy)
        self._tell(self.tr("Saving…") if busy else "")

    def _tell(self, words: str = "") -> None:
        face = self.form.face()
        self._face.setVisible(face is not None and bool(face.title))
        if face is not None:
            self._face.show_face(face)
        name = face.title if face is not None else getattr(self.form.spec(), "name", "")
        new = self.ident is None
        self._title.setText(self.form.title() if new else name)
        self.setAccessibleName(self._title.text())
        dirty = self.dirty()
        self.keeper.note()
        self._told.setText(words or (self.tr("Not saved yet") if dirty and not new else ""))
        self._save.setEnabled(not self._busy and (dirty or new))
        self._cancel.setEnabled(not self._busy and (dirty or new))
        self._remove.setVisible(not new)
