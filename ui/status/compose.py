"""Writes an update: what is said, to whom, how the parts of the page are, when the next one comes;
and every mask is seen before anything leaves."""

from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from models.kinds import Stage
from models.kinds_status import ComponentState
from ui.bridge import Bridge
from ui.drafts import Drafts
from ui.language.masks import masks_words
from ui.language.sentence import fault_words, worded
from ui.status import reads, writes
from ui.status.harmed import Harmed
from ui.status.words import nexts, stage_word, stages
from ui.theme import fonts
from ui.theme.current import colour
from ui.theme.space import L, S
from ui.widgets.button import Button
from ui.widgets.check import Check
from ui.widgets.choices import Choice
from ui.widgets.field import Field, LineField, TextField
from ui.widgets.multi import MultiPicker
from ui.widgets.page import ScrollPage
from ui.widgets.picker import Picker
from ui.widgets.rows import column, row
from ui.widgets.sheet import Sheet
from ui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.operations.status_update import Draft, Prepared
    from app.queries.status_update import Outlook

PAUSE = 200  # ms after a key, before it is looked through again


class ComposeSheet(Sheet):
    """`sent` once it went out."""

    sent = Signal()

    def __init__(self, over: QWidget, bridge: Bridge, outlook: "Outlook", text: str = "") -> None:
        title = QCoreApplication.translate("ComposeSheet", "Tell people about #%1")
        super().__init__(over, title.replace("%1", str(outlook.number)), 60, tall=True)
        self._bridge, self._outlook = bridge, outlook
        self._drafts, self._key = Drafts(bridge, self), f"update-{outlook.number}"
        self._offered, self._keeping, self._sending = "", False, False
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.look)
        self._furnish()
        kept = self._drafts.said(self._key)
        before = str(kept.get("text", ""))
        self._begin(before if before.endswith(text) else "\n\n".join(filter(None, (before, text))))
        self._recall(kept)
        self._keeping = True
        if text:  # the composer has let go of it
            self._write()
        self.first = self.text
        self.look()

    def _furnish(self) -> None:
        self.template = Picker(self.tr("Begin with a template"))
        self.template.chosen.connect(self._take)
        self.stage, self.next = Picker(), Picker()
        self.text = TextField(self.tr("What should they know? What is it, what does it mean for "
                                      "them, what happens next?"), least=6, most=14)  # fmt: skip
        self.text.textChanged.connect(self._write)
        self.public = Check(self.tr("The status page and everybody who subscribed to it"))
        self.public.toggled.connect(self._turn)
        self.groups = MultiPicker(self.tr("Add a group"))
        self.groups.changed.connect(self._changed)
        self.title_field = LineField()
        self.title_field.textChanged.connect(self._write)
        self.harmed = Harmed()
        self.harmed.changed.connect(self._write)
        self.next.chosen.connect(self._write)
        self.stage.chosen.connect(self._changed)
        left, right = ScrollPage(gap=L), ScrollPage(gap=S)
        self._fill_left(left)
        self._fill_right(right)
        line = row(left, right, gap=L)
        line.setStretch(0, 5)
        line.setStretch(1, 4)
        self.body.addLayout(line, 1)
        self.send = Button(self.tr("Send"), "primary", icon_name="send", on_click=self.post)
        self.who = Text(look="muted")
        self.foot.addWidget(self.who, 1)
        self.foot.addWidget(Button(self.tr("Cancel"), "quiet", on_click=self.leave))
        self.foot.addWidget(self.send)

    def _fill_left(self, page: ScrollPage) -> None:
        again = Button(self.tr("Throw it away"), "quiet", on_click=self.discard)
        self.kept = QWidget()
        words = Text(
            self.tr("This is your draft, not sent yet."),
            "warn",
            wrap=True,
        )
        line = row(words, again, gap=S)
        line.setStretch(0, 1)
        line.setContentsMargins(0, 0, 0, 0)
        self.kept.setLayout(line)
        page.add(self.kept)
        page.add(row(Field(self.tr("Template"), self.template, optional=True),
                     Field(self.tr("How it stands"), self.stage), gap=L))  # fmt: skip
        page.add(Field(self.tr("What you say"), self.text, self.tr("Markdown, in plain words.")))
        where = column(self.public, gap=S)
        page.add(Text(self.tr("Who reads it"), "strong"))
        page.add(where)
        self._told = Field(self.tr("Groups"), self.groups, optional=True)
        page.add(self._told)
        self._titled = Field(self.tr("What the page calls it"), self.title_field,
                             self.tr("Words that customers use."))  # fmt: skip
        page.add(self._titled)
        self._parts = Field(self.tr("What does not work"), self.harmed)
        page.add(self._parts)
        page.add(Field(self.tr("Next update"), self.next))
        page.body.addStretch(1)

    def _fill_right(self, page: ScrollPage) -> None:
        page.add(Text(self.tr("What leaves"), "strong"))
        self.preview = QPlainTextEdit(readOnly=True)
        self.preview.setAccessibleName(self.tr("What leaves, with everything that is masked"))
        self.preview.setMinimumHeight(round(fonts.em() * 14))
        self.masked = Text(look="small", wrap=True)
        self.moved = Text(look="warn", wrap=True)
        self.moved.hide()
        page.add(self.moved)
        page.add(self.preview, 1)
        page.add(self.masked)

    def _begin(self, text: str) -> None:
        found = self._outlook
        self.template.set_choices([Choice(each.name, each.name) for each in found.templates])
        self.stage.set_choices(stages())
        self.stage.set_value(_said_of(found.stage))
        self.next.set_choices(nexts())
        self.next.set_value(None)
        self.groups.set_choices([Choice(name, name) for name, _ in found.groups])
        self.groups.set_value([name for name, usual in found.groups if usual])
        self.title_field.setText(found.public_title)
        self.text.setPlainText(text)  # before `public`: words that are there need no template
        self.harmed.offer(found.components, found.harmed)
        self.public.setChecked(found.public and not found.inside)
        for part in (self.public, self.groups):
            part.setEnabled(not found.inside)
        self.public.setEnabled(not found.inside and found.page_on)
        self._told.setVisible(bool(found.groups))
        self._turn()

    def _suggest(self) -> None:
        """The template of the stage, so that nobody begins before an empty field."""
        stage, public = self.stage.value(), self.public.isChecked()
        fit = [each for each in self._outlook.templates if each.stage is stage and each.public]
        if fit and public:
            self.template.set_value(fit[0].name)
            self._fill(fit[0].name, self._put_first)

    def follow(self, found: "Outlook") -> None:
        """The incident went on while somebody wrote: the stage that nobody chose goes with it, and
        it is said."""
        before = self._outlook.stage
        if found.number != self._outlook.number or found.stage is before:
            return
        self._outlook = found
        if self.stage.value() is _said_of(before):
            self.stage.set_value(_said_of(found.stage))
        self._say_moved()
        self._changed()

    def _say_moved(self) -> None:
        said = self.tr("The incident went on while you wrote: “%1”. Do your words still fit?")
        self.moved.setText(said.replace("%1", stage_word(_said_of(self._outlook.stage))))
        self.moved.show()

    def draft(self) -> "Draft":
        """As it stands in the fields."""
        from app.operations.status_update import Draft

        public = self.public.isChecked()
        stage = cast(Stage, self.stage.value())
        moved = self._outlook.stage is not Stage.TRIAGE or stage is not Stage.INVESTIGATING
        return Draft(
            text=self.text.text(),
            stage=stage if moved else None,
            public=public,
            groups=tuple(str(each) for each in self.groups.value()),
            components=self.harmed.value() if public and stage.open else (),
            next_at=self._next(),
            title=self.title_field.text().strip() if public else "",
            seen=self._outlook.stage,
        )

    def look(self) -> None:
        """Asks what would leave."""
        self.send.setEnabled(False)
        if not self.text.text():
            self._show_text("", ())
            self.masked.setText(self.tr("Here you see every word, and what is masked in it."))
            self._say_who()
            return
        question = partial(reads.prepared, number=self._outlook.number, draft=self.draft())
        self._bridge.read(question, self._show, self._fail, key=(id(self), "prepared"))

    def post(self) -> None:
        """What Send does."""
        self.send.setEnabled(False)
        self._sending = True
        self._forget()  # or who cancels before the answer would be offered to send it again
        act = partial(writes.post, number=self._outlook.number, draft=self.draft(),
                      by=self._bridge.actor())  # fmt: skip
        self._bridge.write(act, self._posted, self._not_posted)

    def _posted(self, _prepared: object) -> None:
        self.leave()
        self.sent.emit()

    def _show(self, found: "Prepared") -> None:
        title = found.title
        head = f"{title.text}\n\n" if self.public.isChecked() else ""
        spans = [(a + len(head), b + len(head)) for a, b in found.text.masks]
        if head:
            spans += title.masks
        self._show_text(head + found.text.text, spans)
        words = self.tr("Masked: %1.").replace("%1", masks_words(found.masked))
        self.masked.setText(words if found.masked else self.tr("Nothing needs a mask."))
        self.masked.set_look("warn" if found.masked else "small")
        self._say_who()
        self.send.setEnabled(not self._timer.isActive() and not self._sending)

    def _show_text(self, text: str, masks: "object") -> None:
        self.preview.setPlainText(text)
        ink = QTextCharFormat()
        ink.setBackground(colour("warn_soft"))
        ink.setForeground(colour("warn_text"))
        for start, end in cast("list[tuple[int, int]]", masks):
            cursor = QTextCursor(self.preview.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(ink)

    def _say_who(self) -> None:
        names = [str(each) for each in self.groups.value()]
        if self.public.isChecked():
            names.insert(0, self.tr("the status page"))
        inside = self.tr("Only in the timeline of this incident.")
        if self._outlook.inside:
            inside = worded(self._outlook.inside)
        said = self.tr("Goes to: %1").replace("%1", ", ".join(names))
        self.who.setText(said if names else inside)
        self.send.setText(self.tr("Send") if names else self.tr("Add to the timeline"))

    def _take(self, name: object) -> None:
        self._fill(name, self._put)

    def _fill(self, name: object, answer: "Callable[[str], None]") -> None:
        question = partial(
            reads.filled, number=self._outlook.number, template=str(name),
            stage=cast(Stage, self.stage.value()), next_at=self._next(),
        )  # fmt: skip
        self._bridge.read(question, answer, self._fail, key=(id(self), "filled"))
        row = next((each for each in self._outlook.templates if each.name == name), None)
        if row is not None and row.stage is not None:
            self.stage.set_value(row.stage)

    def _put_first(self, text: str) -> None:
        """What was suggested, unless somebody was faster with words of their own."""
        if not self.text.text():
            self._put(text)

    def _put(self, text: str) -> None:
        """Ctrl+Z brings back what stood there."""
        self._offered = text
        cursor = self.text.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.text.setTextCursor(cursor)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self, _on: bool = False) -> None:
        public = self.public.isChecked()
        if public and not self.text.text():
            self._suggest()
        self._titled.setVisible(public)
        self._parts.setVisible(public and bool(self._outlook.components))
        self._changed()

    def _changed(self, _value: object = None) -> None:
        stage = self.stage.value()
        self.harmed.setEnabled(stage is not Stage.RESOLVED)
        self._write()

    # the draft

    def leave(self) -> None:
        """What is written stays a draft, for the next time."""
        self._drafts.flush()
        super().leave()

    def discard(self) -> None:
        """The draft goes, and the sheet with it."""
        self._forget()
        self.leave()

    def _recall(self, kept: dict[str, Any]) -> None:
        """How it was left; a stage that is another meanwhile is said, not overwritten."""
        self.kept.setVisible(bool(kept))
        if not kept:
            return
        found = self._outlook
        self.title_field.setText(str(kept.get("title") or found.public_title))
        names, there = kept.get("groups"), {name for name, _ in found.groups}
        if isinstance(names, list):
            self.groups.set_value([name for name in names if name in there])
        if not kept.get("public", True):
            self.public.setChecked(False)
        self._recall_more(kept)
        if kept.get("seen") != found.stage.value:
            self._say_moved()
        elif kept.get("stage") in {each.value for each in Stage}:
            self.stage.set_value(Stage(kept["stage"]))

    def _recall_more(self, kept: dict[str, Any]) -> None:
        """The parts, but those that are off the page by now, and the next update."""
        there = {each.id for each in self._outlook.components}
        known = {each.value: each for each in ComponentState}
        with suppress(TypeError, ValueError):
            parts = kept.get("parts", "")
            found = [(i, known[state]) for i, state in parts if i in there and state in known]
            if "parts" in kept:
                self.harmed.offer(self._outlook.components, found)
        minutes = kept.get("next")
        if isinstance(minutes, int | float):
            self.next.set_value(timedelta(minutes=minutes))

    def _write(self, _value: object = None) -> None:
        """Something was typed or chosen: it is looked through, and kept."""
        self._timer.start()
        self._keep()

    def _keep(self) -> None:
        text, span = self.text.text(), cast("timedelta | None", self.next.value())
        if self._keeping and text and text != self._offered.strip():
            said = {
                "text": text, "title": self.title_field.text(), "public": self.public.isChecked(),
                "groups": [str(each) for each in self.groups.value()],
                "stage": cast(Stage, self.stage.value()).value, "seen": self._outlook.stage.value,
                "parts": [[ident, state.value] for ident, state in self.harmed.value()],
                "next": span.total_seconds() / 60 if span is not None else None,
            }  # fmt: skip
            self._drafts.keep_said(self._key, said)
        elif self._keeping:
            self._drafts.keep(self._key, "")

    def _forget(self) -> None:
        self._keeping = False
        self._drafts.forget(self._key)

    def _next(self) -> "datetime | None":
        span = cast("timedelta | None", self.next.value())
        post = self._bridge.post
        if post is None:
            return None
        if span is None:
            return None
        return post.store.now() + span

    def _not_posted(self, fault: Exception) -> None:
        self._sending, self._keeping = False, True
        self._keep()
        self._fail(fault)

    def _fail(self, fault: Exception) -> None:
        from app.errors import Conflict, Refused

        if isinstance(fault, Refused | Conflict):
            self.masked.setText(fault_words(fault))
            self.masked.set_look("error")
            self.send.setEnabled(False)
            question = partial(reads.outlook, number=self._outlook.number)
            self._bridge.read(question, self.follow, key=(id(self), "outlook"))
        else:
            self._bridge.failed.emit(fault)


def _said_of(stage: Stage) -> Stage:
    """What is said to people at a stage of ours."""
    if stage is Stage.TRIAGE:
        return Stage.INVESTIGATING
    return stage if stage.open else Stage.RESOLVED
