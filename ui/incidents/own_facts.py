"""The facts about customers, regions, what may be hit, the room to talk in, and the team's own
fields: rows of the facts' grid."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from models.kinds_together import FieldKind
from ui.incidents.ask_popup import LinePopup
from ui.incidents.fact_grid import FactGrid
from ui.incidents.meanwhile import Asking
from ui.incidents.seat import Seat
from ui.incidents.value import Value
from ui.incidents.wish import Wish, wish_of
from ui.language.numbers import bare
from ui.widgets.choices import Choice
from ui.widgets.menu import Menu
from ui.widgets.picker import ChoicePopup

if TYPE_CHECKING:
    from app.domain.workspace import FieldSpec
    from app.queries.dependency import Hit
    from ui.incidents.reads import Seen

LAST = 24  # characters of a link that are shown
NAMED = 3  # services of those that may be hit


class OwnFacts(QObject):
    """`changed` carries a `Wish` for the incident that was shown when it was asked."""

    changed = Signal(object)

    def __init__(self, seat: Seat, grid: FactGrid, asking: Asking, parent: QWidget) -> None:
        super().__init__(parent)
        self._seat, self._grid, self._asking, self._over = seat, grid, asking, parent
        self._seen: Seen | None = None
        self._own: dict[str, Value] = {}
        self._specs: tuple[FieldSpec, ...] = ()

    def build_impact(self) -> None:
        """Below the impact in words."""
        self.customers = self._value(
            self.tr("Customers"), self._ask_customers, self.tr("How many?")
        )
        self.regions = self._value(self.tr("Regions"), self._ask_regions, self.tr("Where?"))
        self.may_be_hit = self._value(self.tr("May be hit"), self._tell_hits)

    def build_room(self) -> None:
        """Where people talk."""
        self.bridge = self._value(self.tr("Talk"), self._ask_bridge, self.tr("Open a room"))

    def show_seen(self, seen: "Seen") -> None:
        """An incident, or the same later."""
        self._seen, detail = seen, seen.detail
        count = detail.customers
        self.customers.tell("" if count is None else f"{count:,}".replace(",", "\u202f"))
        self.regions.tell(", ".join(detail.regions))
        self.may_be_hit.tell(_hits(detail.stands_on_it), hit_lines(detail.stands_on_it))
        self._grid.show_row(self.may_be_hit, bool(detail.stands_on_it))
        self.bridge.tell(_host(detail.bridge), detail.bridge)
        self._grid.show_row(self.bridge, bool(detail.bridge) or detail.row.stage.open)
        self._show_own(seen)

    def _show_own(self, seen: "Seen") -> None:
        """A row for each of the team's fields, and for what is kept of one that was taken away."""
        fields = seen.form.fields if seen.form is not None else ()
        held = dict(seen.detail.custom)
        self._specs = fields
        names = [spec.name for spec in fields]
        names += [name for name in held if name not in names]
        for name in names:
            if name not in self._own:
                self._own[name] = self._value(name, partial(self._ask_own, name), _tr("Fill in"))
        for name, value in self._own.items():
            spec = next((each for each in fields if each.name == name), None)
            shown = own_text(held.get(name))
            link = spec is not None and spec.kind is FieldKind.LINK and bool(shown)
            if spec is not None and spec.kind is FieldKind.PERSON and shown:
                face = self._seat.faces.face(shown)
                value.tell(face.title, spec.about, face)
            elif link:
                value.tell(short_link(shown), shown)
            else:
                value.tell(shown, spec.about if spec is not None else "")
            self._grid.show_row(value, name in names)

    def _value(self, label: str, choose: Callable[[], object], hint: str = "") -> Value:
        value = Value(label, hint)
        value.wanted.connect(choose)
        self._grid.add(label, value)
        return value

    # asking

    def _ask_customers(self) -> None:
        assert self._seen is not None
        popup = self._line(self.tr("How many customers are hit?"), self.tr("A number, such as 120"))
        self._asking.ask(popup, self.customers, self._seen, "customers", _read_customers)

    def _ask_regions(self) -> None:
        assert self._seen is not None
        popup = self._line(self.tr("Where is it felt?"), self.tr("With commas: EU, US"))
        self._asking.ask(popup, self.regions, self._seen, "regions", _read_regions)

    def _ask_bridge(self) -> None:
        """Pressed, it opens; a menu beside it changes it."""
        assert self._seen is not None
        known = self._seen.detail.bridge
        from ui.incidents import joint

        menu = Menu(parent=self._over)
        act = self.tr("Join the call") if known else self.tr("Open a room for everybody")
        number = self._seen.detail.row.number
        menu.add(act, partial(joint.talk, self._seat.acts, number, known), "phone-call")
        menu.add(self.tr("Use a link of our own…"), partial(self._type_bridge, self._seen), "link")
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.bridge.mapToGlobal(self.bridge.rect().bottomLeft()))

    def _type_bridge(self, seen: "Seen") -> None:
        popup = self._line(self.tr("Where do you talk?"), "https://… or tel:…")
        self._asking.ask(popup, self.bridge, seen, "bridge", lambda now: now.detail.bridge)

    def _tell_hits(self) -> None:
        assert self._seen is not None
        menu = Menu(self.tr("These stand on what is hit"), parent=self._over)
        for hit in self._seen.detail.stands_on_it:
            menu.add(_hit_line(hit), lambda: None, "triangle-alert" if hit.troubled else "layers")
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.may_be_hit.mapToGlobal(self.may_be_hit.rect().bottomLeft()))

    def _ask_own(self, name: str) -> None:
        assert self._seen is not None
        spec = next((each for each in self._specs if each.name == name), None)
        held = dict(self._seen.detail.custom).get(name)
        value = self._own[name]
        if spec is None:
            return
        if spec.kind in (FieldKind.CHOICE, FieldKind.SEVERAL, FieldKind.PERSON):
            self._pick(spec, held, value)
            return
        if spec.kind is FieldKind.LINK and held:
            self._offer_link(spec, str(held), value, self._seen)
            return
        self._type(spec, value, self._seen)

    def _type(self, spec: "FieldSpec", value: Value, seen: "Seen") -> None:
        popup = self._line(spec.name, spec.about or own_hint(spec.kind))
        self._asking.ask(popup, value, seen, "custom", partial(_read_own, spec.name), spec.name)

    def _offer_link(self, spec: "FieldSpec", address: str, value: Value, seen: "Seen") -> None:
        menu = Menu(parent=self._over)
        menu.add(self.tr("Open"), lambda: QDesktopServices.openUrl(QUrl(address)), "external-link")
        menu.add(self.tr("Change…"), partial(self._type, spec, value, seen), "pencil")
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(value.mapToGlobal(value.rect().bottomLeft()))

    def _pick(self, spec: "FieldSpec", held: Any, value: Value) -> None:
        assert self._seen is not None
        have = _kept(held)
        if spec.kind is FieldKind.PERSON:
            choices = [Choice(f.name, f.title, f.name, f) for _, f in self._seat.faces.people]
        else:
            choices = [Choice(each, each, ticked=each in have) for each in spec.choices]
        if held is not None:
            choices.append(Choice(None, self.tr("None"), icon="x"))
        popup = ChoicePopup(self._over)
        wish = wish_of(self._seen, "custom", name=spec.name)
        popup.picked.connect(partial(self._picked, wish, spec, have))
        popup.picked.connect(popup.close)
        popup.closed.connect(popup.deleteLater)
        popup.offer(value, choices)

    def _picked(self, wish: Wish, spec: "FieldSpec", have: set[str], choice: Choice) -> None:
        key = choice.key
        if spec.kind is FieldKind.SEVERAL and key is None:
            cleared = partial(_without, spec, have)
            self.changed.emit(replace(wish, value={spec.name: None}, part=cleared))
        elif spec.kind is FieldKind.SEVERAL:
            name = str(key)
            told = _several(spec, have ^ {name})
            part = partial(_with, spec, name, name not in have)
            self.changed.emit(replace(wish, value=told, part=part))
        else:
            self.changed.emit(replace(wish, value={spec.name: key}, said=choice.text))

    def _line(self, title: str, hint: str) -> LinePopup:
        return LinePopup(title, self.tr("Save"), hint, self._over)


