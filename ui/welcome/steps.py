"""The guided set-up: what is to be done, each step leading to its place and ticking itself."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.space import XL, XS, M, S
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.picture import Picture
from ui.widgets.rows import clear
from ui.widgets.text import Line, Text

if TYPE_CHECKING:
    from app.queries.setup import Setup

Action = tuple[str, Callable[[], object]]


class Step(QWidget):
    """A tick, what is to be done, how it stands, and where to."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title_words = title
        self.done = False
        self._tick = Picture("circle", "faint", 1.3)
        self._title, self._words = Text(title, "strong", wrap=True), Text("", "muted", wrap=True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(S)
        words = QVBoxLayout()
        words.setSpacing(XS)
        words.addWidget(self._title)
        words.addWidget(self._words)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, M, 0, M)
        line.setSpacing(M)
        line.addWidget(self._tick)
        line.addLayout(words, 1)
        line.addLayout(self._buttons)

    def tell(self, done: bool, words: str, actions: list[Action]) -> None:
        """As it is now; the first action is the likely one."""
        self.done = done
        self._tick.show_icon(*(("circle-check", "good_text") if done else ("circle", "faint")))
        self._words.setText(words)
        state = self.tr("done") if done else self.tr("to do")
        self.setAccessibleName(f"{self._title_words}: {state}. {words}")
        clear(self._buttons)
        for text, act in actions:
            button = Button(text, on_click=act)
            button.setAccessibleDescription(self._title_words)
            self._buttons.addWidget(button)


class Steps(Card):
    """`wanted` carries a page's key and what it is to be visited with; `test_wanted` an
    integration's id."""

    wanted = Signal(str, object)
    invite_wanted = Signal()
    test_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=XL - 4, gap=0, parent=parent)
        self.section.set_title(self.tr("Ready to be woken"))
        self.setAccessibleName(self.tr("Set-up"))
        self.steps = {
            "people": Step(self.tr("Add the people who are on call")),
            "rota": Step(self.tr("Plan who is on call when")),
            "paging": Step(self.tr("Say who is paged for a service")),
            "contacts": Step(self.tr("Prove that messages arrive")),
            "integration": Step(self.tr("Let your monitoring in")),
            "calendars": Step(self.tr("See shifts in your calendar")),
        }
        for at, step in enumerate(self.steps.values()):
            if at:
                self.add(Line())
            self.add(step)

    def show_setup(self, seen: "Setup") -> None:
        """As it is now."""
        done = seen.steps
        count = self.tr("%1 of %2 done").replace("%1", str(sum(done.values())))
        self.section.set_hint(count.replace("%2", str(len(done))))
        for key, step in self.steps.items():
            words, actions = getattr(self, f"_{key}")(seen)
            step.tell(done[key], words, actions)

    def _to(self, page: str, target: object = None) -> Callable[[], None]:
        return lambda: self.wanted.emit(page, target)

    def _people(self, seen: "Setup") -> tuple[str, list[Action]]:
        words = self.tr("A name is enough to begin with; how they are reached comes below.")
        if seen.people:
            words = self._count(seen.people, self.tr("1 person"), self.tr("%1 people"))
        add = (self.tr("Add a person"), self._to("people", "new"))
        return words, [add, (self.tr("Invite…"), self.invite_wanted.emit)] if seen.people else [add]

    def _rota(self, seen: "Setup") -> tuple[str, list[Action]]:
        words = self.tr("Daily, weekly, or follow the sun: pick a shape, then drag what differs.")
        if seen.schedules:
            words = self._count(seen.schedules, self.tr("1 schedule"), self.tr("%1 schedules"))
        return words, [(self.tr("Open the rota"), self._to("rota"))]

    def _paging(self, seen: "Setup") -> tuple[str, list[Action]]:
        services = (self.tr("Services"), self._to("services"))
        policies = (self.tr("Policies"), self._to("policies"))
        if seen.paging:
            one, more = self.tr("1 service pages somebody"), self.tr("%1 services page somebody")
            return self._count(seen.paging, one, more), [services, policies]
        if not seen.policies:
            words = self.tr("First a policy: who is paged, and who next when nobody answers.")
            return words, [policies, services]
        return self.tr("Give a service one of your policies."), [services, policies]

    def _contacts(self, seen: "Setup") -> tuple[str, list[Action]]:
        words = self.tr("Each contact gets a test message with a link to press.")
        if seen.people:
            words = self.tr("%1 of %2 people have proved that a message arrives.")
            words = words.replace("%1", str(seen.proven)).replace("%2", str(seen.people))
        return words, [(self.tr("Who can be reached"), self._to("people", "readiness"))]

    def _integration(self, seen: "Setup") -> tuple[str, list[Action]]:
        place = (self.tr("Integrations"), self._to("services"))
        if seen.heard:
            one, more = self.tr("1 alert was taken in"), self.tr("%1 signals were taken in")
            words = self._count(seen.heard, one, more)
        elif seen.integrations:
            words = self.tr("An address is made. A test alert goes the whole way: it opens an "
                            "incident and pages whoever is on call.")  # fmt: skip
        else:
            words = self.tr("Point Alertmanager, Grafana, PagerDuty clients and others at us.")
        trial = seen.trial
        if trial is None:
            return words, [place]
        test = (self.tr("Send a test alert"), lambda: self.test_wanted.emit(trial))
        return words, [place, test] if seen.heard else [test, place]

    def _calendars(self, seen: "Setup") -> tuple[str, list[Action]]:
        words = self.tr("A subscription address for phones and calendar programs.")
        if seen.feeds:
            words = self._count(seen.feeds, self.tr("1 subscription"), self.tr("%1 subscriptions"))
        return words, [(self.tr("Subscribe"), self._to("rota", "calendars"))]

    @staticmethod
    def _count(count: int, one: str, more: str) -> str:
        return one if count == 1 else more.replace("%1", str(count))
