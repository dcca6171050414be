"""The drafts of whoever sits here: edits of schedules that gather until they are published.

The page shows `spec(schedule)`; every gesture and every form calls `apply`. What is drafted is kept
in the database a moment later, so that neither a crash nor another desk loses it.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from ui.bridge import Bridge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.changes import Changes
    from app.domain.actor import Actor
    from app.domain.board import Board
    from app.domain.draft import Draft
    from app.domain.workspace import ScheduleSpec
    from app.queries.draft import Drafter
    from app.store import Store

    Found = tuple[int, int, Draft | None]  # schedule, turn when it was asked, what is stored

LULL = 400  # ms without an edit before the draft is kept
AGAIN = 5000  # ms until what could not be kept is tried again


class Drafting(QObject):
    """`changed` carries the schedule whose spec is another now; `others` who else drafts the one
    that is open; `stale` the version that was published meanwhile and clashes with the draft;
    `told` a sentence about what happened to the draft."""

    changed = Signal(int)
    others = Signal(object)
    stale = Signal(int)
    told = Signal(str)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._boards: dict[int, Board] = {}
        self._drafts: dict[int, Draft] = {}
        self._peeks: dict[int, ScheduleSpec] = {}  # tried for a moment
        self._looks: dict[int, ScheduleSpec] = {}  # earlier versions looked at
        self._asked: set[int] = set()
        self._turns: dict[int, int] = {}  # counts what happens to a draft here
        self._keeping: dict[int, int] = {}  # how many writes are under way
        self._dirty: set[int] = set()
        self._step: object = None
        self.schedule: int | None = None
        self._clock = QTimer(self, singleShot=True, interval=LULL)
        self._clock.timeout.connect(self.keep)
        bridge.changed.connect(self._hear)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.keep)

    # what there is

    def open(self, board: "Board", *, current: bool = True) -> None:
        """A schedule as it was just read. Its draft is fetched once, and moved onto what is stored
        now; `current` makes it the one that undo, redo and the bar mean."""
        ident = board.schedule_id
        known = self._boards.get(ident)
        if known is not None and known.version > board.version:
            board = known  # read before what was published here
        self._boards[ident] = board
        if current and self.schedule != ident:
            self.schedule, self._step = ident, None
            self._ask_others()
        if ident not in self._asked:
            self._asked.add(ident)
            self._ask_draft(ident, self._arrived)
        elif ident in self._drafts:
            self._rebase(ident)
        self._clear(ident)

    def board(self, schedule: int | None = None) -> "Board | None":
        """As it was last read."""
        return self._boards.get(self._which(schedule))

    def draft(self, schedule: int | None = None) -> "Draft | None":
        """The draft, if something was edited (or undone)."""
        return self._drafts.get(self._which(schedule))

    def spec(self, schedule: int | None = None) -> "ScheduleSpec | None":
        """What the grid shows: an earlier version that is looked at, what is being tried, the
        draft, or what is stored."""
        ident = self._which(schedule)
        return self._looks.get(ident) or self._peeks.get(ident) or self.drafted(ident)

    def drafted(self, schedule: int | None = None) -> "ScheduleSpec | None":
        """The same without what is only looked at or tried."""
        ident = self._which(schedule)
        if ident in self._drafts:
            return self._drafts[ident].spec
        board = self._boards.get(ident)
        return board.stored if board is not None else None

    @property
    def can_undo(self) -> str:
        """The words of what undo takes back; empty when there is nothing."""
        draft = self.draft()
        return draft.undoable if draft is not None else ""

    @property
    def can_redo(self) -> str:
        """The words of what redo does again; empty when there is nothing."""
        draft = self.draft()
        return draft.redoable if draft is not None else ""

    @property
    def clashes(self) -> bool:
        """Whether something else was published that the open draft was not moved onto."""
        board, draft = self.board(), self.draft()
        return board is not None and draft is not None and draft.seen < board.version

    # edits

    def apply(
        self,
        words: str,
        spec: "ScheduleSpec",
        schedule: int | None = None,
        *,
        step: object = None,
    ) -> bool:
        """One more step. Edits with the same `step` key in a row are one step, as while typing.
        False where there is nothing to edit: no schedule, or an old version is looked at."""
        from app.domain.draft import Draft

        ident = self._which(schedule)
        board = self._boards.get(ident)
        if board is None or ident in self._looks:
            return False
        if self.schedule != ident:
            self.schedule = ident
            self._ask_others()
        draft = self._drafts.get(ident) or Draft(board.stored, board.version)
        if step is not None and step == self._step and draft.at:
            draft = draft.undone()
        self._step = step
        self._peeks.pop(ident, None)
        self._put(ident, _without_rest(draft) if spec == draft.spec else draft.did(words, spec))
        return True

    def peek(self, spec: "ScheduleSpec | None", schedule: int | None = None) -> None:
        """Show something without drafting it, such as an order while names are dragged; None ends
        that."""
        self._show(self._peeks, self._which(schedule), spec)

    def look(self, spec: "ScheduleSpec | None", schedule: int | None = None) -> None:
        """Show an earlier version, in which nothing can be edited; None ends that."""
        self._show(self._looks, self._which(schedule), spec)

    @property
    def looking(self) -> bool:
        """Whether an earlier version is shown."""
        return self._which(None) in self._looks

    def end_step(self) -> None:
        """What comes next is a step of its own."""
        self._step = None

    def undo(self) -> None:
        """One step back."""
        self._move(lambda draft: draft.undone())

    def redo(self) -> None:
        """One step forward again."""
        self._move(lambda draft: draft.redone())

    def discard(self, schedule: int | None = None) -> "Draft | None":
        """Back to what is stored; `revive` takes the answer to undo that."""
        ident = self._which(schedule)
        draft = self._drafts.pop(ident, None)
        self._peeks.pop(ident, None)
        self._step = None
        if draft is not None:
            self._touch(ident)
        return draft

    def revive(self, draft: "Draft", schedule: int | None = None) -> None:
        """A draft that was discarded, or one that was merged."""
        ident = self._which(schedule)
        self._step = None
        self._put(ident, draft)
        self._rebase(ident)

    # keeping

    def keep(self) -> None:
        """Write down what changed, as happens by itself after a lull."""
        self._clock.stop()
        by = self._bridge.actor()
        while self._dirty:
            ident = self._dirty.pop()
            self._keeping[ident] = self._keeping.get(ident, 0) + 1
            work = partial(_keep, schedule_id=ident, draft=self._drafts.get(ident), by=by)
            self._bridge.write(work, self._kept, self._not_kept)

    def published(self, schedule: int, spec: "ScheduleSpec", version: int) -> None:
        """What is stored now, a moment before it is read again: there is no draft any more."""
        from dataclasses import replace

        self._drafts.pop(schedule, None)
        self._step = None
        board = self._boards.get(schedule)
        if board is not None and board.version < version:
            self._boards[schedule] = replace(board, stored=spec, version=version)
        self._touch(schedule)

    # inside

    def _which(self, schedule: int | None) -> int:
        found = self.schedule if schedule is None else schedule
        return -1 if found is None else found

    def _show(
        self, shown: "dict[int, ScheduleSpec]", ident: int, spec: "ScheduleSpec | None"
    ) -> None:
        if shown.get(ident) == spec:
            return
        if spec is None:
            del shown[ident]
        else:
            shown[ident] = spec
        self.changed.emit(ident)

    def _move(self, step: "Callable[[Draft], Draft]") -> None:
        ident = self._which(None)
        draft = self._drafts.get(ident)
        self._step = None
        if draft is not None and ident not in self._looks:
            self._peeks.pop(ident, None)
            self._put(ident, step(draft))

    def _put(self, ident: int, draft: "Draft") -> None:
        self._drafts[ident] = draft
        if not draft.steps:
            del self._drafts[ident]
        self._touch(ident)

    def _kept(self, ident: int) -> None:
        self._keeping[ident] = max(0, self._keeping.get(ident, 0) - 1)
        self._turns[ident] = self._turns.get(ident, 0) + 1

    def _not_kept(self, fault: Exception) -> None:
        """Try again in a while; a schedule that is gone needs no draft."""
        from app.errors import Refused

        self._keeping.clear()
        if not isinstance(fault, Refused):
            self._dirty |= set(self._drafts)
            self._clock.start(AGAIN)
            self._bridge.failed.emit(fault)

    def _touch(self, ident: int) -> None:
        self._dirty.add(ident)
        self._turns[ident] = self._turns.get(ident, 0) + 1
        self._clock.start(LULL)
        self.changed.emit(ident)

    def _ask_draft(self, ident: int, done: "Callable[[Found], None]") -> None:
        name, turn = self._bridge.actor().name, self._turns.get(ident, 0)
        question = partial(_stored_draft, schedule_id=ident, name=name, turn=turn)
        self._bridge.read(question, done, key=(id(self), ident))

    def _arrived(self, found: "Found") -> None:
        """The draft that was kept; what was edited before it came stays on top of it."""
        from app.domain.rebase import atop

        ident, _, stored = found
        local = self._drafts.get(ident)
        if stored is not None and stored.steps and ident not in self._dirty:
            self._drafts[ident] = stored
        elif stored is not None and stored.steps and local is not None:
            self._drafts[ident] = atop(stored, local)
        if ident in self._drafts:
            self._rebase(ident)
            self._clear(ident)
            self.changed.emit(ident)

    def _compare(self, found: "Found") -> None:
        """What the same person drafted at another desk, unless something is under way here."""
        ident, turn, stored = found
        if turn != self._turns.get(ident, 0) or ident in self._dirty or self._keeping.get(ident):
            return
        if stored == self._drafts.get(ident):
            return
        self._drafts.pop(ident, None)
        if stored is not None and stored.steps:
            self._drafts[ident] = stored
            self._rebase(ident)
            self._clear(ident)
        self.changed.emit(ident)

    def _rebase(self, ident: int) -> None:
        """Onto what is stored now, where nothing clashes; else says so and leaves it."""
        from app.domain.rebase import rebased

        board, draft = self._boards[ident], self._drafts[ident]
        if draft.seen >= board.version:
            return
        moved = rebased(draft, board.stored, board.version)
        if moved is None:
            self.stale.emit(board.version)
        else:
            self._put(ident, moved)
            same = self.tr("What you had drafted is in force already.")
            on_top = self.tr("Somebody published meanwhile; your draft is on top of that now.")
            self.told.emit(on_top if moved.changed else same)

    def _clear(self, ident: int) -> None:
        """Of people who are not there any more."""
        from app.domain.rebase import strangers, without

        draft, known = self._drafts.get(ident), self._boards[ident].idents
        for shown in (self._peeks, self._looks):
            if ident in shown and strangers(shown[ident], known):
                del shown[ident]
        steps = draft.steps if draft is not None else ()
        gone = {who for each in steps for who in strangers(each.spec, known)}
        if draft is not None and gone:
            self._put(ident, without(draft, gone))
            said = self.tr("%1 is gone, and was taken out of the draft.")
            self.told.emit(said.replace("%1", ", ".join(sorted(gone))))

    def _hear(self, changes: "Changes") -> None:
        if self.schedule is not None and changes.touch("draft"):
            self._ask_others()
            if not changes.ours and self.schedule in self._asked:
                self._ask_draft(self.schedule, self._compare)

    def _ask_others(self) -> None:
        if self.schedule is not None and self._bridge.post is not None:
            question = partial(_drafters, schedule_id=self.schedule)
            self._bridge.read(question, self._tell_others, key=(id(self), "others"))

    def _tell_others(self, found: "Sequence[Drafter]") -> None:
        me = self._bridge.actor().name
        self.others.emit([each for each in found if each.name != me])


def _without_rest(draft: "Draft") -> "Draft":
    """What was undone to be replaced and came out the same: nothing is left of it."""
    from dataclasses import replace

    return replace(draft, steps=tuple(draft.steps[: draft.at]))


def _stored_draft(store: "Store", schedule_id: int, name: str, turn: int) -> "Found":
    from app.queries.draft import draft_of

    return schedule_id, turn, draft_of(store, schedule_id, name)


def _keep(store: "Store", schedule_id: int, draft: "Draft | None", by: "Actor") -> int:
    from app.operations.draft import drop_draft, keep_draft

    if draft is None or not draft.steps:
        drop_draft(store, schedule_id, by)
    else:
        keep_draft(store, schedule_id, draft, by)
    return schedule_id


def _drafters(store: "Store", schedule_id: int) -> "list[Drafter]":
    from app.queries.draft import drafters

    return drafters(store, schedule_id)
