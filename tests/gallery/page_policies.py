"""The policies page: the sample team's, narrow, none at all."""

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import time, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.clock import SetClock
from app.domain.actor import Actor
from app.domain.rota import Restriction
from app.domain.workspace import BranchSpec
from app.operations.holiday import keep_holidays
from app.operations.policy import save_policy
from app.queries.policy import policies
from app.store import Store, open_store
from models.kinds import Source, Urgency
from tests.builders import person
from tests.desk import bridge_on, forgetful, settled
from tests.gallery.page_incidents import SIZE, Ending, played
from tests.night import BEGIN
from ui.bridge import Bridge
from ui.policies.page import PoliciesPage


def pictures() -> Iterable[tuple[str, Callable[[], QWidget]]]:
    """Each state of the page."""
    yield "policies", page
    yield "policies-narrow", partial(page, (712, 700))
    yield "policies-empty", empty
    yield "policies-edit", edited
    yield "policies-edit-low", partial(edited, low=True)
    yield "policies-edit-wrong", wrong
    yield "policies-edit-lacking", lacking
    yield "policies-new", new


def on(bridge: Bridge, size: tuple[int, int] = SIZE) -> PoliciesPage:
    """The page on a desktop."""
    made = PoliciesPage(bridge)
    bridge.setParent(made)
    made.destroyed.connect(Ending(bridge))
    made.setProperty("ground", "window")
    made.resize(*size)
    made.show()
    settled(lambda: not made._asking and not made._stale)
    return made


def page(size: tuple[int, int] = SIZE) -> QWidget:
    """The sample team's policies."""
    forgetful()
    night = played("rich")[0]
    return on(bridge_on(night.store, "ana", night.people["ana"]), size)


def edited(low: bool = False) -> QWidget:
    """One open in the editor, with its dry run at night."""
    forgetful()
    night = played("rich")[0] if not low else played.__wrapped__("rich")[0]
    if low:
        branched(night.store)
    made = on(bridge_on(night.store, "ana", night.people["ana"]))
    assert made.seen is not None
    made.edit(next(row.id for row in made.seen.policies if row.name == "platform"))
    settled(lambda: made.editor.dry.plan is not None)
    if low:
        made.editor.sheet.verticalScrollBar().setValue(10_000)
        made.editor.dry.urgency.set_value(Urgency.LOW)
    made.editor.dry.when.turn("night")
    made.editor.dry.plan = None
    made.editor.dry._again()
    settled(lambda: made.editor.dry.plan is not None)
    return made


def wrong() -> QWidget:
    """Errors beside what they are about."""
    made = edited()
    assert isinstance(made, PoliciesPage)
    form = made.editor.form
    form.name.setText("Platform!")
    form.levels.entries[0].wait.setText("soon")
    form.last.set_value(())
    made.editor.save()
    return made


def lacking() -> QWidget:
    """On the next holiday, with somebody whom nothing reaches."""
    forgetful()
    night = played.__wrapped__("rich")[0]
    keep_holidays(night.store)
    person(night.store, "iris", "Iris Berg")
    made = on(bridge_on(night.store, "ana", night.people["ana"]))
    assert made.seen is not None
    made.edit(next(row.id for row in made.seen.policies if row.name == "product"))
    settled(lambda: made.editor.dry.plan is not None)
    made.editor.form.levels.entries[0].targets.set_value(("person:iris",))
    made.editor.form.levels.entries[0].changed.emit()
    made.editor.dry.plan = None
    made.editor.dry.when.turn("holiday")
    settled(lambda: made.editor.dry.plan is not None)
    return made


def new() -> QWidget:
    """The first level of a new one."""
    forgetful()
    night = played("rich")[0]
    made = on(bridge_on(night.store, "ana", night.people["ana"]))
    made.begin()
    settled(lambda: made.editor.dry.plan is not None)
    return made


def branched(store: Store) -> None:
    """Low urgency waits for working hours and goes by a policy of its own."""
    office = Restriction((0, 1, 2, 3, 4), (None, time(9)), (None, time(18)))
    rows = {row.name: row for row in policies(store)}
    calm = replace(rows["platform"].spec, name="calm", low_hours=(office,),
                   time_zone="Europe/Madrid", levels=rows["platform"].spec.levels[:1])  # fmt: skip
    actor = Actor("ana", Source.DESKTOP)
    save_policy(store, calm, actor)
    low = BranchSpec("calm", Urgency.LOW, (), (), (office,))
    first = rows["platform"]
    changed = replace(first.spec, branches=(low,), remind=timedelta(minutes=45),
                      time_zone="Europe/Madrid")  # fmt: skip
    save_policy(store, changed, actor, ident=first.id, seen=first.version)


def empty() -> QWidget:
    """No policy yet."""
    forgetful()
    url = f"sqlite:///{Path(tempfile.mkdtemp()) / 'empty.db'}"
    return on(bridge_on(open_store(url, clock=SetClock(BEGIN), durable=False)))
