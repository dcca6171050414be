"""One service: its fields, saving and taking it out, and the senders that watch it."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QKeyCombination, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.keeper import Keeper
from ui.language.sentence import fault_words
from ui.services import reads, writes
from ui.services.form import Said, ServiceForm
from ui.services.senders import SendersSection
from ui.theme import fonts
from ui.theme.space import L, M, S
from ui.widgets.bar import Bar
from ui.widgets.button import Button
from ui.widgets.card import Panel
from ui.widgets.page import ScrollPage
from ui.widgets.rows import STRETCH, clear, row
from ui.widgets.text import Line, Text

if TYPE_CHECKING:
    from app.domain.workspace import ServiceSpec
    from app.queries.form import Form
    from ui.services.reads import Listed, Opened

WIDTH = 25  # ems that the fields need


class ServiceEditor(Panel):
    """`saved` carries the id, `removed` too. What was typed and not saved is kept per service."""

    saved = Signal(int)
    removed = Signal(int)
    guide_wanted = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._bridge = bridge
        self.ident: int | None = None
        self._stored: Form[ServiceSpec] | None = None
        self._clean: Said = ()
        self._listed: Listed | None = None
        self._anew = False
        self._adding = False  # an integration is wanted
        self._build()

    def _build(self) -> None:
        self.title = Text(look="heading")
        self.news = QVBoxLayout()
        self.news.setContentsMargins(L, 0, L, 0)
        self.body.addLayout(row(self.title, STRETCH, margins=(L, M, L, M)))
        self.body.addLayout(self.news)
        self.sheet = scroll = ScrollPage(gap=L, padding=L)
        scroll.body.setContentsMargins(L, S, L, L)
        self.form = ServiceForm()
        self.keeper = Keeper(self._bridge, "service", self.form.said, self.form.put, self)
        self.form.edited.connect(self._refresh)
        self.form.entered.connect(self.save)
        self._line = Line()
        self.senders = SendersSection(self._bridge)
        self.senders.failed.connect(self._fail)
        self.senders.shown.connect(self._reveal)
        self.senders.stale.connect(self.ask)
        self.senders.guide_wanted.connect(self.guide_wanted)
        for part in (self.form, self._line, self.senders):
            scroll.add(part)
        scroll.body.addStretch(1)
        self.body.addWidget(scroll, 1)
        self.setMinimumWidth(fonts.em() * WIDTH)
        self.add_line()
        self.drop = Button(self.tr("Remove"), "quiet", icon_name="trash-2", on_click=self._ask)
        self.undo = Button(self.tr("Discard"), "quiet", on_click=self.discard)
        self.keep = Button(self.tr("Save"), "plain", on_click=self.save, tip="Ctrl+S")
        self.body.addLayout(row(self.drop, STRETCH, self.undo, self.keep, margins=(L, S, L, S)))

    def offer(self, listed: "Listed") -> None:
        """What the fields can choose from."""
        self._listed = listed
        self.form.offer(listed, self._stored.spec.name if self._stored else "")
        if self._stored is not None and self.ident not in [row.id for row in listed.rows]:
            words = self.tr("This service was taken out meanwhile.")
            self._tell(words).add_action(self.tr("Add it again"), self._again)

    def begin(self) -> None:
        """A new service."""
        from app.domain.workspace import ServiceSpec

        self.ident, self._stored = None, None
        known = self._listed.policies if self._listed is not None else ()
        self._become(ServiceSpec("", policy=known[0] if len(known) == 1 else None))
        self._recall()
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def open(self, ident: int) -> None:
        """A service that is there."""
        if ident != self.ident or self._stored is None:
            self.keeper.end()
            self.ident, self._stored = ident, None
        self.ask()

    def ask(self) -> None:
        """Read the service again."""
        post = self._bridge.post
        if self.ident is None or post is None:
            return
        engine = post.engine
        question = partial(reads.opened, service=self.ident, base=engine.url if engine else "")
        self._bridge.read(question, self._show, key=(id(self), "service"))

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.form.said() != self._clean

    def save(self) -> None:
        """As the button does; errors are said beside the fields."""
        spec = self.form.spec()
        if spec is None:
            return
        seen = self._stored.version if self._stored else None
        act = partial(writes.save, spec=spec, by=self._bridge.actor(), ident=self.ident, seen=seen)
        self._bridge.write(act, self._saved, self._fail)

    def add_sender(self) -> None:
        """An integration, as soon as those there are have been read."""
        self._adding = True
        self.ask()

    def discard(self) -> None:
        """Back to what is stored."""
        clear(self.news)
        self.form.put(self._clean)
        self._refresh()

    def _show(self, opened: "Opened") -> None:
        if opened.form is None or opened.form.ident != self.ident:
            return
        now = self._bridge.post.store.now() if self._bridge.post else datetime.now().astimezone()
        self.senders.show_senders(opened.form.spec.name, opened.senders, now)
        self._senders_seen(True)
        if self._stored is None:
            self._take(opened.form)
            self._recall()
        elif opened.form.version != self._stored.version:
            self._hear(opened.form)
        if self._adding:
            QTimer.singleShot(0, self, self._begin_sender)  # once all that is shown has its place

    def _begin_sender(self) -> None:
        self._adding = False
        self.senders.begin()

    def _hear(self, fresh: "Form[ServiceSpec]") -> None:
        """It was changed: by this window, or by somebody else while the user types."""
        typed, dirty = self.form.said(), self.dirty
        self._take(fresh)
        if dirty and typed != self._clean:
            self.form.put(typed)
            words = self.tr("What you typed is not saved yet.")
            bar = self._tell(self.tr("Somebody changed this service."), words)
            bar.add_action(self.tr("Show theirs"), self.discard)
            bar.add_action(self.tr("Save mine"), self.save)
        self.keeper.rebase(self.ident, self._clean)
        self._refresh()

    def _take(self, form: "Form[ServiceSpec]") -> None:
        self._stored = form
        self._become(form.spec)

    def _become(self, spec: "ServiceSpec") -> None:
        clear(self.news)
        self.keeper.end()
        if self._listed is not None:
            self.form.offer(self._listed, spec.name)
        self.form.show_spec(spec)
        self._clean = self.form.said()
        self._senders_seen(self.ident is not None)
        self._refresh()

    def _senders_seen(self, on: bool) -> None:
        self._line.setVisible(on)
        self.senders.setVisible(on)

    def _refresh(self) -> None:
        new, dirty = self.ident is None, self.dirty
        name = self._stored.spec.name if self._stored else self.tr("New service")
        self.title.setText(name)
        self.setAccessibleName(name)
        self.drop.setVisible(not new)
        self.undo.setVisible(dirty)
        self.keep.setEnabled(dirty)
        self.keep.set_kind("primary" if dirty else "plain")
        self.keeper.note()

    def _reveal(self, part: QWidget) -> None:
        """What has come up may lie below the edge."""
        QTimer.singleShot(0, part, partial(self.sheet.ensureWidgetVisible, part))

    def _recall(self) -> None:
        """What was typed before comes back."""
        kept = self.keeper.begin(self.ident)
        if kept:
            self._tell(kept).add_action(self.tr("Discard"), self.discard)
            self._refresh()

    def _saved(self, ident: int) -> None:
        self.ident, self._stored = ident, None
        self._clean = self.form.said()
        self.keeper.forget()
        self.ask()
        self.saved.emit(ident)

    def _fail(self, fault: Exception) -> None:
        from app.errors import Conflict, Refused

        if isinstance(fault, Conflict):
            self.ask()  # what was typed stays; the bar comes with the answer
        elif isinstance(fault, Refused):
            field = (fault.field or "").partition(".")[0]
            for sentence in self.form.show_errors({field: fault_words(fault)}):
                self._tell(sentence)
            if field in self.form.fields:
                self.sheet.ensureWidgetVisible(self.form.fields[field])
        else:
            self._bridge.failed.emit(fault)

    def _tell(self, lead: str, text: str = "") -> Bar:
        clear(self.news)
        bar = Bar("", f"{lead} {text}".strip(), "warn")
        bar.closed.connect(self._forget)
        self.news.addWidget(bar)
        return bar

    def _forget(self) -> None:
        clear(self.news)

    def _ask(self) -> None:
        words = self.tr("Nothing pages for it from then on. Its incidents stay on record.")
        self._tell(words).add_action(self.tr("Remove"), self._remove, "danger")

    def _remove(self) -> None:
        if self.ident is None or self._stored is None:
            return
        act = partial(
            writes.remove, ident=self.ident, seen=self._stored.version, by=self._bridge.actor()
        )
        self._bridge.write(act, partial(self._removed, self.ident), self._fail)

    def _again(self) -> None:
        """What somebody took out comes back as it stands here."""
        self.ident, self._stored = None, None
        self.save()

    def _removed(self, ident: int, _done: object) -> None:
        self.keeper.forget()
        self._clean = self.form.said()
        self.ident, self._stored = None, None
        self.removed.emit(ident)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.keyCombination() == QKeyCombination(Qt.KeyboardModifier.ControlModifier,
                                                     Qt.Key.Key_S):  # fmt: skip
            self.save()
        else:
            super().keyPressEvent(event)
