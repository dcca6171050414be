"""Subscribing: whose shifts, the address for a calendar program, how far it shows, and another
address when this one got about."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import cast

from PySide6.QtCore import QCoreApplication, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from models.kinds import FeedKind
from ui.bridge import Bridge
from ui.language.sentence import fault_words
from ui.schedules.calendars import writes
from ui.schedules.calendars.qr import QrCode
from ui.schedules.calendars.writes import EVERYWHERE, NOWHERE, Address
from ui.theme.space import L, M
from ui.widgets.aside import Aside
from ui.widgets.button import Button
from ui.widgets.duration import NumberField
from ui.widgets.field import Form, LineField
from ui.widgets.flow import flowing
from ui.widgets.menu import DropDown
from ui.widgets.rows import STRETCH, column, row
from ui.widgets.sheet import Sheet
from ui.widgets.tabs import Tabs
from ui.widgets.text import Text

WIDE = 34  # ems
WAIT = 400  # ms after the last step of a number
# beside a desktop, whose engine has 8420
LISTENS = "serve --host 0.0.0.0 --port 8421 --url http://THIS-MACHINE:8421"
NEVER: tuple[int, ...] = ()
MINUTES: tuple[tuple[int, ...], ...] = (NEVER, (0,), (15,), (60,), (1440,), (15, 1440))
Subject = tuple[FeedKind, str]


class SubscribeSheet(Sheet):
    """Over the window; `show_subjects` before it is opened."""

    def __init__(self, over: QWidget, bridge: Bridge) -> None:
        super().__init__(over, QCoreApplication.translate("SubscribeSheet", "Subscribe"), WIDE)
        self._bridge = bridge
        self._subjects: list[Subject] = []
        self.address: Address | None = None
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.tabs = Tabs([])
        self.qr = QrCode()
        self.what = Text(wrap=True)
        self.link = LineField()
        self.link.setReadOnly(True)
        self.link.setAccessibleName(self.tr("Address"))
        self.open_button = Button(
            self.tr("Open in my calendar"), "primary", icon_name="calendar", on_click=self.hand_over
        )
        self.copy_button = Button(self.tr("Copy"), icon_name="copy", on_click=self.copy)
        self.note = Text(look="warn", wrap=True)
        self.error = Text(look="error", wrap=True)
        self._choices()
        pair = flowing(self.open_button, self.copy_button)
        beside = column(self.what, self.link, pair, STRETCH, gap=M)
        top = row(self.qr, beside, gap=L)
        top.setStretch(1, 1)
        self.body.addWidget(self.tabs)
        self.body.addLayout(top)
        self.body.addWidget(self.note)
        self.body.addWidget(self.form)
        self.body.addWidget(self.error)
        self._rotation()

    def _choices(self) -> None:
        self.ahead, self.back = NumberField(6, 1, 24), NumberField(1, 1, 12)
        for field in (self.ahead, self.back):
            field.valueChanged.connect(partial(self._count, field))
            self._count(field, field.value())
        self.remind = DropDown()
        self.remind.fill([(each, self._when(each)) for each in MINUTES])
        self.form = Form()
        self.form.add("ahead", self.tr("Shows ahead"), self.ahead)
        self.form.add("back", self.tr("and back"), self.back)
        self.form.add("remind", self.tr("Reminds me"), self.remind)
        self.form.beside("ahead", "back")
        self._timer = QTimer(self, singleShot=True, interval=WAIT)

    def _rotation(self) -> None:
        self.rotate = Button(
            self.tr("Make another address…"), "quiet", icon_name="rotate-ccw", on_click=self._warn
        )
        self.warning = Text(
            self.tr("The address above ends at once, in every calendar that has it."),
            "warn",
            wrap=True,
        )
        self.sure = Button(self.tr("End it, make another"), "danger", on_click=self.renew)
        self.keep = Button(self.tr("Keep it"), on_click=partial(self._ask_sure, False))
        self._beside, self._asking = QWidget(), Aside(self.warning, self.keep, self.sure)
        self.foot.addWidget(self.rotate)
        self.foot.addWidget(self._beside, 1)
        self.foot.addWidget(self._asking, 1)
        self._ask_sure(False)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._turn)
        self._timer.timeout.connect(self._wish)
        self.ahead.valueChanged.connect(self._wait)
        self.back.valueChanged.connect(self._wait)
        self.remind.currentIndexChanged.connect(self._wait)

    def show_subjects(self, subjects: Sequence[Subject]) -> None:
        """Whose shifts can be had; the first is shown."""
        self._subjects = list(subjects)
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for place, (kind, name) in enumerate(self._subjects):
            self.tabs.setTabData(self.tabs.addTab(self._title(kind, name)), str(place))
        self.tabs.blockSignals(False)
        self._turn()

    def copy(self) -> None:
        """The address, for a calendar program that asks for it."""
        if self.address is not None:
            QGuiApplication.clipboard().setText(self.address.url)
            self.copy_button.setText(self.tr("Copied"))

    def hand_over(self) -> None:
        """To the program that keeps calendars on this machine."""
        if self.address is not None and not QDesktopServices.openUrl(QUrl(self.address.webcal)):
            self._refuse(self.tr("No calendar program here takes this; copy the address instead."))

    def renew(self) -> None:
        """Another address; this one is unknown from now on."""
        self._ask_sure(False)
        self._ask(rotate=True)

    # inside

    def _turn(self, _key: str = "") -> None:
        self.address = None
        self.error.hide()
        self._ask_sure(False)
        self._draw()
        if self._subjects:
            self._ask()

    def _ask(self, **wish: object) -> None:
        from app.operations.feed import Wish

        kind, name = self._subjects[max(self.tabs.currentIndex(), 0)]
        post = self._bridge.post
        work = partial(
            writes.subscribe,
            kind=kind,
            name=name,
            by=self._bridge.actor(),
            wish=Wish(**wish),  # type: ignore[arg-type]
            serves=getattr(post, "server", None) is not None,
        )
        self._bridge.write(work, self._show, self._fail)

    def _show(self, address: Address) -> None:
        if (address.kind, address.name) != self._subjects[max(self.tabs.currentIndex(), 0)]:
            return
        self.address = address
        self.error.hide()
        for field, value in ((self.ahead, address.ahead), (self.back, address.back)):
            field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(False)
            self._count(field, value)
        self.remind.blockSignals(True)
        self._choose_reminders(address.reminders)
        self.remind.blockSignals(False)
        self._draw()

    def _choose_reminders(self, chosen: tuple[timedelta, ...]) -> None:
        minutes = tuple(int(each.total_seconds()) // 60 for each in chosen)
        known = {self.remind.itemData(at) for at in range(self.remind.count())}
        if minutes not in known:
            self.remind.addItem(self._when(minutes), minutes)
        self.remind.set_value(minutes)

    def _draw(self) -> None:
        found = self.address
        if self._subjects:
            kind, name = self._subjects[max(self.tabs.currentIndex(), 0)]
            self.what.setText(self._about(kind, name))
        self.link.setText(found.url if found else "")
        self.link.setCursorPosition(0)
        far = found is not None and found.reach == EVERYWHERE
        self.qr.show_text(found.url if found is not None and far else "")
        self.qr.setVisible(far)  # a phone's camera finds nothing at an address of this machine
        self.copy_button.setText(self.tr("Copy"))
        for each in (self.open_button, self.copy_button, self.rotate, self.form):
            each.setEnabled(found is not None)
        self.note.setText("" if found is None or far else self._reach(found))
        self.note.setVisible(found is not None and not far)

    def _wait(self, _value: int = 0) -> None:
        self._timer.start()

    def _count(self, field: NumberField, months: int) -> None:
        field.setSuffix(self.tr(" month") if months == 1 else self.tr(" months"))

    def _wish(self) -> None:
        minutes = cast("tuple[int, ...]", self.remind.value() or ())
        reminders = tuple(timedelta(minutes=each) for each in minutes)
        self._ask(ahead=self.ahead.value(), back=self.back.value(), reminders=reminders)

    def _fail(self, fault: Exception) -> None:
        self._refuse(fault_words(fault))

    def _refuse(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.show()

    def _warn(self) -> None:
        self._ask_sure(True)

    def _ask_sure(self, on: bool) -> None:
        self.rotate.setVisible(not on)
        self._beside.setVisible(not on)
        self._asking.setVisible(on)
        if on:
            self.keep.setFocus()

    def _title(self, kind: FeedKind, name: str) -> str:
        if kind is FeedKind.PERSON:
            return self.tr("My shifts")
        form = self.tr("Schedule %1") if kind is FeedKind.SCHEDULE else self.tr("Team %1")
        return form.replace("%1", name)

    def _about(self, kind: FeedKind, name: str) -> str:
        """What a calendar is shown."""
        if kind is FeedKind.PERSON:
            return self.tr("Your own shifts of every schedule, always as they are now.")
        if kind is FeedKind.SCHEDULE:
            form = self.tr("Everybody's shifts of %1, always as they are now.")
        else:
            form = self.tr("All shifts of team %1, always as they are now.")
        return form.replace("%1", name)

    def _reach(self, found: Address) -> str:
        """Where the address answers, and what to do for a phone, said plainly."""
        if found.reach == NOWHERE:
            lead = self.tr("Nothing answers at this address yet; no engine runs on this machine.")
        else:
            lead = self.tr("A phone cannot reach this address: only this machine can.")
        remedy = self.tr(
            "On a machine that is always on, behind a firewall, run “%1”, with its name or address "
            "in the place of THIS-MACHINE. Or put a web server with TLS before the engine and say "
            "its address in Settings, under Paging."
        ).replace("%1", f"{found.command} {LISTENS}")
        return f"{lead} {remedy}"

    def _when(self, minutes: tuple[int, ...]) -> str:
        """Reminders in words."""
        words = {
            NEVER: self.tr("Never"),
            (0,): self.tr("When a shift begins"),
            (15,): self.tr("15 min before"),
            (60,): self.tr("1 h before"),
            (1440,): self.tr("1 day before"),
            (15, 1440): self.tr("1 day and 15 min before"),
        }
        said = ", ".join(str(each) for each in minutes)
        return words.get(minutes) or self.tr("%1 min before").replace("%1", said)
