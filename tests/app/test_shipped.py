"""What comes along follows the language of the team, and what the team made its own stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner

from app.cli.main import _register, app
from app.domain.actor import Actor
from app.domain.language import Language
from app.errors import Refused
from app.operations import incident, language, play, review, review_template, update_template
from app.operations import playbook as books
from app.operations import workflow as workflows
from app.operations.incident import Declaration
from app.operations.status_update import fill
from app.queries import playbook, search, workflow
from app.queries import review as reviews
from app.queries import shipped as files
from app.queries import update_template as updates
from app.queries.play import plays
from app.store import Store
from app.workspace import drill
from models.kinds import DeedState, Severity, Source
from tests.app.workflows import FILE, flow, log, settle, work

ANA = Actor("ana", Source.SHELL)
LEAK = "Data may have leaked"
LOOKING = "We are looking into it"
SERIOUS = "A serious incident gets a commander, a bridge and a plan"
ENGLISH, GERMAN, SPANISH = Language


def turn(store: Store, to: Language = GERMAN) -> None:
    language.set_language(store, to, ANA)


def named(rows: object, stem: str) -> str:
    """How the shipped one of a file is called."""
    return next(row.name for row in rows if row.stem == stem)  # type: ignore[attr-defined]


def begun(store: Store, *, over: bool = False) -> int:
    number = incident.declare(store, Declaration("Tills are dark", severity=Severity.SEV1), ANA)
    if over:
        incident.resolve(store, number, ANA)
    return number


def test_everything_is_english_until_the_team_says_so(store: Store) -> None:
    assert playbook.playbooks(store) == sorted(
        playbook.shipped(ENGLISH), key=lambda row: row.name.casefold()
    )
    assert updates.templates(store) == [*updates.shipped()]
    assert reviews.templates(store) == reviews.shipped()
    assert {row.name for row in workflow.workflows(store)} == {
        row.name for row in workflow.shipped()
    }


def test_then_it_is_in_its_language(store: Store) -> None:
    turn(store)
    for found, come in (
        (playbook.playbooks(store), playbook.shipped),
        (workflow.workflows(store), workflow.shipped),
        (updates.templates(store), updates.shipped),
    ):
        assert {row.name for row in found} == {row.name for row in come(GERMAN)}
        assert not {row.name for row in found} & {row.name for row in come(ENGLISH)}
    assert reviews.templates(store) == reviews.shipped(GERMAN)
    turn(store, ENGLISH)
    assert LEAK in {row.name for row in playbook.playbooks(store)}


def test_a_playbook_of_its_own_hides_the_shipped_one_in_every_language(store: Store) -> None:
    german = named(playbook.shipped(GERMAN), "leak")
    ident = books.save(store, f"# {LEAK}\n\n## Do: Call us", ANA)
    turn(store)
    listed = {row.name for row in playbook.playbooks(store)}
    assert LEAK in listed
    assert german not in listed
    with store.read() as session:
        assert playbook.playbook(session, german).id == ident
    books.remove(store, ident, ANA)
    assert german in {row.name for row in playbook.playbooks(store)}
    off = books.save(store, f"# {german}\nOff: yes\n\n## Do: Nothing", ANA)
    turn(store, SPANISH)
    assert [row.id for row in playbook.playbooks(store) if row.stem == "leak"] == [off]


def test_an_old_name_still_finds_it(store: Store) -> None:
    german = named(playbook.shipped(GERMAN), "leak")
    number = begun(store)
    turn(store)
    play.start(store, number, LEAK.upper(), ANA)
    assert [each.name for each in plays(store, number)] == [german]
    with pytest.raises(Refused, match="under way"):
        play.start(store, number, LEAK, ANA)
    turn(store, SPANISH)
    with pytest.raises(Refused, match="under way"):
        play.start(store, number, LEAK, ANA)
    turn(store)
    with store.read() as session:
        assert playbook.playbook(session, "leak").name == german  # as much of it as is nobody's
        with pytest.raises(Refused, match="no playbook called"):
            playbook.playbook(session, "nonsense")
    assert workflow.workflow(store, SERIOUS).stem == "serious"
    assert workflow.workflow(store, "commander").stem == "serious"


def test_the_search_reads_what_is_shown(store: Store) -> None:
    german = named(playbook.shipped(GERMAN), "leak")
    turn(store)
    found = {hit.title for hit in search.search(store, german.split()[0]) if hit.kind == "playbook"}
    assert german in found
    assert LEAK not in {hit.title for hit in search.search(store, "leaked", kinds=["playbook"])}


def test_a_workflow_is_switched_on_under_any_name_once(store: Store) -> None:
    german = named(workflow.shipped(GERMAN), "serious")
    turn(store)
    assert workflows.switch(store, SERIOUS, True, ANA)
    assert [row.name for row in workflow.workflows(store) if row.stem == "serious"] == [german]
    turn(store, ENGLISH)
    assert not workflows.switch(store, SERIOUS, True, ANA)
    assert workflows.switch(store, SERIOUS, False, ANA)
    (row,) = [row for row in workflow.workflows(store) if row.stem == "serious"]
    assert (row.name, row.spec.enabled, row.id is None) == (german, False, False)
    with pytest.raises(Refused, match="no workflow called"):
        workflows.switch(store, "nonsense", True, ANA)


def test_templates_of_updates(store: Store) -> None:
    german = named(updates.shipped(GERMAN), "1_investigating")
    number = begun(store)
    turn(store)
    said = fill(store, number, LOOKING)
    assert said == fill(store, number, german)
    assert "We are" not in said
    update_template.save_template(store, LOOKING, "Ours.", ANA)
    first = updates.templates(store)[0]
    assert (first.name, first.text) == (LOOKING, "Ours.")
    assert fill(store, number, german) == "Ours."
    assert len(updates.templates(store)) == len(updates.shipped())
    assert update_template.remove_template(store, LOOKING, ANA)
    assert updates.templates(store)[0].name == german


def test_a_workflow_goes_on_with_the_template_that_it_named(store: Store) -> None:
    settle(store, flow("Say", "opened", f"{{do: post internal update, value: {LOOKING}}}"))
    turn(store)
    spec = workflow.workflow(store, "Say").spec
    workflows.save_workflow(store, replace(spec, name="Say it"), ANA)
    incident.declare(store, Declaration("Tills are dark", severity=Severity.SEV1), FILE)
    work(store)
    (run, _) = log(store)
    assert [each.state for each in run.deeds] == [DeedState.DONE]


def test_reviews(store: Store) -> None:
    number = begun(store, over=True)
    turn(store)
    german = named(reviews.rows_shipped(GERMAN), "standard")
    review.draft(store, number, ANA, ZoneInfo("UTC"), "Standard review")
    found = reviews.review(store, number)
    assert found.template == german
    written = reviews.template_of(reviews.template_text(store, german))
    assert [each.title for each in found.sections] == [each.title for each in written.sections]
    assert "action-items" in [each.key for each in found.sections]
    turn(store, ENGLISH)
    review.dress(store, number, "Standard review", ANA, ZoneInfo("UTC"))
    again = reviews.review(store, number)
    assert [each.key for each in again.sections] == [each.key for each in found.sections]


def test_a_review_template_of_its_own(store: Store) -> None:
    german = named(reviews.rows_shipped(GERMAN), "brief")
    turn(store)
    text = reviews.template_text(store, "Brief review")
    assert review_template.save_template(store, text + "\nMore.\n", ANA) == german
    turn(store, ENGLISH)
    names = [each.name for each in reviews.templates(store)]
    assert german in names
    assert "Brief review" not in names
    with store.read() as session:
        own = reviews.template_named(session, "Brief review")
    english = next(each for each in reviews.rows_shipped() if each.stem == "brief")
    assert [each.key for each in own.sections] == [e.key for e in english.template.sections]
    assert review_template.remove_template(store, german, ANA)
    assert "Brief review" in {each.name for each in reviews.templates(store)}


def test_what_nobody_translated_is_english(tmp_path: Path) -> None:
    place = tmp_path
    (place / "de").mkdir()
    (place / "a.md").write_text("one")
    (place / "b.md").write_text("two")
    (place / "de" / "b.md").write_text("zwei")
    (place / "de" / "c.md").write_text("drei")
    assert files._lying(place, ".md") == {"a": "one", "b": "two"}
    assert files.laid(place, ".md", GERMAN) == {"a": "one", "b": "zwei"}
    assert files.laid(place, ".md", SPANISH) == {"a": "one", "b": "two"}


def test_from_a_shell(database_url: str) -> None:
    _register()

    def run(*words: str) -> str:
        done = CliRunner().invoke(app, ["--database", database_url, *words])
        assert done.exit_code == 0, done.output
        return done.output

    run("language", "de")
    assert run("playbook", "show", "leak").startswith(
        f"# {named(playbook.shipped(GERMAN), 'leak')}"
    )
    assert named(updates.shipped(GERMAN), "5_resolved") in run("status", "templates")
    assert run("status", "template", LOOKING).strip() == updates.shipped(GERMAN)[0].text
    assert drill.shipped(GERMAN)["leak"].name in run("drill", "scripts")
    assert named(reviews.rows_shipped(GERMAN), "standard") in run("review", "templates")
