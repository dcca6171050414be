"""The facts of an incident beside its timeline; each can be pressed to change it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

from models.kinds import Category, Role, Urgency
from ui.incidents import reads
from ui.incidents.ask_popup import MomentPopup, TextPopup
from ui.incidents.fact_grid import FactGrid
from ui.incidents.meanwhile import Asking
from ui.incidents.own_facts import OwnFacts
from ui.incidents.seat import Seat
from ui.incidents.value import Value
from ui.incidents.wish import Wish, wish_of
from ui.incidents.word import role_help, role_word, urgency_help, urgency_word
from ui.language.category import category_word
from ui.theme.space import XS
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.choices import Choice
from ui.widgets.menu import Menu
from ui.widgets.note import NoteView
from ui.widgets.picker import ChoicePopup
from ui.widgets.rows import STRETCH, row, set_margins
from ui.widgets.tags import TagChips
from ui.widgets.text import Text
from ui.widgets.when import ago_text, exact_text, moment_text

if TYPE_CHECKING:
    from datetime import datetime

    from app.queries.choice import ServiceChoice
    from app.queries.incident_row import IncidentDetail
    from ui.incidents.reads import Seen


class FactsCard(Card):
    """`changed` carries a `Wish` for the incident that was shown when it was asked."""

    changed = Signal(object)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.section.set_title(self.tr("Facts"))
        self.setAccessibleName(self.tr("Facts"))
        self._seat = seat
        self._seen: Seen | None = None
        self._services: list[ServiceChoice] = []
        self._roles: dict[Role, Value] = {}
        self._build()
        seat.ages.moved.connect(self._tell_began)

    def _build(self) -> None:
        self._grid = FactGrid()
        self.asking = Asking(self._seat, self)
        self.asking.answered.connect(self.changed)
        self.service = self._value(self.tr("Service"), self._choose_service, self.tr("Choose"))
        self.affected = self._value(self.tr("Also hit"), self._choose_affected, self.tr("None"))
        self.category = self._value(self.tr("Category"), self._choose_category, self.tr("Choose"))
        self.tags = self._tags()
        self.urgency = self._value(self.tr("Urgency"), self._choose_urgency)
        self.began = self._value(self.tr("Began"), self._ask_began)
        self.impact = self._value(self.tr("Impact"), self._ask_impact, self.tr("Who notices?"))
        self.own = OwnFacts(self._seat, self._grid, self.asking, self)
        self.own.changed.connect(self.changed)
        self.own.build_impact()
        for role in Role:
            choose = partial(self._choose_role, role, None)
            self._roles[role] = self._value(role_word(role), choose, self.tr("Nobody"))
        self.own.build_room()
        self.policy = self._plain(self.tr("Policy"))
        self.by = self._plain(self.tr("Declared by"))
        self.add(self._grid)
        self.more = Button(self.tr("Give a role"), "link", icon_name="user-plus")
        self.more.clicked.connect(self._offer_roles)
        self.add(row(self.more, STRETCH))
        self._told = Text(self.tr("Description"), "muted")
        self.description = NoteView()
        self.add(self._told)
        self.add(self.description)

    def show_seen(self, seen: "Seen") -> None:
        """An incident, or the same later."""
        if self._seen is not None and self._seen.detail.row.number != seen.detail.row.number:
            self.tags.leave()
        self._seen, detail = seen, seen.detail
        found = detail.row
        self.service.tell(found.service or "")
        self.affected.tell(", ".join(name for _, name in detail.affected))
        self.category.tell(category_word(found.category) if found.category else "")
        self.urgency.tell(urgency_word(found.urgency), urgency_help(found.urgency))
        self._tell_began()
        self.impact.tell(detail.impact)
        self.tags.set_value(found.tags)
        self.own.show_seen(seen)
        self.asking.show_seen(seen)
        self._show_roles(detail)
        self.policy.setText(detail.policy or self.tr("None: nobody is paged"))
        by = self._seat.faces.face(found.declared_by) if found.declared_by else None
        self.by.setText(by.first if by else self._undeclared(detail))
        self._told.setVisible(bool(detail.description))
        self.description.setVisible(bool(detail.description))
        self.description.show_note(detail.description)

    def _tell_began(self) -> None:
        """When, and how long ago that is by now."""
        if self._seen is not None:
            found, now = self._seen.detail.row, self._seat.now()
            start = found.impact_started_at or found.created_at
            told = f"{moment_text(start, now)} · {ago_text(start, now)}"
            self.began.tell(told, exact_text(start))

    def _undeclared(self, detail: "IncidentDetail") -> str:
        """Where nobody of the team declared it."""
        if detail.row.drill:
            return self.tr("The script of the drill")
        return self.tr("An alert") if detail.alerts else self.tr("Somebody outside the team")

    def show_services(self, services: "list[ServiceChoice]") -> None:
        """What can be chosen."""
        self._services = services

    def _show_roles(self, detail: "IncidentDetail") -> None:
        """Those that somebody holds, and the commander's, which somebody should."""
        for role, value in self._roles.items():
            held = [each for each in detail.roles if each.role is role and each.until is None]
            faces = [self._seat.faces.face(each.person) for each in held]
            words = ", ".join(face.first for face in faces)
            value.tell(words, role_help(role), faces[0] if len(faces) == 1 else None)
            self._grid.show_row(value, bool(held) or role is Role.COMMANDER)
        self.more.setVisible(detail.row.stage.open)

    def _value(self, label: str, choose: Callable[[], object], hint: str = "") -> Value:
        value = Value(label, hint)
        value.wanted.connect(choose)
        self._grid.add(label, value)
        return value

    def _tags(self) -> TagChips:
        """Chips that come and go at once; whoever was faster is not in the way."""
        chips = TagChips()
        chips.setAccessibleName(self.tr("Tags"))
        chips.asked.connect(self._ask_tags)
        chips.added.connect(self._add_tag)
        chips.removed.connect(self._remove_tag)
        self._grid.add(self.tr("Tags"), chips)
        return chips

    def _ask_tags(self) -> None:
        self._seat.bridge.read(reads.tags, self._show_tags, key=(id(self), "tags"))

    def _show_tags(self, found: "list[tuple[int, str]]") -> None:
        self.tags.set_known(name for _, name in found)

    def _add_tag(self, name: str) -> None:
        assert self._seen is not None
        self._seat.acts.tag(self._seen.detail.row.number, [name], [])

    def _remove_tag(self, name: str) -> None:
        assert self._seen is not None
        self._seat.acts.tag(self._seen.detail.row.number, [], [name])

    def _plain(self, label: str) -> Text:
        """A fact that cannot be changed here."""
        value = Text(wrap=True, selectable=True)
        set_margins(value, XS, 1, 0, 1)
        value.setAccessibleName(label)
        self._grid.add(label, value)
        return value

    # asking

    def _choose_service(self) -> None:
        took = partial(self._took_service, self._wish("service"))
        self._offer(self.service, self._service_choices(self._row_id()), took)

    def _took_service(self, wish: Wish, choice: Choice) -> None:
        self.changed.emit(replace(wish, value=choice.key, said=choice.text))

    def _choose_affected(self) -> None:
        assert self._seen is not None
        have = {ident for ident, _ in self._seen.detail.affected}
        choices = [c for c in self._service_choices(None) if c.key not in (None, self._row_id())]
        ticked = [Choice(c.key, c.text, c.hint, icon=c.icon, ticked=c.key in have) for c in choices]
        self._offer(
            self.affected, ticked, partial(self._flip_affected, self._wish("affected"), have)
        )

    def _flip_affected(self, wish: Wish, have: set[int], choice: Choice) -> None:
        ident = int(str(choice.key))
        part = partial(_affected, ident, ident not in have)
        self.changed.emit(replace(wish, value=tuple(sorted(have ^ {ident})), part=part))

    def _choose_category(self) -> None:
        assert self._seen is not None
        now, form = self._seen.detail.row.category, self._seen.form
        named = [each.name for each in form.categories] if form is not None else list(Category)
        options: list[tuple[Any, str]] = [(each, category_word(each)) for each in named]
        self._drop("category", [*options, (None, self.tr("None"))], now)

    def _choose_urgency(self) -> None:
        assert self._seen is not None
        options = [(urgency, urgency_help(urgency)) for urgency in Urgency]
        self._drop("urgency", options, self._seen.detail.row.urgency)

    def _offer_roles(self) -> None:
        menu, number = Menu(parent=self), self._wish("").number
        for role in Role:
            words = f"{role_word(role)} – {role_help(role)}"
            menu.add(words, partial(self._choose_role, role, self.more, number))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _choose_role(self, role: Role, anchor: QWidget | None, number: int = 0) -> None:
        choices = [Choice(i, f.title, f.name, f) for i, f in self._seat.faces.people]
        nobody = Choice(None, self.tr("Nobody"), icon="x")
        offered = [*choices, nobody]
        shown = self._wish("").number
        seen = self._holding(role) if number in (0, shown) else None
        took = partial(self._took_role, number or shown, role, seen)
        self._offer(anchor or self._roles[role], offered, took)

    def _took_role(
        self, number: int, role: Role, seen: frozenset[int] | None, choice: Choice
    ) -> None:
        who = int(str(choice.key)) if choice.key is not None else None
        self._seat.acts.assign(number, role, who, seen)

    def _holding(self, role: Role) -> frozenset[int]:
        """Who has it now."""
        assert self._seen is not None
        held = self._seen.detail.roles
        return frozenset(r.person_id for r in held if r.role is role and r.until is None)

    def _ask_began(self) -> None:
        assert self._seen is not None
        popup = MomentPopup(self.tr("When did it begin?"), self.tr("Save"), self._seat.now(), self)
        self.asking.ask(popup, self.began, self._seen, "impact_started_at", _began)

    def _ask_impact(self) -> None:
        assert self._seen is not None
        hint = self.tr("Who notices, and how? For example: cards fail, wallets are fine.")
        popup = TextPopup(self.tr("Impact"), self.tr("Save"), hint, self)
        self.asking.ask(popup, self.impact, self._seen, "impact", lambda seen: seen.detail.impact)

    def _wish(self, field: str) -> Wish:
        assert self._seen is not None
        return wish_of(self._seen, field)

    def _offer(
        self, anchor: QWidget, choices: list[Choice], done: Callable[[Choice], None]
    ) -> None:
        popup = ChoicePopup(self)
        popup.picked.connect(done)
        popup.picked.connect(popup.close)
        popup.closed.connect(popup.deleteLater)
        popup.offer(anchor, choices)

    def _drop(self, field: str, options: list[tuple[Any, str]], now: object) -> None:
        menu, wish = Menu(parent=self), self._wish(field)
        for key, words in options:
            picked = partial(self._picked, replace(wish, value=key, said=words), now)
            menu.add_choice(words, key == now, picked)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(QCursor.pos() if self.underMouse() else self._spot(field))

    def _spot(self, field: str) -> Any:
        value = self.category if field == "category" else self.urgency
        return value.mapToGlobal(value.rect().bottomLeft())

    def _picked(self, wish: Wish, now: object, _on: bool) -> None:
        if wish.value != now:
            self.changed.emit(wish)

    def _service_choices(self, now: int | None) -> list[Choice]:
        found = [
            Choice(s.id, s.name, s.team or "", icon="layers", ticked=s.id == now)
            for s in self._services
        ]
        return [*found, Choice(None, self.tr("No service"), icon="x")]

    def _row_id(self) -> int | None:
        return self._seen.detail.row.service_id if self._seen is not None else None


def _began(seen: "Seen") -> "datetime":
    """When it began, as far as it is known."""
    row = seen.detail.row
    return row.impact_started_at or row.created_at


def _affected(ident: int, wanted: bool, seen: "Seen") -> tuple[int, ...]:
    """With or without this one, beside those that are hit by now."""
    have = {each for each, _ in seen.detail.affected}
    return tuple(sorted(have | {ident} if wanted else have - {ident}))
