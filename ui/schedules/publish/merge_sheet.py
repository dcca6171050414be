"""Two people changed the same thing: what both did stays, and for each clash somebody decides."""

from collections.abc import Mapping
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QRadioButton, QWidget

from ui.schedules.publish.clash_words import clash_title, sides
from ui.theme.space import L, M, S
from ui.widgets.avatar import Face
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.page import ScrollPage
from ui.widgets.sheet import Sheet
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.domain.merge import Merge


class ClashCard(Card):
    """Mine or theirs, for one thing; `both` is what each made of it, in words."""

    chosen = Signal()

    def __init__(
        self, title: str, both: tuple[str, str], who: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, parent=parent)
        self.mine = QRadioButton(self.tr("Mine"))
        self.theirs = QRadioButton(who)
        group = QButtonGroup(self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(S)
        grid.setColumnStretch(1, 1)
        for place, (button, words) in enumerate(zip((self.mine, self.theirs), both, strict=True)):
            group.addButton(button)
            button.setAccessibleDescription(words)
            button.clicked.connect(self.chosen)
            grid.addWidget(button, place, 0)
            grid.addWidget(Text(words, wrap=True), place, 1)
        self.add(grid)

    @property
    def decided(self) -> bool:
        """Whether one of the two is chosen."""
        return self.mine.isChecked() or self.theirs.isChecked()


class MergeSheet(Sheet):
    """`settled` carries the places of the clashes where mine holds."""

    settled = Signal(set)

    def __init__(
        self, over: QWidget, merge: "Merge", who: str, faces: Mapping[str, Face] | None = None
    ) -> None:
        super().__init__(
            over, QCoreApplication.translate("MergeSheet", "Both of you changed this"), 40
        )
        self.cards: list[ClashCard] = []
        said = self.tr(
            "%1 published while you were drafting. Everything that fits together is together"
            " already; here you decide what holds. Nothing is published yet."
        ).replace("%1", who)
        self.body.addWidget(Text(said, wrap=True))
        self._list(merge, who, faces or {})
        self.all_mine = Button(self.tr("Mine everywhere"), "quiet", on_click=self._take_mine)
        self.all_theirs = Button(self.tr("Theirs everywhere"), "quiet", on_click=self._take_theirs)
        self.done = Button(self.tr("Go on"), "primary", on_click=self._settle)
        for each in (self.all_mine, self.all_theirs):
            self.foot.addWidget(each.give_way())
        self.foot.addStretch(1)
        self.foot.addWidget(Button(self.tr("Not now"), on_click=self.leave))
        self.foot.addWidget(self.done)
        self.first = self.cards[0].mine if self.cards else None
        self._tell()

    def _list(self, merge: "Merge", who: str, faces: Mapping[str, Face]) -> None:
        room, zone = ScrollPage(gap=M), ZoneInfo(merge.base.time_zone)
        for clash in merge.clashes:
            card = ClashCard(clash_title(clash, zone), sides(clash, zone, faces), who)
            card.chosen.connect(self._tell)
            self.cards.append(card)
            room.add(card)
        room.body.addStretch(1)
        room.setFrameShape(QFrame.Shape.NoFrame)
        inside = room.widget()
        most = inside.sizeHint().height() if inside is not None else 0
        room.setMinimumHeight(min(most + L, 420))
        self.body.addWidget(room, 1)

    def _tell(self) -> None:
        left = sum(not each.decided for each in self.cards)
        self.done.setEnabled(not left)
        words = self.tr("%1 to decide").replace("%1", str(left))
        self.hint.setText(words if left else "")

    def _take_mine(self) -> None:
        for each in self.cards:
            each.mine.setChecked(True)
        self._tell()

    def _take_theirs(self) -> None:
        for each in self.cards:
            each.theirs.setChecked(True)
        self._tell()

    def _settle(self) -> None:
        mine = {place for place, each in enumerate(self.cards) if each.mine.isChecked()}
        self.leave()
        self.settled.emit(mine)
