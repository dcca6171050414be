"""What leaves a review: documents, and what a language model is asked; on both databases."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner

from app.clock import SetClock
from app.domain.actor import Actor
from app.errors import Refused, Unavailable
from app.operations import assistant, incident, review
from app.operations.assistant import Assistant
from app.operations.incident import Declaration
from app.queries import review as queries
from app.queries.review_paper import paper
from app.store import Store
from models.kinds import Severity, Source
from models.ledger import Setting
from tests.model import KEY, Model, listening
from tests.printed import words_of

ANA, UTC = Actor("ana", Source.SHELL), ZoneInfo("UTC")
SECRET = "bob@example.org has AKIAIOSFODNN7EXAMPLE"


@pytest.fixture
def model() -> Iterator[Model]:
    with listening() as server:
        yield server


def reviewed(store: Store, clock: SetClock) -> int:
    said = Declaration("Disk full on db-1", severity=Severity.SEV1)
    number = incident.declare(store, said, ANA)
    clock.forward(timedelta(minutes=2))
    incident.acknowledge(store, number, ANA)
    incident.note(store, number, f"Ask {SECRET}", ANA)
    clock.forward(timedelta(minutes=20))
    incident.resolve(store, number, ANA, "Grew the volume")
    review.draft(store, number, ANA, UTC)
    return number


@pytest.mark.parametrize(("form", "begins"), [("md", b"# Review"), ("html", b"<!doctype html>")])
def test_a_document_has_the_picture_and_masks_what_must_not_leave(
    store: Store, clock: SetClock, form: str, begins: bytes
) -> None:
    made = paper(store, reviewed(store, clock), form, UTC)
    assert made.content.startswith(begins)
    assert b"Grew the volume" in made.content
    assert b"Acknowledged" in made.content
    assert b"bob@example.org" not in made.content
    assert b"AKIAIOSFODNN7EXAMPLE" not in made.content
    assert "e-mail address" in made.masked
    assert b"Time zone" in made.content
    assert b"Five whys" not in made.content  # nobody has asked yet
    if form == "md":
        assert [name for name, _ in made.beside] == ["review-1-timeline.png"]
        assert made.beside[0][1].startswith(b"\x89PNG")
        assert b"](review-1-timeline.png)" in made.content
    else:
        assert b"data:image/png;base64," in made.content


def test_the_same_review_is_the_same_pdf(store: Store, clock: SetClock) -> None:
    number = reviewed(store, clock)
    first = paper(store, number, "pdf", UTC).content
    assert first.startswith(b"%PDF-")
    assert first == paper(store, number, "pdf", UTC).content
    assert "Ask [e-mail address masked] has [cloud key masked]" in words_of(first)
    assert "bob@example.org" not in words_of(first)
    with pytest.raises(Refused, match="is no format"):
        paper(store, number, "doc", UTC)


def test_nothing_is_masked_where_somebody_says_so(store: Store, clock: SetClock) -> None:
    made = paper(store, reviewed(store, clock), "html", UTC, plain=True)
    assert b"bob@example.org" in made.content
    assert made.masked == ""


def test_another_template_keeps_what_was_written(store: Store, clock: SetClock) -> None:
    number = reviewed(store, clock)
    review.write(store, number, "contributing-factors", "- No alarm", ANA)
    review.dress(store, number, "pipeline", ANA, UTC)
    review.dress(store, number, "brief", ANA, UTC)
    found = queries.review(store, number)
    texts = {each.key: each.text for each in found.sections}
    assert found.template == "Brief review"
    assert texts["contributing-factors"] == "- No alarm"
    assert texts["solution"] == "Grew the volume"
    review.recover(store, number, 1, ANA)
    assert "contributing-factors" in {e.key for e in queries.review(store, number).sections}
    with pytest.raises(Refused, match="no one template"):
        review.dress(store, number, "nothing like it", ANA, UTC)


def test_what_is_asked_is_shown_masked_and_sent_as_shown(
    store: Store, clock: SetClock, model: Model
) -> None:
    number = reviewed(store, clock)
    assistant.set_assistant(store, Assistant(model.url, "small", KEY, True), ANA)
    found = assistant.prepare(store, number, "contributing-factors", UTC)
    assert "bob@example.org" not in found.question.text
    assert "AKIA" not in found.question.text
    assert "Ask [e-mail address masked] has [cloud key masked]" in found.question.text
    assert found.masked
    assert model.asked == []
    said = assistant.ask(store, found.question, ANA)
    assert said == "- The disk was full.\n- Nobody looked."
    sent = [(each["role"], each["content"]) for each in model.asked[0]["messages"]]
    assert tuple(sent) == found.question.messages
    assert model.asked[0]["model"] == "small"


def test_it_is_off_and_its_key_is_sealed(store: Store, clock: SetClock, model: Model) -> None:
    number = reviewed(store, clock)
    with pytest.raises(Refused, match="No language model"):
        assistant.prepare(store, number, "summary", UTC)
    assistant.set_assistant(store, Assistant(model.url, "small", KEY, True), ANA)
    with store.read() as session:
        assert KEY not in str(session.get_one(Setting, "assistant").value)
    assistant.set_assistant(store, Assistant(model.url, "big", "", True), ANA)
    known = assistant.assistant(store)
    assert known == Assistant(model.url, "big", KEY, True)
    assert KEY not in repr(known)
    assistant.set_assistant(store, Assistant("https://elsewhere.example.org", "big"), ANA)
    known = assistant.assistant(store)
    assert known is not None
    assert known.key == ""  # a key goes to no other address
    assistant.set_assistant(store, None, ANA)
    assert assistant.assistant(store) is None


@pytest.mark.parametrize(
    ("status", "error", "fault", "sentence"),
    [
        (401, "", Refused, "does not take this key: Incorrect API key provided"),
        (400, "model not found", Refused, "refused \\(400\\): model not found"),
        (429, "slow down", Unavailable, "busy \\(429\\): slow down"),
    ],
)
def test_what_it_refuses_is_said(
    store: Store, clock: SetClock, model: Model, status: int, error: str, fault: type, sentence: str
) -> None:
    number = reviewed(store, clock)
    key = "wrong" if status == 401 else KEY
    assistant.set_assistant(store, Assistant(model.url, "small", key, True), ANA)
    model.status, model.error = status, error
    asked = assistant.prepare(store, number, "summary", UTC).question
    with pytest.raises(fault, match=sentence):
        assistant.ask(store, asked, ANA)


def test_an_address_inside_needs_leave(store: Store, clock: SetClock, model: Model) -> None:
    number = reviewed(store, clock)
    assistant.set_assistant(store, Assistant(model.url, "small", KEY), ANA)
    asked = assistant.prepare(store, number, "summary", UTC).question
    with pytest.raises(Refused, match="inside the house"):
        assistant.ask(store, asked, ANA)


def test_from_a_shell(sqlite_url: str, tmp_path: Path, model: Model) -> None:
    from app.cli.main import _register, app

    _register()

    def run(*words: str, said: str = "") -> str:
        done = CliRunner().invoke(app, ["--database", sqlite_url, *words], input=said)
        assert done.exit_code == 0, done.output
        return done.output

    run("incident", "declare", "Disk full", "--severity", "sev1")
    run("incident", "resolve", "1", "--note", "Grew it")
    run("review", "draft", "1", "--template", "brief")
    run("review", "write", "1", "action-items", "-", said="- [ ] Alarm at 80 %")
    assert "1 new follow-up" in run("review", "followups", "1")
    for form in ("md", "html", "pdf"):
        run("review", "export", "1", "-o", str(tmp_path / f"a.{form}"))
    names = {each.name for each in tmp_path.iterdir() if each.name.startswith("a")}
    assert names == {"a.md", "a.html", "a.pdf", "a-timeline.png"}
    assert "](a-timeline.png)" in (tmp_path / "a.md").read_text("utf-8")
    assert "Standard review: any incident" in run("review", "templates")
    run("assistant", "set", model.url, "small", "--inside", said=f"{KEY}\n")
    assert KEY not in run("assistant", "show")
    assert "Write the section" in run("review", "suggest", "1", "solution")
    assert model.asked == []
    run("review", "suggest", "1", "solution", "--send", "--write")
    assert "The disk was full" in run("review", "show", "1")
