"""The integrations of a service: those there are, and adding one."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.kinds import Format
from ui.bridge import Bridge
from ui.keeper import FieldsKeeper
from ui.language.sentence import fault_words
from ui.services import writes
from ui.services.columns import Words
from ui.services.pace import PaceFields
from ui.services.sender import SenderView
from ui.theme.space import M
from ui.widgets.button import Button
from ui.widgets.card import Section
from ui.widgets.field import Form, LineField
from ui.widgets.menu import DropDown
from ui.widgets.rows import STRETCH, clear, row
from ui.widgets.text import Line, Text

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from ui.services.reads import Sender

LOOK_MS = 30_000


class SendersSection(Section):
    """`failed` carries a fault that belongs to no field; `shown` what has come up. `stale`: what it
    says of a job ages, for pings ring no bell. `guide_wanted`: the page about a format."""

    stale = Signal()
    guide_wanted = Signal(str)
    failed = Signal(object)
    shown = Signal(object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(gap=M, parent=parent)
        self._bridge, self._service = bridge, ""
        self._shown: tuple[Sender, ...] = ()
        self._new: int | None = None  # just made, to be brought into view
        self.views: list[SenderView] = []
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        self.set_title(self.tr("Integrations"))
        self.setAccessibleName(self.tr("Integrations"))
        self._build_rest()

    def _build_rest(self) -> None:
        self.adding = Button(
            self.tr("Add integration"), "plain", icon_name="plus", on_click=self.begin
        ).give_way()
        self.add_action(self.adding)
        self.nothing = Text(self.tr("Nothing sends alerts for this service yet."), "muted",
                            wrap=True)  # fmt: skip
        self.list = QVBoxLayout()
        self.list.setSpacing(M)
        self._build_form()
        self.body.addWidget(self.form)
        self.body.addWidget(self.nothing)
        self.body.addLayout(self.list)

    def _build_form(self) -> None:
        self.form = Form()
        self.name, self.format, words = LineField(), DropDown(), Words()
        self.format.fill([(form, words.format(form)) for form in Format])
        self.format.currentIndexChanged.connect(self._fit)
        self.form.add("name", self.tr("Name"), self.name)
        self.form.add("format", self.tr("It speaks"), self.format)
        self.form.beside("name", "format")
        self.pace = PaceFields()
        self.form.body.addWidget(self.pace)
        self.save = Button(self.tr("Make its address"), "plain", on_click=self.add_one)
        self.keeper = FieldsKeeper(
            self._bridge, "integration", self.form.body,
            self.name, self.format, self.pace.every, self.pace.grace, owner=self,
        )  # fmt: skip
        cancel = Button(self.tr("Cancel"), "quiet", on_click=self._leave)
        self.form.body.addLayout(row(STRETCH, cancel, self.save))
        self.name.returnPressed.connect(self.add_one)
        self.form.hide()

    def show_senders(self, service: str, senders: "tuple[Sender, ...]", now: "datetime") -> None:
        """Those of a service; what is unchanged stays as it is."""
        if service != self._service:
            self.keeper.end()
            self.form.hide()
        known = service == self._service and _written(senders) == _written(self._shown)
        self._service, self._shown = service, senders
        if known and senders:
            for view, sender in zip(self.views, senders, strict=True):
                view.hear(sender, now)
            return
        before = {view.told.row.id: view for view in self.views}
        clear(self.list)
        self.views = []
        for at, sender in enumerate(senders):
            if at:
                self.list.addWidget(Line())
            view = SenderView(sender, now)
            view.renewed.connect(self._renew)
            view.removed.connect(self._remove)
            view.asked.connect(self.shown)
            view.guide_wanted.connect(self.guide_wanted)
            view.trial_wanted.connect(self._try)
            view.paced.connect(self._pace)
            view.failed.connect(self.failed)
            self.list.addWidget(view)
            self.views.append(view)
            if sender.row.id in before:
                view.go_on(before[sender.row.id])
        self.nothing.setVisible(not senders)
        new = next((view for view in self.views if view.told.row.id == self._new), None)
        if new is not None:
            self._new = None
            QTimer.singleShot(0, new, partial(self.shown.emit, new))  # once it has its room

    def begin(self) -> None:
        """Ask for a name and a format."""
        self.keeper.end()
        self.name.setText(f"{self._service}-{len(self._shown) + 1}" if self._shown
                          else f"{self._service}-monitor")  # fmt: skip
        self.form.show_errors({})
        self.format.setCurrentIndex(0)
        self.pace.show_pace(None, None)
        self.keeper.begin(f"for {self._service}")
        self._fit()
        self.form.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()
        self.shown.emit(self.form)

    def add_one(self) -> None:
        """As the button does."""
        form = Format(str(self.format.value()))
        if form is Format.HEARTBEAT and self.pace.wrong():
            return
        every, grace = self.pace.pace() if form is Format.HEARTBEAT else (None, None)
        act = partial(
            writes.add_sender,
            name=self.name.text().strip(),
            form=form,
            service=self._service,
            every=every,
            grace=grace,
            by=self._bridge.actor(),
        )
        self._bridge.write(act, self._added, self._refused)

    def _look(self) -> None:
        if self.isVisible() and any(sender.row.life for sender in self._shown):
            self.stale.emit()

    def _fit(self) -> None:
        """How often is asked of a heartbeat alone."""
        self.pace.setVisible(self.format.value() == Format.HEARTBEAT)

    def _try(self, view: SenderView) -> None:
        act = partial(writes.send_test, integration=view.told.row.id)
        self._bridge.read(act, view.tried, view.not_tried)  # it writes nothing itself

    def _added(self, ident: int) -> None:
        self._new = ident
        self.adding.setFocus()  # not on "Remove", which is next: one more Enter would ask for that
        self._leave()

    def _leave(self) -> None:
        self.keeper.leave()
        self.form.hide()

    def _refused(self, fault: Exception) -> None:
        from app.errors import Refused

        if isinstance(fault, Refused) and fault.field in self.pace.fields:
            self.pace.show_errors({fault.field: fault_words(fault)})
        elif isinstance(fault, Refused):
            self.form.show_errors({"name": fault_words(fault)})
        else:
            self.failed.emit(fault)

    def _fail(self, fault: Exception) -> None:
        self.failed.emit(fault)

    def _renew(self, sender: "Sender") -> None:
        act = partial(writes.renew_key, ident=sender.row.id, seen=sender.row.version,
                      by=self._bridge.actor())  # fmt: skip
        self._bridge.write(act, None, self._fail)

    def _pace(self, view: SenderView, every: "timedelta", grace: "timedelta") -> None:
        row, by = view.told.row, self._bridge.actor()
        act = partial(writes.set_pace, sender=row, every=every, grace=grace, by=by)
        self._bridge.write(act, view.paced_now, view.refuse)

    def _remove(self, sender: "Sender") -> None:
        act = partial(writes.remove_sender, ident=sender.row.id, seen=sender.row.version,
                      by=self._bridge.actor())  # fmt: skip
        self._bridge.write(act, None, self._fail)


def _written(senders: "tuple[Sender, ...]") -> list[tuple[object, ...]]:
    """What of them a view is built from; the rest is told to it."""
    return [(each.row.id, each.row.version, each.addresses) for each in senders]
