"""The workflows page: sentences, a step opened, a new one with its faults, the dry run, the log."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.domain.actor import Actor
from app.operations.workflow import switch
from app.operations.workflow_run import start_by_hand
from app.queries.workflow import workflow
from models.kinds import Source
from tests.app.workflows import work
from tests.desk import bridge_on, forgetful, settled
from tests.gallery.page_incidents import SIZE, SMALL, Ending, played
from ui.workflows.page import WorkflowsPage

SERIOUS = "A serious incident gets a commander, a bridge and a plan"
STORM = "Many alerts make it worse than it looked"


def pictures() -> Iterable[tuple[str, Callable[[], QWidget]]]:
    """Each state."""
    yield "workflows", page
    yield "workflows-narrow", partial(page, (760, 640))
    yield "workflows-small", partial(page, SMALL)
    yield "workflows-step", step
    yield "workflows-update", update
    yield "workflows-condition", condition
    yield "workflows-new", new
    yield "workflows-wrong", wrong
    yield "workflows-try", partial(tab, "try", SERIOUS)
    yield "workflows-try-none", partial(tab, "try", STORM)
    yield "workflows-log", partial(tab, "log", SERIOUS)
    yield "workflows-log-empty", partial(tab, "log", STORM)


def page(size: tuple[int, int] = SIZE, name: str = SERIOUS) -> QWidget:
    """Those that come along; two are on, and have done something."""
    forgetful()
    night, number = played.__wrapped__("rich")
    by = Actor("ana", Source.DESKTOP, night.people["ana"])
    for each in (SERIOUS, "Show what else is affected"):
        switch(night.store, each, on=True, by=by)
    ident = workflow(night.store, SERIOUS).id
    assert ident is not None
    start_by_hand(night.store, ident, number, by)
    work(night.store)
    bridge = bridge_on(night.store, "ana", night.people["ana"])
    made = WorkflowsPage(bridge)
    bridge.setParent(made)
    made.destroyed.connect(Ending(bridge))
    made.setProperty("ground", "window")
    made.resize(*size)
    made.show()
    made.visit(name)
    settled(lambda: not made.asking and made.desk.row is not None and made.desk.row.name == name)
    return made


def step() -> QWidget:
    """One step opened."""
    made = page()
    made.desk.form.steps.entries[2].spread(True)
    return made


def update() -> QWidget:
    """An update for customers, as a step opened."""
    from app.domain.workflow import Action

    made = page()
    made.desk.form.begin(Action.POST_PUBLIC_UPDATE)
    entry = made.desk.form.steps.entries[-1]
    entry.value.set_value("We are looking into it")
    entry.text.setPlainText("{{impact}}")
    return made


def condition() -> QWidget:
    """A rate, and hours."""
    made = page(name=STORM)
    made.desk.form.condition._begin_hours()
    return made


def new() -> QWidget:
    """A new one."""
    made = page()
    made.new.click()
    return made


def wrong() -> QWidget:
    """Saved too early: what is missing is said where it is."""
    from app.domain.workflow import Action

    made = new()
    made.desk.form.name.setText("Page the people who know")
    made.desk.form.begin(Action.PAGE)
    made.desk.form.begin(Action.CALL_WEBHOOK)
    made.desk.save()
    entry = made.desk.form.steps.entries[0]
    settled(lambda: bool(entry.error.text()))
    return made


def tab(key: str, name: str) -> QWidget:
    """The dry run or the log."""
    made = page(name=name)
    made.desk.tabs.choose(key)
    if key == "try":
        settled(lambda: bool(made.desk.trial.told.text()))
    else:
        settled(lambda: bool(made.desk.log.runs) or name == STORM)
    return made
