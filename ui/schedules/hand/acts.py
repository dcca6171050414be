"""What can be done to a bar, by whichever way it is asked for: menu, key, double click, list."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.candidate import candidates
from app.domain.rota_edit import Held
from app.domain.window import Window
from ui.schedules.hand.candidates import CandidatesPopup
from ui.schedules.hand.desk import Desk, held_of, looking_words, window_of
from ui.schedules.hand.drag import why_not
from ui.schedules.hand.edit_popup import EditPopup, Wish
from ui.schedules.hand.edits import dropped, edited, part_covered, removed, split_at
from ui.schedules.hand.gesture import USUAL, copied, covered, reassigned, swapped
from ui.schedules.hand.hand_off import handed_off
from ui.schedules.hand.judge import Verdict
from ui.schedules.hand.offers import offers
from ui.schedules.hand.partners import partner_offers
from ui.schedules.hand.proposal import Ground, Proposal, ahead, past_words
from ui.schedules.hand.snap import HOUR, shifted, stepped
from ui.schedules.hand.words import day_words, name_of, said, times
from ui.schedules.mark import CHANGE, FINAL, GAP, LAYER, NOBODY, SHIFT, GridRow, Mark, tr
from ui.widgets.avatar import Face

Anchor = Callable[[], QWidget]


class Asked(NamedTuple):
    """A bar, the kind of its row (with its rotation), and a widget to hang a question at."""

    mark: Mark
    row: GridRow
    anchor: Anchor


class Acts(QObject):
    """`cover_wanted` and `export_wanted` carry (schedule, Held): others fulfil them. `asked` comes
    with every pop-up that opened."""

    cover_wanted = Signal(int, object)
    export_wanted = Signal(int, object)
    publish_wanted = Signal()
    asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.desk = desk
        self.copy_of: Held | None = None
        self.popup: QWidget | None = None

    # what a bar allows

    def ground(self, asked: Asked) -> Ground | None:
        """To work on; says why where there is none."""
        ground = self.desk.ground(asked.mark.schedule) if asked.mark.schedule else None
        if ground is not None and asked.mark.end > ground.now:
            return ground
        self.desk.refuse(self.why_not(asked, ground))
        return None

    def why_not(self, asked: Asked, ground: Ground | None) -> str:
        """Why nothing can be changed of a bar."""
        return why_not(asked.mark, asked.row.kind, ground) or past_words()

    # questions

    def open(self, asked: Asked) -> None:
        """Enter: candidates for a gap, person and times of a bar, the hand-off of a turn."""
        if asked.mark.kind in (GAP, NOBODY):
            self.fill(asked)
        elif asked.row.kind == LAYER:
            self.hand_off(asked)
        elif asked.mark.kind in (SHIFT, CHANGE):
            self.edit(asked)
        else:
            self.desk.refuse(self.why_not(asked, self.desk.ground(asked.mark.schedule)))

    def fill(self, asked: Asked) -> None:
        """Who could take a gap."""
        self._offer(asked, tr("Who takes this gap?"), covered_by(window_of(asked.mark)))

    def reassign(self, asked: Asked) -> None:
        """Who else could take a bar."""
        held = held_of(asked.mark)
        if held is not None:
            name = self._name(asked, held.person)
            self._offer(asked, said(tr("Who takes %1's shift?"), name), taken_by(held))

    def edit(self, asked: Asked) -> None:
        """Person and both times."""
        ground, held = self.ground(asked), held_of(asked.mark)
        if ground is None:
            return
        if held is None:
            self.remove(asked)
            return
        self._ask(
            asked,
            ground,
            said(tr("%1's shift"), self._name(asked, held.person)),
            Wish(held.person, held.window),
            lambda now, wish: edited(now, held, wish.person, wish.window),
            removed=partial(self.remove, asked),
        )

    def part(self, asked: Asked) -> None:
        """Somebody for a part of a bar, or of a gap."""
        ground = self.ground(asked)
        if ground is not None:
            self._ask(
                asked,
                ground,
                tr("Who covers, from when until when?"),
                Wish("", ahead(window_of(asked.mark), ground)),
                lambda now, wish: part_covered(now, asked.mark, wish.person, wish.window),
                act=tr("Cover"),
            )

    def new(self, schedule: int, anchor: Anchor) -> None:
        """A cover wherever one likes, by fields; anybody of the team, also who has no turn."""
        ground = self.desk.ground(schedule)
        if ground is None:
            self.desk.refuse(looking_words())
            return
        start = stepped(ground.now, 1, HOUR, ground.zone)
        mark = Mark(GAP, start, start + USUAL, None, "", "", "", ground.shown, schedule=schedule)
        asked = Asked(mark, GridRow("", "", (), FINAL, schedule), anchor)
        self._ask(
            asked,
            ground,
            tr("A new cover: who, from when until when?"),
            Wish("", window_of(mark)),
            lambda now, wish: covered(now, wish.person, wish.window),
            act=tr("Cover"),
        )

    def split(self, asked: Asked) -> None:
        """From when on somebody else has it."""
        ground, held = self.ground(asked), held_of(asked.mark)
        if ground is None or held is None:
            return
        window = ahead(held.window, ground)
        middle = ground.snap.near(window.start + window.length / 2)
        self._ask(
            asked,
            ground,
            said(tr("%1's shift: who has it, from when on?"), self._name(asked, held.person)),
            Wish("", Window(middle, held.window.end)),
            lambda now, wish: split_at(now, held, wish.window.start, wish.person),
            act=tr("Split"),
            until=False,
        )

    def copy_to(self, asked: Asked) -> None:
        """The same again, at another time."""
        ground, held = self.ground(asked), held_of(asked.mark)
        if ground is None or held is None:
            return
        self._ask(
            asked,
            ground,
            said(tr("Copy %1's shift to"), self._name(asked, held.person)),
            Wish(held.person, Window(held.window.end, held.window.end + held.window.length)),
            lambda now, wish: copied(now, held, wish.window),
            act=tr("Copy"),
            whose=False,
        )

    def hand_off(self, asked: Asked) -> None:
        """When this turn begins, and with it all the others."""
        ground, window = self.ground(asked), window_of(asked.mark)
        if ground is None:
            return
        rotation = asked.row.rotation or asked.mark.source
        self._ask(
            asked,
            ground,
            said(tr("%1: this hand-off at"), rotation),
            Wish(asked.mark.person, window),
            lambda now, wish: handed_off(
                now, rotation, asked.mark.person, window, -1, wish.window.start
            ),
            act=tr("Move hand-offs"),
            whose=False,
            until=False,
        )

    def swap(self, asked: Asked) -> None:
        """With whose shift?"""
        ground, held = self.ground(asked), held_of(asked.mark)
        if ground is None or held is None:
            return
        title = said(tr("Who swaps with %1?"), self._name(asked, held.person))
        hint = times(held.window, ground.zone, ground.shown)
        partners, offered = partner_offers(self.desk, ground, held)
        popup = CandidatesPopup(self.desk.grid)
        popup.picked.connect(lambda key: self._swap(asked, held, partners[key]))
        popup.offer(self._hung(popup, asked), title, hint, offered)

    # deeds

    def remove(self, asked: Asked) -> None:
        """Nobody has it; a cover is taken back."""
        ground, held = self.ground(asked), held_of(asked.mark)
        if ground is None:
            return
        if asked.mark.kind == CHANGE:
            self.desk.apply(dropped(ground, asked.mark), ground)
        elif asked.mark.kind in (GAP, NOBODY):
            self.desk.refuse(tr("There is nobody to remove."))
        elif held is not None:
            self.desk.apply(removed(ground, held), ground)

    def copy(self, asked: Asked) -> None:
        """To be pasted."""
        self.copy_of = held_of(asked.mark)
        if self.copy_of is None:
            self.desk.refuse(tr("Only a shift or a cover can be copied."))
        else:
            when = times(self.copy_of.window, asked.mark.zone, asked.mark.zone)
            self.desk.say(
                f"{said(tr('%1 copied'), self._name(asked, self.copy_of.person))}, {when}"
            )

    def paste(self, asked: Asked) -> None:
        """What was copied, from where the chosen bar begins."""
        ground = self.ground(asked)
        if ground is None:
            return
        if self.copy_of is None:
            self.desk.refuse(tr("Nothing was copied yet: Ctrl+C on a shift."))
            return
        start = ahead(window_of(asked.mark), ground).start
        to = shifted(self.copy_of.window, start, ground.zone)
        self.desk.apply(copied(ground, self.copy_of, to), ground)

    def ask_for_cover(self, asked: Asked) -> None:
        """Others ask the people."""
        held = held_of(asked.mark)
        if held is not None:
            self.cover_wanted.emit(asked.mark.schedule, held)

    def export(self, asked: Asked) -> None:
        """As a file for calendars."""
        held = held_of(asked.mark)
        if held is not None:
            self.export_wanted.emit(asked.mark.schedule, held)

    # inside

    def _swap(self, asked: Asked, held: Held, other: Held) -> None:
        ground = self.ground(asked)
        if ground is not None:
            self.desk.apply(swapped(ground, held, other), ground)

    def _offer(self, asked: Asked, title: str, take: Callable[[Ground, str], Proposal]) -> None:
        ground = self.ground(asked)
        if ground is None:
            return
        window = ahead(window_of(asked.mark), ground)
        found = candidates(ground.board, ground.spec, window)
        popup = CandidatesPopup(self.desk.grid)

        def taken(person: str) -> None:
            now = self.ground(asked)
            if now is not None:
                self.desk.apply(take(now, person), now)

        popup.picked.connect(taken)
        listed = offers(self.desk, ground, found)
        whole = ground.board.window
        span = (day_words(at, ground.shown) for at in (whole.start, whole.end))
        loads = said(tr("on call %1 – %2"), *span)
        hint = f"{times(window, ground.zone, ground.shown)} · {loads}"
        popup.offer(self._hung(popup, asked), title, hint, listed)

    def _ask(
        self,
        asked: Asked,
        ground: Ground,
        title: str,
        wish: Wish,
        make: Callable[[Ground, Wish], Proposal],
        *,
        act: str = "",
        removed: Callable[[], object] | None = None,
        whose: bool = True,
        until: bool = True,
    ) -> None:
        schedule = asked.mark.schedule
        popup = EditPopup(ground.shown, self.desk.grid)

        def answered(said: Wish) -> str:
            now = self.desk.ground(schedule)
            if now is None:
                return tr("This cannot be changed any more.")
            found = make(now, said)
            if found.spec is not None:
                self.desk.apply(found, now)
            return "" if found.spec is not None else found.refusal

        def judged(said: Wish) -> Verdict:
            now = self.desk.ground(schedule)
            return self.desk.judge(now).verdict(make(now, said)) if now is not None else Verdict()

        popup.ask(
            self._hung(popup, asked), title, self._people(ground), wish,
            answered=answered, judged=judged, removed=removed, act=act, whose=whose, until=until,
        )  # fmt: skip

    def _hung(self, popup: QWidget, asked: Asked) -> QWidget:
        """Where a pop-up opens; it ends with its closing."""
        self.popup = popup
        popup.closed.connect(popup.deleteLater)  # type: ignore[attr-defined]
        popup.destroyed.connect(partial(_forget, self, popup))
        self.asked.emit(popup)
        return asked.anchor()

    def _people(self, ground: Ground) -> list[tuple[str, Face]]:
        schedule = ground.board.schedule_id
        names = (each.name for each in ground.board.people if each.active)
        found = [(name, self.desk.face(schedule, name)) for name in names]
        return sorted(found, key=lambda each: each[1].title.casefold())

    def _name(self, asked: Asked, person: str) -> str:
        board = self.desk.drafting.board(asked.mark.schedule)
        return name_of(board, person) if board is not None else person


def covered_by(window: Window) -> Callable[[Ground, str], Proposal]:
    """Somebody alone in a window."""
    return lambda ground, person: covered(ground, person, window)


def taken_by(held: Held) -> Callable[[Ground, str], Proposal]:
    """Somebody in another's place."""
    return lambda ground, person: reassigned(ground, held, person)


def _forget(acts: Acts, popup: QWidget, *_: object) -> None:
    if acts.popup is popup:
        acts.popup = None
