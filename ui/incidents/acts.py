"""What can be done to an incident from the desktop: each act is written, told, and can be undone
where that makes sense."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from models.kinds import Role, Stage
from ui.bridge import Bridge, Done
from ui.incidents import writes

if TYPE_CHECKING:
    from app.domain.actor import Actor
    from app.domain.attachment import Upload
    from app.store import Store

Failed = Callable[[Exception], None]


class Acts(QObject):
    """`told` carries a sentence and what undoes it (or None); `failed` what went wrong, where no
    field is to say it; `why_wanted` the act that is done once it is given the reason the team asks
    for; `led` from which incident to which work has moved; `late` that somebody was faster, and
    what does it all the same."""

    told = Signal(str, object)
    failed = Signal(object)
    why_wanted = Signal(object)
    led = Signal(int, int)
    late = Signal(object, object)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge

    def acknowledge(self, number: int) -> None:
        """I have it."""
        undo = partial(self.give_back, number)
        self._write(writes.acknowledge, number, done=partial(self._tell, undo))

    def give_back(self, number: int) -> None:
        """Nobody has it; the next level is asked."""
        words = self.tr("#%1 is nobody's again.").replace("%1", str(number))
        self._write(writes.give_back, number, done=partial(self._say, words, None))

    def take(self, number: int) -> None:
        """From whoever has it."""
        words = self.tr("You have #%1.").replace("%1", str(number))
        self._write(writes.take, number, done=partial(self._say, words, None))

    def move(
        self,
        number: int,
        stage: Stage,
        back: Stage | None = None,
        seen: Stage | None = None,
    ) -> None:
        """To another stage; `back` is where it was seen, and where Undo leads: to there, as long as
        nobody else moved it on."""
        undo = None
        if back is not None and back.open:
            undo = partial(self.move, number, back, None, stage)

        def work(store: "Store", by: "Actor", why: str) -> None:
            writes.move(store, number, stage, by, why, seen or back)

        self.do(work, self._moved(number, stage), undo)

    def resolve(self, number: int, note: str = "", failed: Failed | None = None) -> None:
        """With what solved it."""

        def work(store: "Store", by: "Actor", why: str) -> None:
            writes.resolve(store, number, by, note or why)

        words = self.tr("#%1 is resolved.").replace("%1", str(number))
        self.do(work, words, partial(self.reopen, number), failed)

    def reopen(self, number: int) -> None:
        """Work goes on."""

        def work(store: "Store", by: "Actor", why: str) -> None:
            writes.reopen(store, number, by, why)

        self.do(work, self.tr("#%1 is open again.").replace("%1", str(number)))

    def decline(self, number: int, reason: str = "", failed: Failed | None = None) -> None:
        """It is no incident after all."""

        def work(store: "Store", by: "Actor", why: str) -> None:
            writes.decline(store, number, by, reason or why)

        words = self.tr("#%1 is declined.").replace("%1", str(number))
        self.do(work, words, partial(self.reopen, number), failed)

    def escalate(self, number: int) -> None:
        """The next level, now."""
        words = self.tr("The next level of #%1 is paged now.").replace("%1", str(number))
        self._write(writes.escalate, number, done=partial(self._say, words, None))

    def hand_to(self, number: int, who: int) -> None:
        """Page one person at once instead of all others."""
        words = self.tr("#%1 is handed on; the policy waits for an answer.")
        words = words.replace("%1", str(number))
        self._write(writes.hand_to, number, who, done=partial(self._say, words, None))

    def apply_policy(self, number: int) -> None:
        """Go on by the policy as it is now."""
        words = self.tr("#%1 goes by the policy as it is now.").replace("%1", str(number))
        self._write(writes.apply_policy, number, done=partial(self._say, words, None))

    def note(
        self, number: int, text: str, done: Done, failed: Failed, at: datetime | None = None
    ) -> None:
        """A note, of now or of a time that is gone."""
        by = self._bridge.actor()
        question = partial(writes.note, number=number, text=text, by=by, at=at)
        self._bridge.write(question, done, failed)

    def attach(
        self,
        number: int,
        files: "list[Upload]",
        text: str,
        at: datetime | None,
        done: Done,
        failed: Failed,
    ) -> None:
        """Files, with a note or without."""
        by = self._bridge.actor()
        question = partial(writes.attach, number=number, files=files, text=text, at=at, by=by)
        self._bridge.write(question, done, failed)

    def change(
        self,
        number: int,
        seen: int | None,
        done: Done,
        failed: Failed,
        why: str = "",
        **fields: Any,
    ) -> None:
        """Fields, at the version that was seen."""
        by = self._bridge.actor()
        question = partial(writes.change, number=number, by=by, seen=seen, fields=fields, why=why)
        self._bridge.write(question, done, failed)

    def tag(self, number: int, add: list[str], remove: list[str]) -> None:
        """Tags, which can be taken back."""
        undo = partial(self.tag, number, remove, add)
        words = self.tr("#%1: tag %2 added") if add else self.tr("#%1: tag %2 removed")
        words = self.tr("#%1: tags changed") if len(add) + len(remove) > 1 else words
        words = words.replace("%1", str(number)).replace("%2", ", ".join(add or remove))
        self._write(writes.tag, number, add, remove, done=partial(self._say, words, undo))

    def assign(
        self, number: int, role: Role, who: int | None, seen: frozenset[int] | None = None
    ) -> None:
        """A role to somebody, or to nobody of those who were `seen` to have it."""
        act = partial(writes.assign, number=number, role=role, who=who, seen=seen,
                      by=self._bridge.actor())  # fmt: skip
        again = partial(self.assign, number, role, who)
        self._bridge.write(act, None, partial(self._overtaken, again))

    def add_task(self, number: int, title: str, done: Done | None, failed: Failed) -> None:
        """Something to be done."""
        by = self._bridge.actor()
        question = partial(writes.add_task, number=number, title=title, by=by)
        self._bridge.write(question, done, failed)

    def tick_task(self, task: int, done: bool) -> None:
        """Done, or not after all."""
        self._bridge.write(
            partial(writes.tick_task, task_id=task, done=done, by=self._bridge.actor()),
            None,
            self._fail,
        )

    def give_task(self, task: int, to: int | None, seen: frozenset[int] | None = None) -> None:
        """Whose it is, and of whom it was `seen` to be."""
        act = partial(writes.give_task, task_id=task, to=to, by=self._bridge.actor(), seen=seen)
        again = partial(self.give_task, task, to)
        self._bridge.write(act, None, partial(self._overtaken, again))

    def do(
        self,
        work: "Callable[[Store, Actor, str], Any]",
        said: str | Callable[[Any], str],
        undo: Callable[[], None] | None = None,
        failed: Failed | None = None,
        why: str = "",
        lead: tuple[int, int] | None = None,
    ) -> None:
        """Anything of one transaction that may want a reason; `said` tells of it afterwards, and
        `lead` from where to where work moves."""
        by = self._bridge.actor()

        def told(result: Any) -> None:
            self.told.emit(said if isinstance(said, str) else said(result), undo)
            if lead is not None:
                self.led.emit(*lead)

        def wrong(fault: Exception) -> None:
            if getattr(fault, "field", None) == "why" and not why:
                self.why_wanted.emit(lambda reason: self.do(work, said, undo, failed, reason, lead))
            else:
                (failed or self._fail)(fault)

        self._bridge.write(lambda store: work(store, by, why), told, wrong)

    def _write(self, act: Callable[..., Any], *told: Any, done: Done | None = None) -> None:
        by = self._bridge.actor()

        def work(store: "Store") -> Any:
            return act(store, *told, by)

        self._bridge.write(work, done, self._fail)

    def _tell(self, undo: Callable[[], None], sentence: str) -> None:
        self.told.emit(sentence, undo)

    def _say(self, sentence: str, undo: Callable[[], None] | None, _result: object) -> None:
        self.told.emit(sentence, undo)

    def _overtaken(self, again: Callable[[], None], fault: Exception) -> None:
        from app.errors import Conflict

        if isinstance(fault, Conflict):
            self.late.emit(fault, again)
        else:
            self._fail(fault)

    def _fail(self, fault: Exception) -> None:
        self.failed.emit(fault)

    def _moved(self, number: int, stage: Stage) -> str:
        from ui.incidents.word import stage_word

        words = self.tr("#%1: %2").replace("%1", str(number))
        return words.replace("%2", stage_word(stage))
