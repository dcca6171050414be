"""Who carries what in the span: a line a person, and how much of it is covered."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.language.numbers import covered
from ui.schedules.layer_rows import at_hand
from ui.schedules.length import length_said, length_spoken
from ui.schedules.load_line import LoadLine
from ui.schedules.plan import Plan
from ui.theme.space import XS, L, M, S
from ui.widgets.avatar import Face
from ui.widgets.card import Card
from ui.widgets.text import Line, Text

if TYPE_CHECKING:
    from datetime import datetime

    from app.domain.load import Load
    from app.domain.rota import Resolved
    from app.domain.window import Window


class Share(NamedTuple):
    """What one person carries; without a load nothing in the span."""

    face: Face
    load: "Load | None"


class Carried(Card):
    """The people of a span, the most loaded first, and its coverage. Their lines stay the same
    widgets while the figures change: `line(name)`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=L - 2, gap=M, parent=parent)
        self.section.set_title(self.tr("People"))
        self.section.set_hint(self.tr("in this span"))
        self.setAccessibleName(self.tr("On call in this span"))
        self._lines: dict[str, LoadLine] = {}
        self._box = QVBoxLayout()
        self._box.setSpacing(M + XS)
        self.nobody = Text(self.tr("Nobody is planned yet."), "muted", wrap=True)
        self.coverage = Text(look="strong", wrap=True)
        self.gaps = Text(look="small", wrap=True)
        self._build()

    def _build(self) -> None:
        self.body.addWidget(self.nobody)
        self.body.addLayout(self._box)
        self.body.addWidget(Line())
        self.body.addWidget(self.coverage)
        self.body.addWidget(self.gaps)
        self.section.layout().addStretch(1)  # type: ignore[union-attr]

    def line(self, name: str) -> LoadLine | None:
        """Somebody's line, by handle."""
        return self._lines.get(name)

    def lines(self) -> list[LoadLine]:
        """From top to bottom."""
        return sorted(self._lines.values(), key=self._box.indexOf)

    def show_plans(self, plans: Sequence[Plan], window: "Window") -> None:
        """What schedules come to in a span; nights and weekends by the clock of the first of them,
        whoever looks."""
        resolved = [plan.within(window) for plan in plans]
        zone = ZoneInfo(plans[0].spec.time_zone)
        shares = list(_shares(plans, resolved, zone))
        self._keep([share.face.name for share in shares])
        most = max((each.load.length for each in shares if each.load), default=None)
        for at, share in enumerate(shares):
            line = self._lines.get(share.face.name) or self._make(share.face)
            if self._box.indexOf(line) != at:
                self._box.insertWidget(at, line)
            part = share.load.length / most if share.load and most else 0.0
            line.tell(share.face, self._figures(share.load), self._spoken(share.load), part)
        self.nobody.setVisible(not shares)
        self._tell_coverage(resolved, plans[0].board.now)

    def _keep(self, names: Sequence[str]) -> None:
        for name in self._lines.keys() - set(names):
            gone = self._lines.pop(name)
            gone.hide()
            gone.deleteLater()

    def _make(self, face: Face) -> LoadLine:
        made = LoadLine(face)
        self._lines[face.name] = made
        return made

    def _figures(self, load: "Load | None") -> str:
        if load is None:
            return self.tr("free")
        hours = length_said(load.length)
        nights = self.tr("%1 n").replace("%1", str(load.nights))
        weekends = self.tr("%1 we").replace("%1", str(load.weekends))
        return f"{hours} · {nights} · {weekends}"

    def _spoken(self, load: "Load | None") -> str:
        if load is None:
            return self.tr("not on call")
        hours = length_spoken(load.length)
        nights = self.tr("1 night") if load.nights == 1 else self.tr("%1 nights")
        weekends = self.tr("1 weekend") if load.weekends == 1 else self.tr("%1 weekends")
        rest = (nights.replace("%1", str(load.nights)), weekends.replace("%1", str(load.weekends)))
        return ", ".join((hours, *rest))

    def _tell_coverage(self, found: "Sequence[Resolved]", now: "datetime") -> None:
        """What is over is history: nobody can act on it, and a schedule that was just made had
        nobody before."""
        gaps = [gap for each in found for gap in each.gaps]
        share = sum(each.coverage for each in found) / max(1, len(found))
        shown = covered(share, not gaps)
        self.coverage.setText(self.tr("Coverage %1 %").replace("%1", shown))
        meant = sum(gap.deliberate for gap in gaps)
        real = sum(not gap.deliberate and gap.window.end > now for gap in gaps)
        past = len(gaps) - meant - real
        told = []
        if real:
            words = self.tr("1 gap: nobody is paged") if real == 1 else self.tr("%1 gaps")
            told.append(words.replace("%1", str(real)))
        if past:
            words = self.tr("1 gap in the past") if past == 1 else self.tr("%1 gaps in the past")
            told.append(words.replace("%1", str(past)))
        if meant:
            words = self.tr("1 on purpose") if meant == 1 else self.tr("%1 on purpose")
            told.append(words.replace("%1", str(meant)))
        self.gaps.setText(" · ".join(told) or self.tr("No gap."))
        self.gaps.set_look("error" if real else "small")
        self.body.setSpacing(M if told else XS + S)


def _shares(
    plans: Sequence[Plan], resolved: "Sequence[Resolved]", zone: ZoneInfo
) -> Iterator[Share]:
    """The most loaded first, then who is at hand and free in this span, by name."""
    from app.domain.load import loads

    faces = {ident: face for plan in plans for ident, face in plan.faces.items()}
    carried = loads((shift for each in resolved for shift in each.shifts), zone)
    for load in carried:
        yield Share(faces[load.person], load)
    busy = {faces[load.person].name for load in carried}
    free = frozenset[str]().union(*map(at_hand, plans)) - busy
    named = {face.name: face for face in faces.values()}
    for name in sorted(free):
        yield Share(named[name], None)
