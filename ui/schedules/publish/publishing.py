"""From a draft to what is in force: preview, merge where somebody was faster, write once."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge
from ui.keeper import FieldsKeeper
from ui.language.sentence import fault_words
from ui.schedules.drafting import Drafting
from ui.schedules.faces import faces_of
from ui.schedules.hand.words import name_of
from ui.schedules.publish import reads
from ui.schedules.publish.merge_sheet import MergeSheet
from ui.schedules.publish.proposal import proposal
from ui.schedules.publish.publish_sheet import PublishSheet
from ui.schedules.publish.versions_sheet import VersionsSheet

if TYPE_CHECKING:
    from app.domain.draft import Draft, Step
    from app.domain.effect import Effect
    from app.domain.merge import Merge
    from app.operations.publish import Published
    from app.queries.draft import Edition
    from ui.schedules.publish.proposal import Proposal


class Publishing(QObject):
    """`done` carries the Published; `looked` an Edition that the grid shows, or None; `failed` one
    sentence for which there is no better place."""

    done = Signal(object)
    looked = Signal(object)
    failed = Signal(str)

    def __init__(self, over: QWidget, bridge: Bridge, drafting: Drafting) -> None:
        super().__init__(over)
        self._over, self._bridge, self._drafting = over, bridge, drafting
        self._schedule = -1
        self._preview = False
        self.sheet: PublishSheet | None = None
        self.merge_sheet: MergeSheet | None = None
        self.versions_sheet: VersionsSheet | None = None
        self._merge: Merge | None = None
        self._board_version = 0

    # publishing

    def preview(self) -> None:
        """What publishing would do, without the button that does it."""
        self._begin(preview=True)

    def publish(self) -> None:
        """The same, to be published."""
        self._begin(preview=False)

    def _begin(self, *, preview: bool) -> None:
        self._preview = preview
        draft = self._drafting.draft()
        if self._drafting.schedule is None or draft is None or not draft.changed:
            return
        self._schedule = self._drafting.schedule
        question = partial(proposal, schedule_id=self._schedule, draft=draft)
        self._bridge.read(question, self._show, self._fail, key=(id(self), "proposal"))

    def _show(self, found: "Proposal | None") -> None:
        if found is None:
            self.failed.emit(self.tr("This schedule was taken out meanwhile."))
        elif found.board.version != found.draft.seen:
            self._unite(found)
        else:
            sheet = self._sheet()
            sheet.show_proposal(found, preview=self._preview, me=self._bridge.user)
            if sheet.isHidden():
                self._recall(sheet)
                sheet.open()

    def _sheet(self) -> PublishSheet:
        if self.sheet is None:
            self.sheet = PublishSheet(self._over)
            self.sheet.agreed.connect(self._write)
            self.sheet.wanted.connect(self.publish)
            room, note = self.sheet.note_room, self.sheet.note
            self._notes = FieldsKeeper(self._bridge, "publishing", room, note, owner=self.sheet)
        return self.sheet

    def _recall(self, sheet: PublishSheet) -> None:
        """The note that was written for this schedule."""
        self._notes.end()
        sheet.note.clear()
        self._notes.begin(self._schedule)

    def _write(self, draft: "Draft", effect: "Effect", note: str) -> None:
        from app.operations.publish import publish

        self._drafting.keep()
        by, ident = self._bridge.actor(), self._schedule
        work = partial(publish, schedule_id=ident, draft=draft, effect=effect, by=by, note=note)
        self._bridge.write(work, self._published, self._not_published)

    def _published(self, found: "Published") -> None:
        if self.sheet is not None:
            self._notes.leave()
            self.sheet.leave()
            self.sheet.note.clear()
        self._drafting.published(self._schedule, found.spec, found.version)
        self.done.emit(found)

    def _not_published(self, fault: Exception) -> None:
        from app.errors import Conflict, Fault

        if isinstance(fault, Conflict):
            self._begin(preview=False)  # read again; what was drafted is moved or merged
        elif isinstance(fault, Fault) and self.sheet is not None:
            self.sheet.complain(fault_words(fault))
        else:
            self._fail(fault)

    # two at once

    def _unite(self, found: "Proposal") -> None:
        """Moves the draft onto what is stored now, or asks about what clashes."""
        from app.domain.merge import merged
        from app.domain.rebase import rebased

        board, draft = found.board, found.draft
        moved = rebased(draft, board.stored, board.version)
        if moved is not None:
            self._take_over(moved)
            return
        self._merge = merged(draft.base, draft.spec, board.stored)
        self._board_version = board.version
        question = partial(reads.publisher, schedule_id=self._schedule)
        self._bridge.read(question, self._ask_merge, self._fail, key=(id(self), "publisher"))

    def _ask_merge(self, who: str) -> None:
        if self._merge is None:
            return
        if self.sheet is not None:
            self.sheet.leave()
        board = self._drafting.board(self._schedule)
        faces = faces_of(board) if board is not None else {}
        self.merge_sheet = MergeSheet(self._over, self._merge, self._shown(who), faces)
        self.merge_sheet.settled.connect(self._settle)
        self.merge_sheet.closed.connect(self.merge_sheet.deleteLater)
        self.merge_sheet.open()

    def _settle(self, mine: set[int]) -> None:
        from app.domain.draft import Draft, Step
        from app.domain.merge import settled

        if self._merge is None:
            return
        words = self.tr("merged with what was published")
        spec = settled(self._merge, mine)
        steps = (Step(words, spec),) if spec != self._merge.theirs else ()
        self._take_over(Draft(self._merge.theirs, self._board_version, steps, len(steps)))

    def _take_over(self, draft: "Draft") -> None:
        """Go on with a draft that stands on what is stored now."""
        if not draft.changed:
            self._drafting.published(self._schedule, draft.base, draft.seen)
            if self.sheet is not None:
                self.sheet.leave()
            self.failed.emit(self.tr("Nothing is left to publish: it is in force already."))
            return
        self._drafting.revive(draft, self._schedule)
        self._begin(preview=self._preview)

    def _shown(self, who: str) -> str:
        board = self._drafting.board(self._schedule)
        name = name_of(board, who) if board is not None else who
        return name or self.tr("Somebody")

    # versions

    def show_versions(self) -> None:
        """Every version that was in force."""
        if self._drafting.schedule is not None:
            self._schedule = self._drafting.schedule
            question = partial(reads.past, schedule_id=self._schedule)
            self._bridge.read(question, self._list, self._fail, key=(id(self), "past"))

    def _list(self, past: "reads.Past | None") -> None:
        if past is None:
            return
        if self.versions_sheet is None:
            self.versions_sheet = VersionsSheet(self._over)
            self.versions_sheet.looked.connect(self.look)
            self.versions_sheet.restored.connect(self.restore)
        self.versions_sheet.show_past(past)
        self.versions_sheet.open()

    def look(self, edition: "Edition | None") -> None:
        """Show a version in the grid, or go back to what is drafted."""
        self._drafting.look(edition.spec if edition is not None else None, self._schedule)
        self.looked.emit(edition)

    def restore(self, edition: "Edition") -> None:
        """Make a version a step of the draft."""
        self.look(None)
        by = self._bridge.actor()
        question = partial(reads.restored, schedule_id=self._schedule, number=edition.number, by=by)
        self._bridge.read(question, self._restored, self._fail, key=(id(self), "restore"))

    def _restored(self, step: "Step") -> None:
        self._drafting.apply(step.words, step.spec, self._schedule)

    def _fail(self, fault: Exception) -> None:
        from app.errors import Fault

        if isinstance(fault, Fault):
            self.failed.emit(fault_words(fault))
        else:
            self._bridge.failed.emit(fault)
