"""What a hand works at: the grid, the drafts, and whoever judges what it proposes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from app.domain.rota_edit import Held
from app.domain.window import Window
from ui.schedules.faces import face_in
from ui.schedules.hand.judge import Judge
from ui.schedules.hand.proposal import Ground, Proposal, Spot
from ui.schedules.hand.snap import Snap
from ui.schedules.mark import CHANGE, FINAL, LAYER, PERSON, SHIFT, GridRow, Mark, tr
from ui.widgets.avatar import Face

if TYPE_CHECKING:
    from datetime import datetime

    from ui.schedules.drafting import Drafting
    from ui.schedules.grid import RotaGrid

Keys = Qt.KeyboardModifier


class Desk(QObject):
    """`refused` carries one sentence; `done` the words of a step that was drafted; `said` what a
    screen reader was told."""

    refused = Signal(str)
    done = Signal(str)
    said = Signal(str)

    def __init__(self, grid: "RotaGrid", drafting: "Drafting", parent: QObject) -> None:
        super().__init__(parent)
        self.grid, self.drafting = grid, drafting
        self._judge: tuple[Ground, Judge] | None = None
        self._ground: Ground | None = None

    # what there is

    def ground(self, schedule: int) -> Ground | None:
        """A schedule as it is drafted now; None where nothing can be changed."""
        board, spec = self.drafting.board(schedule), self.drafting.drafted(schedule)
        if board is None or spec is None or self.drafting.looking:
            return None
        sheet, last = self.grid.sheet(), self._ground
        zone, scale = ZoneInfo(spec.time_zone), sheet.scale * 3600
        same = last is not None and last.board is board and last.spec is spec
        if last is not None and same and (last.shown, last.scale) == (sheet.zone, scale):
            return last
        snap = Snap.of(zone, scale, self._edges(schedule))
        self._ground = Ground(board, spec, snap, sheet.zone, scale)
        return self._ground

    def judge(self, ground: Ground) -> Judge:
        """Prepared once for what is drafted."""
        known = self._judge
        if known is None or known[0].board is not ground.board or known[0].spec is not ground.spec:
            known = self._judge = ground, Judge(ground.board, ground.spec)
        return known[1]

    def spot(self, point: QPointF, keys: Keys) -> Spot:
        """A place of the grid with the keys that are held."""
        hit = self.grid.hit(point)
        row = None if hit.row is None else self.grid.rows[hit.row]
        mark = None if row is None or hit.place is None else row.marks[hit.place]
        deep = 0.5
        if mark is not None and hit.row is not None and hit.place is not None:
            box = self.grid.box(hit.row, hit.place)
            deep = (point.x() - box.left()) / max(1.0, box.width())
        free, loose = bool(keys & Keys.ShiftModifier), bool(keys & Keys.AltModifier)
        through = bool(keys & Keys.ControlModifier)
        return Spot(hit.at, mark, row, deep, free, loose, through)

    def face(self, schedule: int, person: str) -> Face:
        """By handle."""
        board = self.drafting.board(schedule)
        if board is None or person not in board.idents:
            return Face(person)
        return face_in(board, board.idents[person])

    def row_of(self, schedule: int, kind: str, person: str = "", rotation: str = "") -> int | None:
        """Where a row is now."""
        wanted = kind, person, rotation
        for n, row in enumerate(self.grid.rows):
            mine = row.schedule == schedule or kind == PERSON
            if mine and (row.kind, row.person, row.rotation) == wanted:
                return n
        return None

    def box(self, row: int, window: Window, lane: int = 0) -> QRectF:
        """Where a bar of a window would be drawn in a row."""
        mark = Mark(SHIFT, window.start, window.end, None, "", "", "", self.grid.sheet().zone, lane)
        return self.grid.sheet().box(mark, self.grid.tops[row], self.grid.rows[row].kind)

    # what is done

    def apply(self, proposal: Proposal, ground: Ground, step: object = None) -> bool:
        """Drafts it as one step, or says why not."""
        if proposal.spec is None:
            if proposal.refusal:
                self.refuse(proposal.refusal)
            return False
        found = self.judge(ground).verdict(proposal)
        schedule = ground.board.schedule_id
        if self.drafting.schedule != schedule:
            self.drafting.open(ground.board)  # undo and the bar mean what is edited
        if not self.drafting.apply(proposal.words, proposal.spec, schedule, step=step):
            self.refuse(looking_words())
            return False
        self.say(". ".join([proposal.words, *(each.words for each in found.reasons)]))
        self.done.emit(proposal.words)
        return True

    def refuse(self, sentence: str) -> None:
        """One sentence, seen and heard."""
        self.refused.emit(sentence)
        self.say(sentence)

    def say(self, words: str) -> None:
        """To whoever listens instead of looking."""
        self.grid.setAccessibleDescription(words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.grid, words))
        self.said.emit(words)

    def _edges(self, schedule: int) -> "Iterator[datetime]":
        """Where bars begin and end: hand-offs draw a hand."""
        for row in self.grid.rows:
            if row.schedule == schedule and row.kind in (FINAL, LAYER):
                for mark in row.marks:
                    yield mark.start
                    yield mark.end


def held_of(mark: Mark) -> Held | None:
    """The bar as something to hold: a shift, or a cover that somebody serves."""
    serves = mark.kind == SHIFT or (mark.kind == CHANGE and mark.face is not None)
    return Held(mark.person, Window(mark.start, mark.end)) if serves and mark.person else None


def looking_words() -> str:
    """Why nothing can be changed here."""
    return tr("This is an earlier version: it can be looked at and restored, not edited.")


def window_of(mark: Mark) -> Window:
    """From its beginning to its end."""
    return Window(mark.start, mark.end)


def pages(row: GridRow) -> bool:
    """Whether the bars of a row are shifts that page."""
    return row.kind in (FINAL, PERSON)
