"""The page itself: its name and address, its readers' clock, and how long they wait for news."""

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from models.kinds import Severity
from ui.bridge import Bridge
from ui.keeper import FieldsKeeper
from ui.status import writes
from ui.status.pane import Pane
from ui.status.reads import Desk
from ui.status.views_card import ViewsCard
from ui.theme.space import S
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.check import Check
from ui.widgets.choices import Choice
from ui.widgets.duration import duration_text
from ui.widgets.field import Field, Form, LineField
from ui.widgets.picker import Picker
from ui.widgets.rows import STRETCH, row

if TYPE_CHECKING:
    from app.domain.workspace import PageSpec

SPANS = (15, 30, 60, 120, 240, 480, 1440)  # minutes


class PagePane(Pane):
    """One card."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self._filled: PageSpec | None = None
        self._build()
        self.body.addStretch(1)

    def _build(self) -> None:
        from app.domain.problem import zones

        self.form = Form()
        self.title, self.about = LineField(self.tr("Acme status")), LineField()
        self.url, self.zone = LineField("https://status.example.org"), Picker()
        self.zone.set_choices([Choice(name, name) for name in sorted(zones())])
        self.on = Check(self.tr("The page can be seen"))
        self.form.add("title", self.tr("Name"), self.title)
        self.form.add("about", self.tr("A sentence below it"), self.about, optional=True)
        self.form.beside("title", "about")
        self.form.add("url", self.tr("Address as its readers reach it"), self.url,
                      self.tr("Without /status at the end."), optional=True)  # fmt: skip
        self.form.add("time_zone", self.tr("Clock of its readers"), self.zone)
        self.form.beside("url", "time_zone")
        self.form.body.addWidget(self.on)
        self.waits = {each: Picker(self.tr("never"), clearable=True) for each in Severity}
        for severity, picker in self.waits.items():
            picker.set_choices([Choice(timedelta(minutes=m), _span(m)) for m in SPANS])
            picker.setAccessibleName(
                self.tr("How long readers wait at %1").replace("%1", severity.value)
            )
        self.keeper = FieldsKeeper(
            self._bridge, "page", self.form.body, self.title, self.about, self.url, self.zone,
            self.on, *self.waits.values(), owner=self,
        )  # fmt: skip
        card = Card(self.tr("The page"))
        card.add(self.form)
        self.add(card)
        clock = Card(self.tr("How long people wait for news"))
        fields = [Field(each.value, picker) for each, picker in self.waits.items()]
        clock.add(row(*fields, gap=S))
        self.add(clock)
        keep = Button(self.tr("Save"), "primary", on_click=self.save)
        self.add(row(STRETCH, keep))
        self.views = ViewsCard(self)
        self.add(self.views)

    def show_desk(self, desk: Desk) -> None:
        """As it is stored, unless somebody is writing: then it is said that a colleague was faster,
        and what is typed stays."""
        old, page = self.desk, desk.page
        super().show_desk(desk)
        self.views.show_desk(desk)
        if old is not None and old.page == page:
            return
        if old is not None and self.spec() not in (self._filled, old.page, page):
            self.error.setText(self.tr("Somebody changed this page meanwhile. Save keeps yours."))
            self.error.show()
            return
        self.error.hide()
        self.keeper.end()
        self.title.setText(page.title)
        self.about.setText(page.about)
        self.url.setText(page.url)
        self.zone.set_value(page.time_zone)
        self.on.setChecked(page.on)
        spans = dict(page.updates)
        for severity, picker in self.waits.items():
            span = spans.get(severity)
            minutes = {m: timedelta(minutes=m) for m in SPANS}
            if span is not None and span not in minutes.values():
                extra = Choice(span, _span(round(span.total_seconds() / 60)))
                picker.set_choices([extra, *(Choice(s, _span(m)) for m, s in minutes.items())])
            picker.set_value(span)
        self._filled = self.spec()
        self.keeper.begin("itself")

    def spec(self) -> "PageSpec":
        """As it stands in the fields."""
        from app.domain.workspace import PageSpec

        spans = ((each, picker.value()) for each, picker in self.waits.items())
        return PageSpec(
            title=self.title.text().strip(),
            about=self.about.text().strip(),
            url=self.url.text().strip().rstrip("/"),
            time_zone=str(self.zone.value()),
            on=self.on.isChecked(),
            updates=tuple(
                (each, cast(timedelta, span)) for each, span in spans if span is not None
            ),
        )

    def save(self) -> None:
        """What its button does."""
        assert self.desk is not None
        self.act(
            writes.save_page,
            self.tr("Saved"),
            self.keeper.forget,
            spec=self.spec(),
            seen=self.desk.page,
        )


def _span(minutes: int) -> str:
    return duration_text(timedelta(minutes=minutes))
