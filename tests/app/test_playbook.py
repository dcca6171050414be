"""A playbook at work in an incident: turns, branches, waits, reminders, commands, HTTP calls."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from sqlalchemy import select

from app.clock import SetClock
from app.domain.actor import ENGINE, Actor
from app.domain.language import Language
from app.duties.playbook import LOST, work
from app.errors import Conflict, Refused
from app.operations import errand, play
from app.operations.incident import Declaration, declare
from app.operations.language import set_language
from app.operations.playbook import save
from app.operations.sample import mark
from app.queries.incident_detail import timeline
from app.queries.play import PlayRow, StepRow, plays
from app.queries.playbook import editions, playbooks, shipped, suggested
from app.store import Store
from models.kinds import Category, PlayState, Severity
from models.notice import Message
from tests import builders

TEXT = """# Try it
For: performance

## Do: First
Owner: ana
Within: 5m

## Decide: Well?
- Yes -> Last
- No -> Again

## Do: Again

## Wait: A while
For: 10m

## Do: Last
"""


@pytest.fixture
def ana(store: Store) -> Actor:
    """Somebody of the team."""
    return builders.actor(store, "ana")


@pytest.fixture
def number(store: Store, ana: Actor) -> int:
    """An open incident."""
    return declare(store, Declaration("everything is slow"), ana)


@pytest.fixture
def site() -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """A real HTTP server: its address, and what it was asked."""
    asked: list[tuple[str, str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            asked.append((self.command, self.path, body))
            code = 500 if "fail" in self.path else 302 if "move" in self.path else 200
            self.send_response(code)
            if code == 302:
                self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(b"token=abcdef123456 fine")

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def begun(store: Store, number: int, ana: Actor, text: str = TEXT) -> None:
    save(store, text, ana)
    play.start(store, number, "Try it", ana)


def now(store: Store, number: int) -> PlayRow:
    return plays(store, number)[-1]


def step(store: Store, number: int, place: int) -> StepRow:
    return now(store, number).steps[place]


def states(store: Store, number: int) -> list[str]:
    return [each.state.value for each in now(store, number).steps]


def told(store: Store) -> list[str]:
    with store.read() as session:
        return list(session.scalars(select(Message.subject).order_by(Message.id)))


def command(store: Store, number: int, ana: Actor, code: str, *keys: str) -> StepRow:
    lines = "\n".join(keys)
    begun(store, number, ana, f"# Try it\n## Command: Look\n{lines}\n```\n{code}\n```\n")
    return step(store, number, 0)


def run(store: Store, row: StepRow, by: Actor, **values: str) -> None:
    errand.carry_out(store, row.id, errand.prepare(store, row.id, values).text, values, by)


def test_the_answer_skips_the_other_branch(store: Store, number: int, ana: Actor) -> None:
    begun(store, number, ana)
    assert step(store, number, 0).owner == "ana"
    play.finish(store, step(store, number, 0).id, ana, "seen")
    play.decide(store, step(store, number, 1).id, "yes", ana)
    assert states(store, number) == ["done", "done", "skipped", "skipped", "open"]
    play.finish(store, step(store, number, 4).id, ana)
    assert now(store, number).ended_at == store.now()
    said = [each.text for each in timeline(store, number)]
    assert "Done: First\nseen" in said
    assert "Done: Well?\nYes" in said


def test_a_wait_ends_by_the_clock_and_once(
    store: Store, clock: SetClock, number: int, ana: Actor
) -> None:
    begun(store, number, ana)
    play.finish(store, step(store, number, 0).id, ana)
    play.decide(store, step(store, number, 1).id, "No", ana)
    play.finish(store, step(store, number, 2).id, ana)
    assert work(store) == 0
    clock.forward(timedelta(minutes=10))
    assert [work(store), work(store)] == [1, 0]
    assert states(store, number)[3] == "done"


def test_who_is_late_is_reminded_once(
    store: Store, clock: SetClock, number: int, ana: Actor
) -> None:
    begun(store, number, ana)
    clock.forward(timedelta(minutes=5))
    assert [work(store), work(store)] == [1, 0]
    assert step(store, number, 0).late
    assert told(store) == [f"#{number} is waiting for you: First"]


def test_who_is_late_is_reminded_in_the_language_of_the_team(
    store: Store, clock: SetClock, number: int, ana: Actor
) -> None:
    set_language(store, Language.SPANISH, ana)
    begun(store, number, ana)
    clock.forward(timedelta(minutes=5))
    assert work(store) == 1
    assert told(store) == [f"#{number} te espera: First"]


def test_the_incident_keeps_the_edition_it_started(store: Store, number: int, ana: Actor) -> None:
    begun(store, number, ana)
    row = next(each for each in playbooks(store) if each.name == "Try it")
    save(store, TEXT.replace("First", "Other"), ana, ident=row.id, seen=row.version)
    assert step(store, number, 0).spec.title == "First"
    assert [each.number for each in editions(store, row.id or 0)] == [2, 1]
    with pytest.raises(Conflict):
        save(store, TEXT, ana, ident=row.id, seen=row.version)


def test_a_command_gets_its_values_as_words(store: Store, number: int, ana: Actor) -> None:
    row = command(store, number, ana, "printf '<%s>' {{who}} {{number}}")
    evil = "x; touch never $(id) 'y\""
    run(store, row, ana, who=evil)
    found = step(store, number, 0)
    assert found.state is PlayState.DONE
    assert f"<{evil}><{number}>" in found.outcome


def test_a_shell_gets_its_values_by_the_environment(store: Store, number: int, ana: Actor) -> None:
    row = command(store, number, ana, 'echo "<$wb_who>" | tr a-z A-Z', "Shell: yes")
    run(store, row, ana, who='"; echo pwned; $(id)')
    assert '<"; ECHO PWNED; $(ID)>' in step(store, number, 0).outcome


def test_a_command_that_fails_says_so(store: Store, number: int, ana: Actor) -> None:
    row = command(store, number, ana, "echo password=hunter22; exit 3", "Shell: yes")
    run(store, row, ana)
    found = step(store, number, 0)
    assert (found.state, found.current) == (PlayState.FAILED, True)
    assert "exit code 3" in found.outcome
    assert "hunter22" not in found.outcome
    assert all("hunter22" not in each.text for each in timeline(store, number))


def test_a_command_that_does_not_end_is_ended(store: Store, number: int, ana: Actor) -> None:
    row = command(store, number, ana, "echo begun; sleep 60 & wait", "Shell: yes", "Time-out: 1s")
    run(store, row, ana)
    outcome = step(store, number, 0).outcome
    assert "time-out" in outcome
    assert "begun" in outcome


def test_much_output_is_cut(store: Store, number: int, ana: Actor) -> None:
    row = command(store, number, ana, "yes", "Time-out: 1s")
    run(store, row, ana)
    outcome = step(store, number, 0).outcome
    assert "(cut)" in outcome
    assert len(outcome) < 20_000


def test_a_program_that_is_not_there(store: Store, number: int, ana: Actor) -> None:
    row = command(store, number, ana, "no-such-program-here --now")
    run(store, row, ana)
    assert "could not be started" in step(store, number, 0).outcome


def test_only_a_person_approves_and_only_what_was_shown(
    store: Store, number: int, ana: Actor
) -> None:
    row = command(store, number, ana, "echo {{who}}")
    text = errand.prepare(store, row.id, {"who": "a"}).text
    with pytest.raises(Refused, match="has changed"):
        errand.carry_out(store, row.id, text, {"who": "b"}, ana)
    with pytest.raises(Refused, match="Only a person"):
        errand.carry_out(store, row.id, text, {"who": "a"}, ENGINE)
    with pytest.raises(Refused, match="Say what who is"):
        errand.prepare(store, row.id, {})
    assert step(store, number, 0).state is PlayState.OPEN


def test_it_runs_once_however_often_it_is_approved(store: Store, number: int, ana: Actor) -> None:
    row = command(store, number, ana, "echo hello")
    text = errand.prepare(store, row.id, {}).text
    errand.approve(store, row.id, text, {}, ana)
    with pytest.raises(Refused, match="is running"):
        errand.approve(store, row.id, text, {}, ana)


def test_a_machine_that_went_away_is_a_failed_step(
    store: Store, clock: SetClock, number: int, ana: Actor
) -> None:
    row = command(store, number, ana, "echo hello")
    errand.approve(store, row.id, errand.prepare(store, row.id, {}).text, {}, ana)
    clock.forward(timedelta(seconds=61))
    assert work(store) == 1
    assert step(store, number, 0).outcome == LOST


def call(store: Store, number: int, ana: Actor, url: str) -> StepRow:
    code = f'POST {url}\nContent-Type: application/json\n\n{{"said": "{{{{who}}}}"}}'
    begun(store, number, ana, f"# Try it\n## HTTP: Call\n```\n{code}\n```\n")
    return step(store, number, 0)


def test_a_call_quotes_its_values(
    store: Store, number: int, ana: Actor, site: tuple[str, list[tuple[str, str, str]]]
) -> None:
    url, asked = site
    run(store, call(store, number, ana, f"{url}/{{{{who}}}}"), ana, who='a/../b?c "d"')
    assert asked == [
        ("POST", "/a%2F..%2Fb%3Fc%20%22d%22", '{"said": "a/../b?c \\"d\\""}'),
    ]
    found = step(store, number, 0)
    assert found.state is PlayState.DONE
    assert "abcdef123456" not in found.outcome


@pytest.mark.parametrize(("path", "said"), [("fail", "Answered 500"), ("move", "Answered 302")])
def test_a_call_that_is_refused_has_failed(
    store: Store,
    number: int,
    ana: Actor,
    site: tuple[str, list[tuple[str, str, str]]],
    path: str,
    said: str,
) -> None:
    run(store, call(store, number, ana, f"{site[0]}/{path}"), ana, who="me")
    found = step(store, number, 0)
    assert found.state is PlayState.FAILED
    assert said in found.outcome
    assert len(site[1]) == 1


def test_a_message_goes_to_the_people_it_names(store: Store, number: int, ana: Actor) -> None:
    begun(store, number, ana, "# Try it\n## Notify: Tell\nTo: person:ana\n\n#{{number}} burns\n")
    row = step(store, number, 0)
    run(store, row, ana)
    assert told(store) == [f"#{number} Tell"]
    assert step(store, number, 0).state is PlayState.DONE


def test_a_message_to_nobody_is_refused(store: Store, number: int, ana: Actor) -> None:
    begun(store, number, ana, "# Try it\n## Notify: Tell\nTo: scribe\n\nHello\n")
    with pytest.raises(Refused, match="Nobody is scribe"):
        errand.prepare(store, step(store, number, 0).id, {})


def test_what_fits_comes_best_first(store: Store, number: int) -> None:
    found = [each.book.name for each in suggested(store, number)]
    assert found == []
    with store.write() as session:
        from models.incident import Incident

        row = session.get_one(Incident, number)
        row.category, row.severity = Category.SECURITY, Severity.SEV1
    found = [each.book.name for each in suggested(store, number)]
    assert found == ["Data may have leaked", "A password or key got out"]


def test_the_shipped_ones_cover_every_category() -> None:
    assert len(shipped()) >= 8
    covered = {category for each in shipped() for category in each.spec.categories}
    assert covered == set(Category)


def test_a_made_up_team_runs_nothing(store: Store, number: int, ana: Actor, tmp_path: Path) -> None:
    mark(store)
    row = command(store, number, ana, f"touch {tmp_path}/never")
    run(store, row, ana)
    assert step(store, number, 0).outcome == errand.UNREAL
    assert not list(tmp_path.glob("never"))