def _kept(held: Any) -> set[str]:
    """What is ticked."""
    return set(held) if isinstance(held, list) else {held} - {None}


def _several(spec: "FieldSpec", wanted: set[str]) -> dict[str, list[str]]:
    return {spec.name: [each for each in spec.choices if each in wanted]}


def _with(spec: "FieldSpec", name: str, wanted: bool, seen: "Seen") -> dict[str, list[str]]:
    """With or without this one, beside those that are ticked by now."""
    have = _kept(dict(seen.detail.custom).get(spec.name))
    return _several(spec, have | {name} if wanted else have - {name})


def _without(spec: "FieldSpec", seen_by_me: set[str], seen: "Seen") -> dict[str, list[str] | None]:
    """Without all that were ticked when it was asked; what others ticked since stays."""
    left = _kept(dict(seen.detail.custom).get(spec.name)) - seen_by_me
    return {spec.name: [each for each in spec.choices if each in left] or None}


def _read_customers(seen: "Seen") -> object:
    return seen.detail.customers


def _read_regions(seen: "Seen") -> str:
    return ", ".join(seen.detail.regions)


def _read_own(name: str, seen: "Seen") -> str:
    return own_text(dict(seen.detail.custom).get(name))


def own_text(value: Any) -> str:
    """A value of the team's own field as words; empty for none."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return bare(value) if isinstance(value, float) else str(value)


def short_link(address: str) -> str:
    """The last part of where it leads, which is mostly a ticket's number; else the host."""
    url = QUrl(address)
    last = url.path().rstrip("/").rpartition("/")[2]
    return last if 0 < len(last) <= LAST else url.host() or address


def own_hint(kind: FieldKind) -> str:
    """What is to be typed."""
    return {
        FieldKind.NUMBER: _tr("A number, such as 12 or 4.5"),
        FieldKind.DATE: _tr("A date, such as 2026-03-28"),
        FieldKind.LINK: "https://…",
    }.get(kind, "")


def hit_lines(hits: "tuple[Hit, ...]") -> str:
    """All of them, a line each."""
    return "\n".join(_hit_line(hit) for hit in hits)


def _hit_line(hit: "Hit") -> str:
    words = _tr("%1 (stands on %2)").replace("%1", hit.name).replace("%2", hit.through)
    return f"{words} – {_tr('has trouble of its own')}" if hit.troubled else words


def _hits(hits: "tuple[Hit, ...]") -> str:
    names = ", ".join(hit.name for hit in hits[:NAMED])
    more = len(hits) - NAMED
    return names + (_tr(" and %1 more").replace("%1", str(more)) if more > 0 else "")


def _host(address: str) -> str:
    """Where it leads, short."""
    if not address:
        return ""
    url = QUrl(address)
    return url.host() or address


def _tr(words: str) -> str:
    return QCoreApplication.translate("Incident", words)
