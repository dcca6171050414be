"""One review: its head with the next likely step, its sections, what was said of it, and its way
out as Markdown, HTML or PDF."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QVBoxLayout, QWidget

from models.kinds import ReviewState
from ui.bridge import Bridge
from ui.drafts import Drafts
from ui.language.masks import masks_words
from ui.language.sentence import fault_words
from ui.reviews import reads, writes
from ui.reviews.items import ItemsPart
from ui.reviews.section import SectionCard
from ui.reviews.sheets import AskSheet, EditionsSheet
from ui.reviews.words import Words, own_zone, template_word
from ui.theme import fonts
from ui.theme.space import L, M, S
from ui.widgets.bar import Bar
from ui.widgets.button import Button
from ui.widgets.card import Panel
from ui.widgets.field import LineField
from ui.widgets.menu import Menu
from ui.widgets.note import NoteView
from ui.widgets.page import ScrollPage
from ui.widgets.rows import STRETCH, clear, column, row
from ui.widgets.text import Text
from ui.widgets.when import ago_text, moment_text

if TYPE_CHECKING:
    from app.queries.review_paper import Paper
    from ui.reviews.reads import Opened

ACTIONS = "action-items"


LEAST = 16  # ems that a title has beside the buttons


class ReviewView(Panel):
    """`told` is for a toast; `incident_wanted` carries a number, `followup_wanted` an id."""

    told = Signal(str)
    incident_wanted = Signal(int)
    followup_wanted = Signal(int)

    def __init__(self, bridge: Bridge, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._bridge, self.words = bridge, words
        self._drafts = Drafts(bridge, self)
        self.number = 0
        self.shown: Opened | None = None
        self.cards: dict[str, SectionCard] = {}
        self.sheet: AskSheet | EditionsSheet | None = None
        self._build()

    def _build(self) -> None:
        self.title = Text(look="heading", wrap=True)
        self.under = Text(look="small", wrap=True)
        self.step = Button("", "primary", on_click=self._take_step)
        self.more = Button(self.tr("More"), icon_name="ellipsis")
        self.out = Button(self.tr("Export"), icon_name="download")
        menu = Menu(parent=self)
        for form, name in (("pdf", "PDF"), ("html", "HTML"), ("md", "Markdown")):
            menu.add(name, partial(self.export, form), "file-text")
        self.out.set_menu(menu)
        self._head = row(column(self.title, self.under, gap=2), gap=S, margins=(L, M, M, S))
        self._acts = row(self.more, self.out, self.step, STRETCH)
        self._head.addLayout(self._acts)
        self._head.setStretch(0, 1)
        self.body.addLayout(self._head)
        self.news = QVBoxLayout()
        self.news.setContentsMargins(M, 0, M, 0)
        self.body.addLayout(self.news)
        self.page = ScrollPage(gap=M, padding=M)
        self.sections = QVBoxLayout()
        self.sections.setSpacing(M)
        self.page.add(self.sections)
        self._build_talk()
        self.page.body.addStretch(1)
        self.body.addWidget(self.page, 1)
        self.items = ItemsPart()
        self.items.taken.connect(self._take_items)
        self.items.followup_wanted.connect(self.followup_wanted)
        self.setMinimumWidth(fonts.em() * 20)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons go below a title that would have no room beside them."""
        super().resizeEvent(event)
        beside = self.width() - self._acts.sizeHint().width() >= fonts.em() * LEAST
        ways = QBoxLayout.Direction
        self._head.setDirection(ways.LeftToRight if beside else ways.TopToBottom)

    def _build_talk(self) -> None:
        self.talk = QVBoxLayout()
        self.talk.setSpacing(S)
        self.answer = LineField(self.tr("Say something about the whole review"), "message-square")
        self.answer.setAccessibleName(self.answer.placeholderText())
        self.answer.returnPressed.connect(self._say)
        self.page.add(self.talk)
        self.page.add(self.answer)

    def open(self, number: int) -> None:
        """This one from now on."""
        if number != self.number:
            self.number, self.shown = number, None
            clear(self.news)
        self.ask()

    @property
    def editing(self) -> bool:
        """Whether a section is being written."""
        return any(card.editing for card in self.cards.values())

    def ask(self) -> None:
        """Read it again."""
        if self.number and self._bridge.post is not None:
            ask = partial(reads.opened, number=self.number)
            self._bridge.read(ask, self._show, self._fail, key=(id(self), "review"))

    def _show(self, found: "Opened") -> None:
        if found.number != self.number or found.detail is None:
            return
        fresh = self.shown is None or self.shown.number != found.number
        self.shown = found
        self._show_head(found)
        keys = [each.key for each in found.detail.sections]
        if fresh or keys != list(self.cards):
            self._make_cards(found)
        for each in found.detail.sections:
            card = self.cards[each.key]
            card.show_section(each, found.helped)
            said = tuple(c for c in found.detail.comments if c.section == each.key)
            card.show_comments(said, found.now)
        self.items.show_items(found)
        self._show_talk(found)
        if fresh:
            self.page.verticalScrollBar().setValue(0)

    def _show_head(self, found: "Opened") -> None:
        assert found.detail is not None
        detail = found.detail
        state = detail.row.state
        self.title.setText(f"#{found.number}  {found.title}")
        self.setAccessibleName(self.title.text())
        when = moment_text(detail.row.changed_at, found.now) if detail.row.changed_at else ""
        edition = self.tr("edition %1").replace("%1", str(detail.edition))
        begun = template_word(detail.template, found)
        parts = [self.words.state(state), begun, edition, detail.row.changed_by, when]
        self.under.setText(" · ".join(filter(None, parts)))
        words = {
            ReviewState.DRAFT: self.tr("Ready to read"),
            ReviewState.IN_REVIEW: self.tr("Publish"),
            ReviewState.PUBLISHED: self.tr("Open again"),
        }
        self.step.setText(words[state or ReviewState.DRAFT])
        self.step.set_kind("plain" if state is ReviewState.PUBLISHED else "primary")
        self._fill_more(found)

    def _fill_more(self, found: "Opened") -> None:
        menu = Menu(parent=self)
        menu.add(self.tr("Show the incident"), partial(self.incident_wanted.emit, found.number),
                 "siren")  # fmt: skip
        menu.add(self.tr("Earlier editions…"), self.show_editions, "history")
        if found.detail is not None and found.detail.row.state is ReviewState.IN_REVIEW:
            menu.add(self.tr("Back to a draft"), partial(self.lead_to, ReviewState.DRAFT), "undo-2")
        menu.addSeparator()
        for name in found.templates:
            if found.detail is None or name != found.detail.template:
                words = self.tr("Use template: %1").replace("%1", template_word(name, found))
                menu.add(words, partial(self.dress, name), "file-text")
        self.more.set_menu(menu)

    def _make_cards(self, found: "Opened") -> None:
        assert found.detail is not None
        self.items.setParent(None)
        clear(self.sections)
        self.cards = {}
        for each in found.detail.sections:
            card = SectionCard(each)
            card.typed.connect(partial(self._keep, found.number))
            card.written.connect(partial(self._write, found.number))
            card.commented.connect(self._comment)
            card.helped.connect(self._help)
            self.sections.addWidget(card)
            self.cards[each.key] = card
            self._recall(card, found.number)
        place = self.cards.get(ACTIONS)
        if place is not None:
            place.extra.addWidget(self.items)
        else:
            self.sections.addWidget(self.items)
        self.items.show()

    def _recall(self, card: SectionCard, number: int) -> None:
        """What was typed into it before and neither saved nor left."""
        kept = self._drafts.said(_draft(number, card.told.key))
        text, was = kept.get("text"), kept.get("was")
        if isinstance(text, str) and isinstance(was, str) and text != card.told.text:
            card.recall(text, was)

    def _keep(self, number: int, key: str, text: str, was: str) -> None:
        draft = _draft(number, key)
        if text:
            self._drafts.keep_said(draft, {"text": text, "was": was})
        else:
            self._drafts.forget(draft)

    def _show_talk(self, found: "Opened") -> None:
        assert found.detail is not None
        clear(self.talk)
        keys = set(self.cards)
        for each in found.detail.comments:
            if each.section not in keys:
                view = NoteView()
                view.show_note(each.text)
                head = Text(f"{each.by} · {ago_text(each.at, found.now)}", "caption")
                self.talk.addLayout(column(head, view, gap=2, margins=(M, 0, 0, 0)))

    # what people do

    def lead_to(self, to: ReviewState) -> None:
        """To another state."""
        self._act(partial(writes.move, number=self.number, to=to, by=self._bridge.actor()))

    def dress(self, template: str) -> None:
        """Another template; what was written stays."""
        self._act(partial(writes.dress, number=self.number, template=template,
                          by=self._bridge.actor(), zone=own_zone()))  # fmt: skip

    def show_editions(self) -> None:
        """Every version as it was."""
        if self.shown is not None:
            sheet = EditionsSheet(self, self._bridge, self.number, self.shown.now)
            sheet.wanted.connect(self._recover)
            self._open(sheet)

    def export(self, form: str) -> None:
        """Into a file the user names."""
        name = f"review-{self.number}.{form}"
        told, _ = QFileDialog.getSaveFileName(self, self.tr("Export"), name, f"*.{form}")
        if told:
            self.export_to(Path(told), form)

    def export_to(self, path: Path, form: str, plain: bool = False) -> None:
        """Into this file; what must not leave is masked unless somebody says otherwise."""
        path = path if path.suffix else path.with_suffix(f".{form}")
        ask = partial(reads.paper, number=self.number, form=form, zone=own_zone(), plain=plain)
        self._bridge.read(ask, partial(self._exported, path, form), self._fail)

    def _exported(self, path: Path, form: str, made: "Paper") -> None:
        from app.errors import Refused
        from app.paper.file import save

        try:
            save(made.content, made.beside, path)
        except Refused as fault:
            self._fail(fault)
            return
        self.told.emit(self.tr("Exported to %1").replace("%1", str(path)))
        if made.masked:
            words = self.tr("Masked in %1: %2").replace("%1", path.name)
            bar = self._tell(words.replace("%2", masks_words(made.masked)))
            bar.add_action(self.tr("Export without masks"),
                           partial(self.export_to, path, form, True))  # fmt: skip

    def _take_step(self) -> None:
        if self.shown is not None and self.shown.detail is not None:
            then = {
                ReviewState.DRAFT: ReviewState.IN_REVIEW,
                ReviewState.IN_REVIEW: ReviewState.PUBLISHED,
                ReviewState.PUBLISHED: ReviewState.DRAFT,
            }
            self.lead_to(then[self.shown.detail.row.state or ReviewState.DRAFT])

    def _write(self, number: int, key: str, text: str, was: str) -> None:
        act = partial(writes.write, number=number, section=key, text=text, was=was,
                      by=self._bridge.actor())  # fmt: skip
        failed = partial(self._not_written, number, key)
        self._bridge.write(act, partial(self._written, number, key), failed)

    def _written(self, number: int, key: str, _: object) -> None:
        self._drafts.forget(_draft(number, key))
        if number == self.number and key in self.cards:  # else another review is read meanwhile
            self.cards[key].saved()
        self.ask()

    def _not_written(self, number: int, key: str, fault: Exception) -> None:
        from app.errors import Conflict, Refused

        here = number == self.number and key in self.cards
        if here and isinstance(fault, Refused | Conflict):
            self.cards[key].complain(fault_words(fault))
        else:
            self._bridge.failed.emit(fault)

    def _comment(self, key: str, text: str) -> None:
        self._act(partial(writes.comment, number=self.number, text=text,
                          by=self._bridge.actor(), section=key))  # fmt: skip

    def _say(self) -> None:
        if self.answer.text().strip():
            self._comment("", self.answer.text())
            self.answer.clear()

    def _help(self, key: str) -> None:
        sheet = AskSheet(self, self._bridge, self.number, key)
        sheet.answered.connect(self._propose)
        self._open(sheet)

    def _propose(self, key: str, text: str) -> None:
        if key in self.cards:
            self.cards[key].propose(text)

    def _recover(self, edition: int) -> None:
        self._act(partial(writes.recover, number=self.number, edition=edition,
                          by=self._bridge.actor()))  # fmt: skip

    def _take_items(self) -> None:
        self._act(partial(writes.take_items, number=self.number, by=self._bridge.actor()))

    def _open(self, sheet: AskSheet | EditionsSheet) -> None:
        if self.sheet is not None:
            self.sheet.deleteLater()
        self.sheet = sheet
        sheet.open()

    def _act(self, act: Any) -> None:
        self._bridge.write(act, self._done, self._fail)

    def _done(self, _: object) -> None:
        clear(self.news)
        self.ask()

    def _fail(self, fault: Exception) -> None:
        from app.errors import Conflict, Refused

        if isinstance(fault, Refused | Conflict):
            self._tell(fault_words(fault))
        else:
            self._bridge.failed.emit(fault)

    def _tell(self, words: str) -> Bar:
        clear(self.news)
        bar = Bar("", words, "warn")
        bar.closed.connect(partial(clear, self.news))
        self.news.addWidget(bar)
        return bar


def _draft(number: int, key: str) -> str:
    return f"review-{number}-{key}"
