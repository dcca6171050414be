"""Who was paged, by what, what became of it, and why: one line a page, more on a click."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.kinds import PageState
from ui.incidents.line import level_words
from ui.incidents.seat import Seat
from ui.incidents.word import page_mark
from ui.language.numbers import decimal
from ui.language.sentence import inside, worded
from ui.language.target import asked_words
from ui.theme import fonts
from ui.theme.space import XS, S
from ui.widgets.avatar import Avatar, Face
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.picture import Picture
from ui.widgets.rows import clear, column, row
from ui.widgets.text import Text
from ui.widgets.when import clock_text, exact_text, span_text

if TYPE_CHECKING:
    from app.queries.incident_row import AttemptRow, PageRow
    from ui.incidents.reads import Seen

MOST = 6  # pages shown before "show all"
FACE = 1.3  # ems
TROUBLE = (PageState.FAILED, PageState.UNKNOWN)


class PagesCard(Card):
    """Newest first, for that is what is asked at night."""

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.section.set_title(self.tr("Pages"))
        self.setAccessibleName(self.tr("Pages"))
        self._seat = seat
        self._number = 0
        self._shown: tuple[PageRow, ...] | None = None
        self._open: set[int] = set()
        self._all = False
        self._rows = QVBoxLayout()
        self._rows.setSpacing(S)
        self.add(self._rows)

    def show_seen(self, seen: "Seen") -> None:
        """The pages; made anew only when something changed."""
        pages = seen.detail.pages
        if seen.detail.row.number != self._number:
            self._number, self._all, self._shown = seen.detail.row.number, False, None
            self._open.clear()
        self.setVisible(bool(pages))
        if pages != self._shown:
            self._shown = pages
            self._fill()

    def _fill(self) -> None:
        clear(self._rows)
        pages = list(reversed(self._shown or ()))
        for page in pages if self._all else pages[:MOST]:
            self._rows.addWidget(PageItem(self._seat, page, page.id in self._open, self._flip))
        if len(pages) > MOST and not self._all:
            words = self.tr("Show all %1").replace("%1", str(len(pages)))
            self._rows.addWidget(Button(words, "link", on_click=self._show_all).give_way())
        people = len({page.person or page.contact for page in pages})
        words = self.tr("1 person") if people == 1 else self.tr("%1 people")
        self.section.set_hint(words.replace("%1", str(people)))

    def _show_all(self) -> None:
        self._all = True
        self._fill()

    def _flip(self, page: int) -> None:
        self._open ^= {page}
        self._fill()


class PageItem(QWidget):
    """One page: face, contact, state as shape and word; opened, its attempts and the reason."""

    def __init__(self, seat: Seat, page: "PageRow", opened: bool, flip: object) -> None:
        super().__init__()
        self._page, self._flip = page, flip
        face = seat.faces.face(page.person) if page.person else Face(page.contact)
        self._build(face, opened)

    def _build(self, face: Face, opened: bool) -> None:
        page, mark = self._page, page_mark(self._page.state)
        at = page.sent_at or page.due_at
        words = f"{face.first} · {page.contact}"
        step = self.tr("Help") if page.responder_id else level_words(page.level)
        told = f"{mark.word} {clock_text(at)} · {step}"
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(Text(words, wrap=True))
        state = Text(told, "alarm" if page.state in TROUBLE else "small", wrap=True)
        state.setToolTip(exact_text(at))
        lines.addWidget(state)
        arrow = IconButton("chevron-up" if opened else "chevron-down", self._arrow_words(opened))
        arrow.clicked.connect(self._toggle)
        head = QHBoxLayout()
        head.setSpacing(S)
        top = Qt.AlignmentFlag.AlignTop
        head.addWidget(Avatar(face, FACE), 0, top)
        head.addLayout(lines, 1)
        sign = Picture(mark.icon, mark.tint)
        sign.setFixedHeight(arrow.sizeHint().height())
        head.addWidget(sign, 0, top)
        head.addWidget(arrow, 0, top)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        layout.addLayout(head)
        self.setAccessibleName(f"{words}, {told}")
        if more := self._more() if opened else self._wrong():
            under = row(round(fonts.em() * FACE) + S, column(*more, gap=XS))
            under.setStretch(1, 1)
            layout.addLayout(under)

    def _wrong(self) -> list[QWidget]:
        """What went wrong is never hidden."""
        page = self._page
        return (
            [Text(worded(page.error), "error", wrap=True)]
            if page.error and page.state in TROUBLE
            else []
        )

    def _more(self) -> list[QWidget]:
        page = self._page
        step = self.tr("Round %1, %2").replace("%1", str(page.round))
        why = step.replace("%2", inside(level_words(page.level)))
        reason = f"{worded(page.reason)} · {why}" if page.reason else why
        reason = asked_words(page.reason) if page.responder_id else reason
        parts: list[QWidget] = [Text(self.tr("Why: %1").replace("%1", reason), "small", wrap=True)]
        parts += [Text(words, "small", wrap=True) for words in self._together()]
        tries = (self._tried(attempt) for attempt in page.attempts)
        parts += [Text(words, "small", wrap=True, selectable=True) for words in tries]
        return parts if page.attempts else [*parts, *self._wrong()]

    def _together(self) -> list[str]:
        """In one message with others, or waiting to be."""
        page = self._page
        if page.together:
            named = ", ".join(f"#{each}" for each in page.together[:MOST])
            more = self.tr(" and %1 more").replace("%1", str(len(page.together) - MOST))
            named += more if len(page.together) > MOST else ""
            return [self.tr("In one message with %1.").replace("%1", named)]
        if page.held_until is not None and page.state is PageState.DUE:
            until = clock_text(page.held_until)
            words = self.tr("Kept back until %1: something was sent here a moment ago.")
            return [words.replace("%1", until)]
        return []

    def _tried(self, attempt: "AttemptRow") -> str:
        """1. 14:02 sent in 0.4 s by watch-1."""
        words = [
            f"{attempt.number}. {clock_text(attempt.started_at)}",
            page_mark(attempt.state).word,
        ]
        if attempt.ended_at is not None:
            took = attempt.ended_at - attempt.started_at
            seconds = took.total_seconds()
            length = f"{decimal(seconds, 1)} s" if seconds < 10 else span_text(took)
            words.append(self.tr("after %1").replace("%1", length))
        words.append(self.tr("by %1").replace("%1", attempt.engine))
        return " ".join(words) + (f": {worded(attempt.error)}" if attempt.error else "")

    def _arrow_words(self, opened: bool) -> str:
        return self.tr("Fewer details of this page") if opened else self.tr("Details of this page")

    def _toggle(self) -> None:
        self._flip(self._page.id)  # type: ignore[operator]
