"""A policy is edited in the window: levels, branches, errors in their places, and the dry run."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.domain.workspace import LevelSpec, TargetSpec
from app.operations.policy import save_policy
from app.queries.form import policy_form
from app.queries.policy import policies
from models.kinds import Ack, Pick, TargetKind, Urgency
from tests.night import Night
from ui.bridge import Bridge
from ui.policies.editor import PolicyEditor
from ui.policies.page import PoliciesPage


@pytest.fixture
def page(ana: Bridge, qtbot: QtBot) -> PoliciesPage:
    """With its answer."""
    made = PoliciesPage(ana)
    qtbot.addWidget(made)
    made.resize(1170, 780)
    made.show()
    qtbot.waitUntil(lambda: made.seen is not None)
    return made


def ident(page: PoliciesPage, name: str) -> int:
    """Of a policy."""
    assert page.seen is not None
    return next(row.id for row in page.seen.policies if row.name == name)


def edit(page: PoliciesPage, name: str, qtbot: QtBot) -> PolicyEditor:
    """The editor on it, with its dry run."""
    page.edit(ident(page, name))
    qtbot.waitUntil(lambda: page.editor.dry.plan is not None)
    return page.editor


def said(widget: QWidget) -> str:
    """Every word that is seen in it."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_a_card_opens_its_editor_and_nothing_is_lost(
    page: PoliciesPage, night: Night, qtbot: QtBot
) -> None:
    editor = edit(page, "platform", qtbot)
    form = policy_form(night.store, ident(page, "platform"))
    assert form is not None
    assert editor.form.spec() == form.spec
    assert not editor.keep.isEnabled()


def test_a_new_policy_of_the_keyboard(page: PoliciesPage, night: Night, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.adding, Qt.MouseButton.LeftButton)
    editor = page.editor
    qtbot.waitUntil(lambda: editor.dry.plan is not None)
    assert "Nobody would be called." in said(editor.dry)
    qtbot.keyClicks(editor.form.name, "night-watch")
    level = editor.form.levels.entries[0]
    level.targets._choose(("next:primary", "person:cy"))
    level.pick.set_value(Pick.ROUND_ROBIN)
    level.ack.set_value(Ack.ALL)
    level.wait.clear()
    qtbot.keyClicks(level.wait, "90s")
    editor.form.last._choose(("team:platform",))
    with qtbot.waitSignal(editor.saved):
        qtbot.keyClick(editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    spec = next(row.spec for row in policies(night.store) if row.name == "night-watch")
    wanted = (TargetSpec(TargetKind.NEXT, "primary"), TargetSpec(TargetKind.PERSON, "cy"))
    assert spec.levels == (LevelSpec(wanted, timedelta(seconds=90), 0, Pick.ROUND_ROBIN, Ack.ALL),)
    qtbot.waitUntil(lambda: "night-watch" in [card.policy.name for card in page.cards])


def test_levels_move_and_go(page: PoliciesPage, qtbot: QtBot) -> None:
    editor = edit(page, "platform", qtbot)
    before = editor.form.spec().levels
    second = editor.form.levels.entries[1]
    second.up.click()
    assert editor.form.spec().levels[:2] == (before[1], before[0])
    assert [each.accessibleName() for each in editor.form.levels.entries] == [
        "Level 1", "Level 2", "Level 3"]  # fmt: skip
    second.drop.click()
    assert editor.form.spec().levels == (before[0], *before[2:])
    editor.undo.click()
    assert editor.form.spec().levels == before


def test_what_is_wrong_is_said_where_it_is(page: PoliciesPage, night: Night, qtbot: QtBot) -> None:
    editor = edit(page, "platform", qtbot)
    before = policies(night.store)
    editor.form.levels.entries[1].wait.setText("soon")
    editor.form.last.set_value(())
    editor.save()
    assert "How long is waited?" in said(editor.form.levels.entries[1])
    assert "Somebody must hear" in editor.form.fields["last_resort"].error
    editor.form.levels.entries[1].wait.setText("40d")
    editor.form.last.set_value(("team:platform",))
    editor.form.name.setText("Not a handle!")
    editor.save()
    qtbot.waitUntil(lambda: bool(editor.form.fields["name"].error))
    assert "out of range" in said(editor.form.levels.entries[1])
    assert policies(night.store) == before


def test_the_dry_run_follows_what_is_typed(page: PoliciesPage, qtbot: QtBot) -> None:
    editor = edit(page, "platform", qtbot)
    plan = editor.dry.plan
    editor.form.levels.entries[0].targets._choose(("person:eva",))
    qtbot.waitUntil(lambda: editor.dry.plan is not plan)
    assert editor.dry.plan is not None
    assert editor.dry.plan.pages[0].person == "eva"
    described = editor.dry.picture.accessibleDescription()
    assert described.count(";") == len(editor.dry.plan.pages) - 1


def test_a_branch_leads_elsewhere_and_the_dry_run_says_so(
    page: PoliciesPage, night: Night, qtbot: QtBot
) -> None:
    editor = edit(page, "platform", qtbot)
    others = [row.name for row in policies(night.store) if row.name != "platform"]
    editor.form.add_branch()
    branch = editor.form.branches.entries[0]
    assert "Choose the policy" in branch.wrong()
    branch.policy.set_value(others[0])
    branch.urgency.set_value(Urgency.LOW)
    editor.dry.urgency.set_value(Urgency.LOW)
    qtbot.waitUntil(lambda: editor.dry.plan is not None and editor.dry.plan.policy == others[0])
    assert f"A branch leads to {others[0]}." in said(editor.dry)
    with qtbot.waitSignal(editor.saved):
        editor.save()
    spec = next(row.spec for row in policies(night.store) if row.name == "platform")
    assert (spec.branches[0].policy, spec.branches[0].urgency) == (others[0], Urgency.LOW)
    qtbot.waitUntil(lambda: any("Low urgency" in said(card) for card in page.cards))


def test_somebody_elses_change_does_not_eat_mine(
    page: PoliciesPage, night: Night, qtbot: QtBot
) -> None:
    editor = edit(page, "platform", qtbot)
    editor.form.rounds.setValue(4)
    row = next(row for row in policies(night.store) if row.name == "platform")
    theirs = replace(row.spec, remind=timedelta(minutes=20))
    save_policy(night.store, theirs, night.actor("ben"), ident=row.id, seen=row.version)
    qtbot.waitUntil(lambda: "Somebody changed this policy." in said(editor))
    assert editor.form.rounds.value() == 4


def test_leaving_with_changes_asks_first(page: PoliciesPage, qtbot: QtBot) -> None:
    editor = edit(page, "platform", qtbot)
    editor.form.rounds.setValue(9)
    editor.leave()
    qtbot.waitUntil(lambda: "changes that are not saved" in said(editor))
    editor.discard()
    with qtbot.waitSignal(editor.left):
        editor.leave()


def test_one_that_is_used_is_not_removed(page: PoliciesPage, night: Night, qtbot: QtBot) -> None:
    editor = edit(page, "platform", qtbot)
    editor._remove()
    qtbot.waitUntil(lambda: "still needed by service" in said(editor))
    assert "platform" in [row.name for row in policies(night.store)]
