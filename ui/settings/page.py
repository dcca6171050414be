"""The Settings page: what holds for this machine, and what for the whole team (paging, replies by
e-mail, drills). What is typed outlives any news."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QStackedWidget, QWidget

from ui.bridge import Bridge
from ui.settings import reads
from ui.settings.channels_card import ChannelsCard
from ui.settings.drills_card import DrillsCard
from ui.settings.form_card import FormCard
from ui.settings.language_card import LanguageCard
from ui.settings.learning_card import LearningCard
from ui.settings.machine_pane import MachinePane
from ui.settings.paging_card import PagingCard
from ui.settings.replies_card import RepliesCard
from ui.settings.review_card import ReviewCard
from ui.settings.tags_card import TagsCard
from ui.settings.tokens_card import TokensCard
from ui.settings.trackers_card import TrackersCard
from ui.theme import fonts
from ui.theme.space import M
from ui.widgets.page import Page, ScrollPage
from ui.widgets.rows import STRETCH, column
from ui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from app.changes import Changes
    from ui.settings.reads import Seen

TOUCHING = ("setting", "drill", "drill_step", "incident", "service", "person", "policy", "tracker",
            "channel", "stakeholder", "workflow", "tag")  # fmt: skip
MINUTE = 60_000
TEAM, MACHINE = "team", "machine"
AROUND = 6  # ems that are seen around the field with the keys
WIDE = 62  # ems from which two columns stand side by side


class SettingsPage(Page):
    """A card can be visited by its key: paging, channels, replies, drills, trackers, learning,
    form, tags, tokens, language; `machine` shows that pane, which has cards of its own."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.head.title.setText(self.tr("Settings"))
        self.setAccessibleName(self.tr("Settings"))
        self._bridge = bridge
        self._stale, self._asking = True, False
        self.seen: Seen | None = None
        self._build()
        bridge.changed.connect(self._hear)
        bridge.opened.connect(self.ask)
        self._clock = QTimer(self, interval=MINUTE)  # ages grow by themselves
        self._clock.timeout.connect(self.ask)
        self._clock.start()

    def _build(self) -> None:
        self.head.close_up()
        self.paging = PagingCard(self._bridge)
        self.channels, self.replies = ChannelsCard(self._bridge), RepliesCard(self._bridge)
        self.drills = DrillsCard(self._bridge)
        self.trackers, self.learning = TrackersCard(self._bridge), LearningCard(self._bridge)
        self.form, self.reviews = FormCard(self._bridge), ReviewCard(self._bridge)
        self.language = LanguageCard(self._bridge)
        self.tokens, self.tags = TokensCard(self._bridge), TagsCard(self._bridge)
        self.sheet = ScrollPage(gap=M)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(M)
        left = column(self.paging, self.form, self.tags, self.trackers, self.tokens, STRETCH, gap=M)
        self._columns.addLayout(left, 1)
        right = column(
            self.drills, self.channels, self.replies, self.learning, self.language, self.reviews,
            STRETCH, gap=M,
        )  # fmt: skip
        self._columns.addLayout(right, 1)
        self.sheet.add(self._columns)
        self.sheet.body.addStretch(1)
        self.machine = MachinePane(self._bridge)
        self.tabs = Tabs([(TEAM, self.tr("Team")), (MACHINE, self.tr("This machine"))])
        self.tabs.setAccessibleName(self.tr("Settings"))
        self._panes = QStackedWidget()
        for pane in (self.sheet, self.machine):
            self._panes.addWidget(pane)
        self.tabs.chosen.connect(self._turn)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._panes, 1)

    def ask(self) -> None:
        """Read, now or when the page is seen."""
        if not self.isVisible() or self._bridge.post is None:
            self._stale = True
            return
        self._stale, self._asking = False, True
        self._bridge.read(reads.seen, self._show, self._fail, key=(id(self), "settings"))

    def visit(self, target: object) -> None:
        """Show a card, or a pane by its key."""
        here = self.machine.cards()
        self.tabs.choose(MACHINE if target == MACHINE or target in here else TEAM)
        for pane, cards in ((self.sheet, self.cards()), (self.machine, here)):
            if target in cards:
                # once the pane that was turned to has its size
                QTimer.singleShot(0, pane, partial(pane.ensureWidgetVisible, cards[str(target)]))

    def reveal_focus(self) -> None:
        """Whatever has the keys, once what was opened has its place."""
        QTimer.singleShot(0, self, partial(QTimer.singleShot, 0, self, self._reveal))

    def _reveal(self) -> None:
        pane, field = self._panes.currentWidget(), QApplication.focusWidget()
        if isinstance(pane, ScrollPage) and field is not None and pane.isAncestorOf(field):
            pane.ensureWidgetVisible(field, 0, fonts.em() * AROUND)

    def cards(self) -> dict[str, QWidget]:
        """Those of the team, by what they are visited with."""
        return {
            "paging": self.paging, "replies": self.replies, "drills": self.drills,
            "trackers": self.trackers, "learning": self.learning, "form": self.form,
            "reviews": self.reviews, "channels": self.channels, "tokens": self.tokens,
            "tags": self.tags, "language": self.language,
        }  # fmt: skip

    def _turn(self, key: str) -> None:
        self._panes.setCurrentWidget(self.machine if key == MACHINE else self.sheet)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            QTimer.singleShot(0, self, self.ask)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= fonts.em() * WIDE
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.LeftToRight if wide else directions.TopToBottom)

    def _show(self, seen: "Seen") -> None:
        self._asking = False
        self.seen = seen
        self.paging.show_paging(seen.paging, seen.now)
        self.channels.show_channels(seen.channels)
        self.replies.show_replies(seen.replies, seen.now)
        self.drills.show_drills(seen.drills, seen.now)
        self.trackers.show_trackers(seen.trackers, seen.now)
        self.learning.show_learning(seen.learning)
        self.reviews.show_texts(seen.reviews)
        self.language.show_language(seen.language)
        self.tokens.show_tokens(seen.tokens)
        self.tags.show_tags(seen.tags)

    def _fail(self, fault: Exception) -> None:
        self._stale, self._asking = True, False
        self._bridge.failed.emit(fault)

    def _hear(self, changes: "Changes") -> None:
        if changes.touch(*TOUCHING):
            self.ask()
