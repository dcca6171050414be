"""What declaring would do, said before it is done: who is paged and when; what is open already."""

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.kinds import ServiceKind
from ui.incidents.list_line import meta_of
from ui.incidents.seat import Seat
from ui.theme.space import XS, S
from ui.widgets.avatar import AvatarRow, Face
from ui.widgets.button import Button
from ui.widgets.picture import Picture
from ui.widgets.pill import SeverityPill
from ui.widgets.rows import clear, row
from ui.widgets.text import ElidedLabel, Text
from ui.widgets.when import age_text

if TYPE_CHECKING:
    from app.queries.dependency import Hit
    from app.queries.foresight import Foreseen
    from app.queries.incident_row import IncidentRow
    from app.queries.similar import Similar

MOST = 3  # people named
SOME = 5  # services named
LONG = 160  # characters of what solved one before
THEIRS = ServiceKind.THIRD_PARTY


class Forecast(QWidget):
    """`opened` carries the number of an incident that is open already."""

    opened = Signal(int)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seat = seat
        self._icon = Picture("bell-ring", "accent_text")
        self._faces = AvatarRow(scale=1.3)
        self._words = Text(wrap=True)
        self._depends = Text(look="small", wrap=True)
        self._like = QVBoxLayout()
        self._like.setSpacing(XS)
        line = row(self._icon, self._faces, gap=S)
        line.addWidget(self._words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(S)
        layout.addLayout(line)
        layout.addWidget(self._depends)
        layout.addLayout(self._like)
        self.show_found(False, [], [])

    def show_found(
        self,
        chosen: bool,
        foreseen: "list[Foreseen]",
        like: "list[IncidentRow]",
        stands: "tuple[Hit, ...]" = (),
        needs: "tuple[Hit, ...]" = (),
        past: "tuple[Similar, ...]" = (),
    ) -> None:
        """`chosen`: whether there is a service at all; `past` are over and say what solved them."""
        icon, tint = ("bell-ring", "accent_text") if foreseen else ("bell-off", "muted")
        self._icon.show_icon(icon, tint)
        faces = [self._seat.faces.face(each.name) for each in foreseen if each.person is not None]
        self._faces.show_faces(faces[:MOST])
        self._faces.setVisible(bool(faces))
        self._words.setText(self._told(chosen, foreseen))
        self._words.set_look("body" if foreseen or not chosen else "warn")
        self._words.setAccessibleName(self._words.text())
        self._tell_depends(stands, needs)
        self._show_like(like)
        self._show_past(past)

    def _tell_depends(self, stands: "tuple[Hit, ...]", needs: "tuple[Hit, ...]") -> None:
        """What else is hit, and whose fault it may be: services that depend on each other."""
        told = []
        if stands:
            told.append(self.tr("May hit %1, which need it.").replace("%1", _listed(stands)))
        if needs:
            words = self.tr("It needs %1 itself%2.").replace("%1", _listed(needs))
            sick = [each.name for each in needs if each.troubled]
            more = self.tr("; %1 has trouble now").replace("%1", ", ".join(sick)) if sick else ""
            told.append(words.replace("%2", more))
        self._depends.setText(" ".join(told))
        self._depends.setVisible(bool(told))

    def _told(self, chosen: bool, foreseen: "list[Foreseen]") -> str:
        """Pages Ana now, Cy in 5 min."""
        if not chosen:
            return self.tr("Pages nobody, because no service is chosen. The team sees it here.")
        if not foreseen:
            return self.tr("Pages nobody: this service has no policy that reaches anybody.")
        parts = [self._one(each) for each in foreseen[:MOST]]
        more = len(foreseen) - MOST
        if more > 0:
            parts.append(self.tr("then %1 more").replace("%1", str(more)))
        return self.tr("Pages %1.").replace("%1", ", ".join(parts))

    def _one(self, each: "Foreseen") -> str:
        name = Face(each.name, each.full_name).first if each.person is not None else each.name
        if each.after <= timedelta(seconds=1):
            return self.tr("%1 now").replace("%1", name)
        words = self.tr("%1 in %2").replace("%1", name)
        return words.replace("%2", age_text(each.after))

    def _show_like(self, like: "list[IncidentRow]") -> None:
        clear(self._like)
        if not like:
            return
        words = self.tr("Open already. Is it this one? Then help there:")
        self._like.addWidget(Text(words, "small", wrap=True))
        for found in like:
            title = ElidedLabel(found.title)
            meta = Text(meta_of(found, self._seat.now()), "small")
            go = Button(self.tr("Open"), "link", tip=found.title)
            go.setAccessibleName(self.tr("Open #%1").replace("%1", str(found.number)))
            go.clicked.connect(_Go(self, found.number))
            line = row(SeverityPill(found.severity), gap=S)
            line.addWidget(title, 1)
            line.addWidget(meta)
            line.addWidget(go)
            self._like.addLayout(line)

    def _show_past(self, past: "tuple[Similar, ...]") -> None:
        for each in past:
            lead = self.tr("#%1 was like this: %2. What solved it: %3")
            solved = " ".join(each.solution.split())
            solved = solved if len(solved) <= LONG else f"{solved[: LONG - 1]}…"
            words = lead.replace("%1", str(each.row.number)).replace("%2", each.row.title)
            self._like.addWidget(Text(words.replace("%3", solved), "small", wrap=True))


def _listed(hits: "tuple[Hit, ...]") -> str:
    """Names; whose service it is where it is not ours."""
    names = [f"{h.name} ({theirs()})" if h.kind is THEIRS else h.name for h in hits]
    more = f" +{len(names) - SOME}" if len(names) > SOME else ""
    return ", ".join(names[:SOME]) + more


def theirs() -> str:
    """Somebody else runs it."""
    return QCoreApplication.translate("Incident", "not ours")


class _Go:
    """The slot of one of the links."""

    def __init__(self, forecast: Forecast, number: int) -> None:
        self._forecast, self._number = forecast, number

    def __call__(self, _on: bool = False) -> None:
        self._forecast.opened.emit(self._number)
