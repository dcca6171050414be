"""Beside the form: what the policy would do, unsaved as it is, at any moment one wonders about."""

from collections.abc import Mapping
from datetime import datetime, time
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.kinds import Severity, Urgency
from ui.bridge import Bridge
from ui.language.sentence import fault_words, worded
from ui.language.target import aimed
from ui.language.times import clock, dated
from ui.policies import reads
from ui.policies.dry_picture import DryPicture
from ui.theme.space import L, M, S
from ui.widgets.avatar import Face
from ui.widgets.card import Panel
from ui.widgets.chip import ChipBar
from ui.widgets.flow import flow
from ui.widgets.menu import DropDown
from ui.widgets.moment import DateTimeField
from ui.widgets.page import ScrollPage
from ui.widgets.picture import Picture
from ui.widgets.rows import clear, row
from ui.widgets.text import Text
from ui.widgets.when import age_text

if TYPE_CHECKING:
    from app.domain.workspace import PolicySpec
    from app.queries.dry_run import Moment
    from app.queries.plan import Plan, Skipped

OTHER = "other"
SOON = 250  # ms after the last key


class DryRun(Panel):
    """`wonder` after every change of the form; an older answer is dropped."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._bridge = bridge
        self._spec: PolicySpec | None = None
        self._ident: int | None = None
        self._moments: Mapping[str, Moment] = {}
        self.faces: Mapping[str, Face] = {}
        self.plan: Plan | None = None
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self._ask)
        self._build()

    def _build(self) -> None:
        self.when = ChipBar(exclusive=True)
        self.when.add("now", self.tr("Now"), on=True)
        self.when.add("night", self.tr("Tonight %1").replace("%1", clock(time(3))))
        self.when.add("holiday", self.tr("Next holiday"))
        self.when.add(OTHER, self.tr("Another time"))
        self.when.chip("holiday").hide()
        self.other = DateTimeField(ZoneInfo("UTC"))
        self.other.setAccessibleName(self.tr("Another time"))
        self.other.hide()
        self.urgency, self.severity, self.service = DropDown(), DropDown(), DropDown()
        high, low = self.tr("High urgency"), self.tr("Low urgency")
        self.urgency.fill([(Urgency.HIGH, high), (Urgency.LOW, low)])
        self.severity.fill([(None, self.tr("Any severity")), *((s, s.value) for s in Severity)])
        for box, name in ((self.urgency, self.tr("Urgency")),
                          (self.severity, self.tr("Severity")),
                          (self.service, self.tr("Service"))):  # fmt: skip
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToContents)
            box.currentIndexChanged.connect(self._again)
        self.when.changed.connect(self._turn)
        self.other.changed.connect(self._again)
        self.lead, self.end = Text(look="strong", wrap=True), Text(look="muted", wrap=True)
        self.picture = DryPicture()
        self._lacks = QVBoxLayout()
        self._lacks.setSpacing(S)
        scroll = ScrollPage(gap=M, padding=L)
        scroll.add(Text(self.tr("Dry run"), "heading"))
        scroll.add(self.when)
        scroll.add(self.other)
        asked = QWidget()
        asked.setLayout(flow(self.urgency, self.severity, self.service))
        for part in (asked, self.lead, self.picture, self.end):
            scroll.add(part)
        scroll.body.addLayout(self._lacks)
        scroll.body.addStretch(1)
        self.body.addWidget(scroll)

    def offer(self, services: "list[str]", moments: "list[Moment]") -> None:
        """What can be asked."""
        self._moments = {each.key: each for each in moments}
        self.service.blockSignals(True)
        self.service.fill([(None, self.tr("Any service")), *((name, name) for name in services)])
        self.service.blockSignals(False)
        holiday = self._moments.get("holiday")
        chip = self.when.chip("holiday")
        chip.setVisible(holiday is not None)
        chip.setToolTip(f"{holiday.name}, {dated(holiday.at, 'd MMM yyyy')}" if holiday else "")

    def wonder(self, spec: "PolicySpec", ident: int | None) -> None:
        """What would this do? Answered a moment later."""
        self._spec, self._ident = spec, ident
        self._soon.start()

    @property
    def at(self) -> datetime | None:
        """The moment that is asked about; None for now."""
        key = str(self.when.on()[0])
        if key == OTHER:
            return self.other.value()
        found = self._moments.get(key)
        return None if key == "now" or found is None else found.at

    def _ask(self) -> None:
        if self._spec is None or self._bridge.post is None:
            return
        urgency, severity = self.urgency.value(), self.severity.value()
        service = self.service.value()
        question = partial(
            reads.dry_run,
            spec=self._spec,
            at=self.at,
            urgency=Urgency(str(urgency)),
            ident=self._ident,
            severity=None if severity is None else Severity(str(severity)),
            service=None if service is None else str(service),
        )
        self._bridge.read(question, self._show, self._fail, key=(id(self), "dry run"))

    def _show(self, plan: "Plan") -> None:
        self.plan = plan
        self.picture.setVisible(bool(plan.pages))
        self.picture.show_plan(plan, self.faces)
        self.lead.setText(self._led(plan))
        self.lead.set_look("strong" if plan.pages else "error")
        lasts = self.tr("Without an answer it ends after %1.")
        self.end.setVisible(bool(plan.pages))
        self.end.setText(lasts.replace("%1", age_text(plan.end_at - plan.at)))
        clear(self._lacks)
        for lack in dict.fromkeys(map(self._lacking, plan.skipped)):
            line = QWidget()
            said = Text(lack, "error", wrap=True)
            layout = row(Picture("triangle-alert", "alarm_text"), said)
            layout.setStretch(1, 1)
            line.setLayout(layout)
            self._lacks.addWidget(line)

    def _led(self, plan: "Plan") -> str:
        if not plan.pages:
            return self.tr("Nobody would be called.")
        first = [page for page in plan.pages if page.at == plan.pages[0].at]
        people = ", ".join(dict.fromkeys(page.shown for page in first))
        after = plan.pages[0].at - plan.at
        said = self.tr("%1 is called at once.") if not after else self.tr("%1 is called after %2.")
        said = said.replace("%1", people).replace("%2", age_text(after))
        led = self.tr("A branch leads to %1. ").replace("%1", plan.policy)
        own = self._spec is None or plan.policy == self._spec.name
        return said if own else led + said

    def _lacking(self, skip: "Skipped") -> str:
        level = self.tr("Level %1").replace("%1", str(skip.level))
        where = level if skip.level else self.tr("Last resort")
        named = f" ({aimed(skip.target)})" if skip.target else ""
        return f"{where}: {worded(skip.reason)}{named}"

    def _fail(self, fault: Exception) -> None:
        clear(self._lacks)
        self.picture.hide()
        self.end.setText("")
        self.lead.set_look("error")
        self.lead.setText(fault_words(fault))

    def _turn(self) -> None:
        self.other.setVisible(OTHER in self.when.on())
        self._again()

    def _again(self, _: object = None) -> None:
        self._soon.start(0)
