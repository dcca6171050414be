"""Every question the incidents page asks in a popup, how it is answered, and what that does."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.workspace import FieldSpec
from app.queries.incident_detail import detail
from app.queries.incident_row import IncidentDetail
from models.kinds import Category, Role, Severity, Urgency
from models.kinds_together import FieldKind
from tests import builders
from tests import night as story
from tests.night import Night
from ui.bridge import Bridge
from ui.incidents.ask_popup import AskPopup, LinePopup, MomentPopup, TextPopup
from ui.incidents.page import IncidentsPage
from ui.widgets.choices import Choice
from ui.widgets.menu import Menu
from ui.widgets.picker import ChoicePopup

HERE, THERE = 4, 3  # asked about here, answered while there is on the screen
Ask = Callable[[IncidentsPage, Night], object]
Answer = Callable[[IncidentsPage, Night], object]
Told = Callable[[IncidentDetail, Night], bool]


def facts_page(night: Night, ana: Bridge, qtbot: QtBot) -> IncidentsPage:
    """The search incident and its facts; the team has fields of its own."""
    story.some(night)
    fields = [FieldSpec("Plan", FieldKind.CHOICE, ("free", "paid")),
              FieldSpec("Zones", FieldKind.SEVERAL, ("a", "b", "c")),
              FieldSpec("Lost", FieldKind.NUMBER)]  # fmt: skip
    builders.form(night.store, night.actor("ana"), fields=fields)
    page = IncidentsPage(ana)
    qtbot.addWidget(page)
    page.resize(1170, 900)
    page.show()
    look_at(page, HERE, qtbot)
    qtbot.waitUntil(lambda: bool(page.seat.faces.people and page.facts.facts._services))
    return page


def untouched(night: Night) -> IncidentDetail:
    """The other one, whoever looks at it."""
    found = detail(night.store, THERE)
    return replace(found, together=replace(found.together, present=()), stands_on_it=())


def look_at(page: IncidentsPage, number: int, qtbot: QtBot) -> None:
    """As an alert card, a link or the keyboard leads there, whatever is open."""
    page.open_incident(number)
    qtbot.waitUntil(lambda: page.facts._number == page.detail.head.about == number)


def last(kind: type[QWidget], over: QWidget) -> QWidget:
    """The one that was opened last."""
    return [each for each in over.window().findChildren(kind) if each.isVisible()][-1]


def types(kind: type[AskPopup], words: str) -> Answer:
    """Into the field, and answers."""

    def answer(page: IncidentsPage, _night: Night) -> None:
        popup = last(kind, page)
        assert isinstance(popup, AskPopup)
        if isinstance(popup, TextPopup):
            popup.field.setPlainText(words)
        else:
            popup.editor.setText(words)  # type: ignore[attr-defined]
        popup.answer()

    return answer


def picks(key: Callable[[Night], object]) -> Answer:
    """From the list."""

    def answer(page: IncidentsPage, night: Night) -> None:
        popup = last(ChoicePopup, page)
        assert isinstance(popup, ChoicePopup)
        popup.picked.emit(Choice(key(night), "as chosen"))

    return answer


def chooses(place: int) -> Answer:
    """The entry of the open menu at this place."""

    def answer(page: IncidentsPage, _night: Night) -> None:
        menu = last(Menu, page)
        assert isinstance(menu, Menu)
        action: QAction = menu.actions()[place]
        action.trigger()

    return answer


def severity(page: IncidentsPage, _night: Night) -> None:
    """Its menu, as a press opens it."""
    button = page.detail.head.severity
    button._menu.popup(button.mapToGlobal(button.rect().bottomLeft()))


CASES: dict[str, tuple[Ask, Answer, Told]] = {
    "severity": (severity, chooses(3), lambda d, _: d.row.severity is Severity.SEV4),
    "service": (lambda p, _: p.facts.facts._choose_service(), picks(lambda n: n.services["api"]),
                lambda d, _: d.row.service == "api"),
    "affected": (lambda p, _: p.facts.facts._choose_affected(), picks(lambda n: n.services["web"]),
                 lambda d, _: [name for _, name in d.affected] == ["web"]),
    "category": (lambda p, _: p.facts.facts._choose_category(), chooses(0),
                 lambda d, _: d.row.category == next(iter(Category))),
    "urgency": (lambda p, _: p.facts.facts._choose_urgency(), chooses(1),
                lambda d, _: d.row.urgency is list(Urgency)[1]),
    "role": (lambda p, _: p.facts.facts._choose_role(Role.SCRIBE, None),
             picks(lambda n: n.people["eva"]),
             lambda d, _: (Role.SCRIBE, "eva") in [(r.role, r.person) for r in d.roles]),
    "began": (lambda p, _: p.facts.facts._ask_began(), types(MomentPopup, "2026-11-23 09:00"),
              lambda d, _: d.row.impact_started_at is not None),
    "impact": (lambda p, _: p.facts.facts._ask_impact(), types(TextPopup, "Nobody finds it"),
               lambda d, _: d.impact == "Nobody finds it"),
    "customers": (lambda p, _: p.facts.facts.own._ask_customers(), types(LinePopup, "120"),
                  lambda d, _: d.customers == 120),
    "regions": (lambda p, _: p.facts.facts.own._ask_regions(), types(LinePopup, "EU, US"),
                lambda d, _: list(d.regions) == ["EU", "US"]),
    "choice": (lambda p, _: p.facts.facts.own._ask_own("Plan"), picks(lambda _: "paid"),
               lambda d, _: dict(d.custom).get("Plan") == "paid"),
    "number": (lambda p, _: p.facts.facts.own._ask_own("Lost"), types(LinePopup, "12"),
               lambda d, _: dict(d.custom).get("Lost") == 12),
    "resolve": (lambda p, _: p.resolve(), types(TextPopup, "It was the queue"),
                lambda d, _: not d.row.stage.open),
}  # fmt: skip


def both_of(night: Night) -> set[object]:
    """What is hit, and the zones."""
    found = detail(night.store, HERE)
    return {ident for ident, _ in found.affected} | set(dict(found.custom).get("Zones") or ())
