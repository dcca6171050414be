"""The places of the window: every screen, made when it is first seen, and how screens are joined.
Screens meet nowhere else."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.shell.pages import Page
from ui.shell.window import ShellWindow
from ui.ways import Ways

if TYPE_CHECKING:
    from ui.bridge import Bridge
    from ui.incidents.page import IncidentsPage
    from ui.metrics.foresight import Foresight
    from ui.metrics.page import MetricsPage


class Places(QObject):
    """`bridge` must be set before the first screen is shown. While `swift`, the incidents page is
    made as far as its list, and `complete` makes the rest."""

    declare_wanted = Signal()
    sample_wanted = Signal()
    connect_wanted = Signal()
    file_wanted = Signal()
    invite_wanted = Signal()
    restore_wanted = Signal()
    attention_changed = Signal()
    sound_wanted = Signal()

    def __init__(self, window: ShellWindow) -> None:
        super().__init__(window)
        self.window = window
        self.bridge: Bridge
        self.swift = False
        self.incidents: IncidentsPage
        window.register(self._pages())
        self.ways = Ways(window, self._there)
        window.sidebar.neared.connect(self._prepare)
        to_settings = partial(partial, window.show_page, "settings")
        window.status.engine_clicked.connect(to_settings("paging"))
        window.status.database_clicked.connect(to_settings("database"))

    def show_watch(self, key: object) -> None:
        """The rota, at a schedule."""
        self.window.show_page("rota", key)

    def complete(self) -> None:
        """What was left away to be swift, as soon as there is time."""
        if self.swift:
            self.swift = False
            QTimer.singleShot(0, self.incidents, self.incidents.complete)

    def _pages(self) -> list[Page]:
        tr = self.tr
        make = partial(partial, self._made)
        return [
            Page("incidents", tr("Incidents"), "siren", self._incidents, "respond", "Ctrl+1",
                 tr("incident outage failure")),
            Page("alerts", tr("Alerts"), "bell", self._alerts, "respond", "Ctrl+2",
                 tr("alert signal event")),
            Page("rota", tr("Rota"), "calendar-days", self._rota, "respond", "Ctrl+3",
                 tr("schedule on-call shift calendar")),
            Page("playbooks", tr("Playbooks"), "book-open", make(_playbooks), "respond", "Ctrl+8",
                 tr("playbook runbook")),
            Page("status", tr("Status page"), "radio", make(_status), "respond", "Alt+S",
                 tr("public customers subscribers")),
            Page("metrics", tr("Metrics"), "chart-column", self._metrics, "learn", "Ctrl+9",
                 tr("statistics figures mttr dashboard")),
            Page("followups", tr("Follow-ups"), "list-todo", self._followups, "learn", "Alt+F",
                 tr("follow-up task action item to do")),
            Page("problems", tr("Problems"), "bookmark", self._problems, "learn", "Alt+P",
                 tr("problem root cause")),
            Page("reviews", tr("Reviews"), "file-text", self._reviews, "learn", "Alt+R",
                 tr("review postmortem retrospective")),
            Page("start", tr("Get started"), "list-checks", self._start, "set up", "Ctrl+0",
                 tr("begin welcome first steps setup")),
            Page("workflows", tr("Workflows"), "workflow", self._workflows, "set up", "Alt+W",
                 tr("workflow automation rule")),
            Page("services", tr("Services"), "layers", self._services, "set up", "Ctrl+4",
                 tr("service system catalogue integration")),
            Page("policies", tr("Policies"), "arrow-up-right", make(_policies), "set up", "Ctrl+5",
                 tr("policy escalation")),
            Page("people", tr("People"), "users", self._people, "set up", "Ctrl+6",
                 tr("person team user colleague contact")),
            Page("settings", tr("Settings"), "settings", self._settings, "set up", "Ctrl+7",
                 tr("preferences options configuration")),
        ]  # fmt: skip

    def _made(self, factory: "Callable[[Bridge], QWidget]") -> QWidget:
        return factory(self.bridge)

    def _incidents(self) -> QWidget:
        from ui.incidents.page import IncidentsPage

        page = IncidentsPage(self.bridge, keys=False, swift=self.swift)
        page.declare_wanted.connect(self.declare_wanted)
        page.sample_wanted.connect(self.sample_wanted)
        page.counted.connect(self._count)
        self.ways.serve("incidents")
        self.incidents = page
        page.add_side(_playbook_card)
        page.add_side(partial(self._update_card, page), early=True)
        page.add_side(_clocks_card)
        for side in (
            self._problem_card, self._similar_card, self._followups_card, self._review_card,
        ):  # fmt: skip
            page.add_side(side)
        return page

    def _there(self) -> "Bridge | None":
        """The bridge, once it is set."""
        return getattr(self, "bridge", None)

    def _start(self) -> QWidget:
        from ui.welcome.page import WelcomePage

        page = WelcomePage(self.bridge)
        page.sample_wanted.connect(self.sample_wanted)
        page.connect_wanted.connect(self.connect_wanted)
        page.file_wanted.connect(self.file_wanted)
        page.invite_wanted.connect(self.invite_wanted)
        page.wanted.connect(self.window.show_page)
        page.told.connect(self.window.tell)
        return page

    def _settings(self) -> QWidget:
        from ui.settings.page import SettingsPage

        page = SettingsPage(self.bridge)
        page.machine.scheme_chosen.connect(self._wear)
        page.machine.attention_changed.connect(self.attention_changed)
        page.machine.sound_wanted.connect(self.sound_wanted)
        page.machine.connect_wanted.connect(self.connect_wanted)
        page.machine.invite_wanted.connect(self.invite_wanted)
        page.machine.restore_wanted.connect(self.restore_wanted)
        return page

    def _wear(self, scheme: str) -> None:
        from ui.theme.current import Scheme

        self.window.wear(Scheme(scheme))

    def _followups(self) -> QWidget:
        from ui.tasks.page import FollowupsPage

        page = FollowupsPage(self.bridge)
        page.incident_wanted.connect(self.window.open_incident)
        page.trackers_wanted.connect(self._show_trackers)
        page.counted.connect(partial(self.window.show_count, "followups"))
        return page

    def _problems(self) -> QWidget:
        from ui.tasks.problems_page import ProblemsPage

        page = ProblemsPage(self.bridge)
        page.incident_wanted.connect(self.window.open_incident)
        page.trackers_wanted.connect(self._show_trackers)
        return page

    def _reviews(self) -> QWidget:
        from ui.reviews.page import ReviewsPage

        page = ReviewsPage(self.bridge)
        page.incident_wanted.connect(self.window.open_incident)
        page.followup_wanted.connect(partial(self.window.show_page, "followups"))
        page.counted.connect(partial(self.window.show_count, "reviews"))
        return page

    def _review_card(self, bridge: "Bridge") -> QWidget:
        from ui.reviews.review_card import ReviewCard

        card = ReviewCard(bridge)
        card.review_wanted.connect(partial(self.window.show_page, "reviews"))
        return card

    def _problem_card(self, bridge: "Bridge") -> QWidget:
        from ui.tasks.problem_card import ProblemCard

        card = ProblemCard(bridge)
        card.problem_wanted.connect(partial(self.window.show_page, "problems"))
        return card

    def _followups_card(self, bridge: "Bridge") -> QWidget:
        from ui.tasks.followups_card import FollowupsCard

        card = FollowupsCard(bridge)
        card.followup_wanted.connect(partial(self.window.show_page, "followups"))
        return card

    def _similar_card(self, bridge: "Bridge") -> QWidget:
        from ui.reviews.similar_card import SimilarCard

        card = SimilarCard(bridge)
        card.incident_wanted.connect(self.window.open_incident)
        return card

    def _show_trackers(self) -> None:
        self.window.show_page("settings", "trackers")

    def _update_card(self, page: "IncidentsPage", bridge: "Bridge") -> QWidget:
        from ui.status.card import UpdateCard

        card = UpdateCard(bridge)
        page.add_command("update", self.tr("Tell customers or colleagues"), card.obey)
        return card

    def _alerts(self) -> QWidget:
        from ui.alerts.page import AlertsPage

        page = AlertsPage(self.bridge)
        page.incident_wanted.connect(self.window.open_incident)
        page.integrations_wanted.connect(self._show_services)
        return page

    def _rota(self) -> QWidget:
        from ui.schedules.page import SchedulesPage

        page = SchedulesPage(self.bridge)
        page.sample_wanted.connect(self.sample_wanted)
        return page

    def _people(self) -> QWidget:
        from ui.people.page import PeoplePage

        page = PeoplePage(self.bridge)
        page.sample_wanted.connect(self.sample_wanted)
        page.replan_wanted.connect(self._replan)
        return page

    def _prepare(self, key: str) -> None:
        """The mouse is over a page that takes a moment to be ready."""
        if key == "metrics":
            self.foresight.prepare()

    @cached_property
    def foresight(self) -> "Foresight":
        """Over figures that will be wanted."""
        from ui.metrics.foresight import Foresight

        return Foresight(self.bridge, self._foreseen, self)

    def _foreseen(self) -> "MetricsPage":
        """The page of figures, behind the one that is shown."""
        from ui.metrics.page import MetricsPage

        made = self.window.stack.widget_of("metrics")
        assert isinstance(made, MetricsPage)
        return made

    def _metrics(self) -> QWidget:
        from ui.metrics.page import MetricsPage

        page = MetricsPage(self.bridge)
        page.sample_wanted.connect(self.sample_wanted)
        page.declare_wanted.connect(self.declare_wanted)
        page.incidents_wanted.connect(self._show_slice)
        return page

    def _show_slice(self, title: str, numbers: object) -> None:
        self.window.show_page("incidents")
        self.incidents.show_slice(title, numbers)  # type: ignore[arg-type]

    def _services(self) -> QWidget:
        from ui.services.page import ServicesPage

        page = ServicesPage(self.bridge)
        page.guide_wanted.connect(self.window.open_leaf)
        return page

    def _workflows(self) -> QWidget:
        from ui.workflows.page import WorkflowsPage

        page = WorkflowsPage(self.bridge)
        page.incident_wanted.connect(self.window.open_incident)
        return page

    def _count(self, counts: object) -> None:
        self.window.show_count("incidents", counts.waiting)  # type: ignore[attr-defined]

    def _replan(self, person: int) -> None:
        self.window.show_page("rota", f"replan {person}")

    def _show_services(self) -> None:
        self.window.show_page("services")


def _policies(bridge: "Bridge") -> QWidget:
    from ui.policies.page import PoliciesPage

    return PoliciesPage(bridge)


def _status(bridge: "Bridge") -> QWidget:
    from ui.status.page import StatusPage

    return StatusPage(bridge)


def _playbooks(bridge: "Bridge") -> QWidget:
    from ui.playbooks.page import PlaybooksPage

    return PlaybooksPage(bridge)


def _clocks_card(bridge: "Bridge") -> QWidget:
    from ui.metrics.clocks_card import ClocksCard

    return ClocksCard(bridge)


def _playbook_card(bridge: "Bridge") -> QWidget:
    from ui.playbooks.card import PlaybookCard

    return PlaybookCard(bridge)
