"""Lists of incidents: what each filter shows, every sort, and what is counted."""

from datetime import timedelta

import pytest

from app.clock import SetClock
from app.domain.actor import Actor
from app.domain.window import Window
from app.operations import incident, role
from app.operations.incident import Declaration
from app.queries import incident as queries
from app.queries.incident_filter import By, Filter, Sort
from app.queries.incident_row import Counts
from app.store import Store
from models.kinds import Category, Role, Severity, Source, Stage, Urgency
from tests import builders

SHELL = Actor("root", Source.SHELL)
HOUR = timedelta(hours=1)


@pytest.fixture
def ana(store: Store) -> Actor:
    return builders.actor(store, "ana")


@pytest.fixture
def six(store: Store, clock: SetClock, ana: Actor) -> None:
    """Numbers 1 to 6, an hour apart; 5 is resolved, 6 declined."""
    api, mail = builders.service(store, "api"), builders.service(store, "mail-out")
    ben = builders.actor(store, "ben")
    for said in (
        Declaration("Db is down", severity=Severity.SEV1, service=api),
        Declaration("100% slow", category=Category.PERFORMANCE, service=mail),
        Declaration("api_key leaked", severity=Severity.SEV2, drill=True),
        Declaration("Ärger in Übersee", urgency=Urgency.LOW, affected=(api,)),
        Declaration("db was down", severity=Severity.SEV4),
        Declaration("nothing"),
    ):
        incident.declare(store, said, SHELL)
        clock.forward(HOUR)
    incident.acknowledge(store, 2, ana)
    incident.acknowledge(store, 4, ben)
    role.assign(store, 4, Role.SCRIBE, ana.person or 0, ben)
    incident.move(store, 1, Stage.IDENTIFIED, ben)
    incident.resolve(store, 5, ben)
    incident.decline(store, 6, ben)


def ids(store: Store, wanted: Filter | None = None, sort: Sort | None = None) -> list[int]:
    return queries.incident_ids(store, wanted, sort)


@pytest.mark.usefixtures("six")
def test_open_ones_newest_first_unless_said_otherwise(store: Store) -> None:
    assert ids(store) == [4, 3, 2, 1]
    assert ids(store, Filter(open=False)) == [6, 5, 4, 3, 2, 1]
    assert queries.incident_ids(store, Filter(open=False), limit=2) == [6, 5]


FILTERS = [
    (Filter(severities=frozenset({Severity.SEV1, Severity.SEV2})), [3, 1]),
    (Filter(urgencies=frozenset({Urgency.LOW})), [4]),
    (Filter(categories=frozenset({Category.PERFORMANCE})), [2]),
    (Filter(open=False, stages=frozenset({Stage.RESOLVED, Stage.DECLINED})), [6, 5]),
    (Filter(stages=frozenset({Stage.RESOLVED})), []),
    (Filter(drill=True), [3]),
    (Filter(drill=False), [4, 2, 1]),
    (Filter(acknowledged=False), [3, 1]),
    (Filter(words="DOWN"), [1]),
    (Filter(open=False, words="db down"), [5, 1]),
    (Filter(words="mail"), [2]),
    (Filter(words="100%"), [2]),
    (Filter(words="%"), [2]),
    (Filter(words="_"), [3]),
    (Filter(words="ärger ÜBERSEE"), [4]),
    (Filter(words="#3"), [3]),
    (Filter(words="2"), [2]),
    (Filter(words="9" * 30), []),
    (Filter(words="\\ ' \" \0"), []),
    (Filter(words="  "), [4, 3, 2, 1]),
]


@pytest.mark.usefixtures("six")
def test_a_filter_shows_what_it_says(store: Store) -> None:
    assert [(wanted, ids(store, wanted)) for wanted, _ in FILTERS] == FILTERS


@pytest.mark.usefixtures("six")
def test_mine_is_what_i_own_or_have_a_role_in(store: Store, ana: Actor) -> None:
    assert ids(store, Filter(mine=ana.person)) == [4, 2]
    assert ids(store, Filter(owners=frozenset({ana.person or 0}))) == [2]
    role.release(store, 4, Role.SCRIBE, ana.person or 0, ana)
    assert ids(store, Filter(mine=ana.person)) == [2]


@pytest.mark.usefixtures("six")
def test_a_service_is_its_own_incidents_and_those_that_touch_it(store: Store) -> None:
    api = queries.incident_rows(store, [1])[0].service_id
    assert ids(store, Filter(services=frozenset({api or 0}))) == [4, 1]


@pytest.mark.usefixtures("six")
def test_a_span_is_half_open_about_creation(store: Store) -> None:
    first = queries.incident_rows(store, [1])[0].created_at
    assert ids(store, Filter(span=Window(first, first + 2 * HOUR))) == [2, 1]


SORTS = [
    (By.NUMBER, [1, 2, 3, 4], [4, 3, 2, 1]),
    (By.SEVERITY, [1, 3, 2, 4], [4, 2, 3, 1]),
    (By.STAGE, [3, 2, 4, 1], [1, 4, 2, 3]),
    (By.URGENCY, [1, 2, 3, 4], [4, 3, 2, 1]),
    (By.CATEGORY, [2, 1, 3, 4], [2, 4, 3, 1]),
    (By.SERVICE, [1, 2, 3, 4], [2, 1, 4, 3]),
    (By.OWNER, [2, 4, 1, 3], [4, 2, 3, 1]),
    (By.CREATED, [1, 2, 3, 4], [4, 3, 2, 1]),
    (By.ACKNOWLEDGED, [2, 4, 1, 3], [4, 2, 3, 1]),
    (By.ALERTS, [1, 2, 3, 4], [4, 3, 2, 1]),
]


@pytest.mark.usefixtures("six")
def test_every_sort_on_both_databases_with_blanks_last(store: Store) -> None:
    def both(by: By) -> tuple[By, list[int], list[int]]:
        return by, ids(store, None, Sort(by, down=False)), ids(store, None, Sort(by))

    assert [both(by) for by, _, _ in SORTS] == SORTS
    rest = [both(by) for by in By if by not in {by for by, _, _ in SORTS}]
    assert all(sorted(up) == sorted(down) == [1, 2, 3, 4] for _, up, down in rest)


@pytest.mark.usefixtures("six")
def test_rows_come_in_the_order_asked_for_and_missing_ones_are_left_out(store: Store) -> None:
    rows = queries.incident_rows(store, [3, 99, 1, 2**70, 4])
    assert [each.number for each in rows] == [3, 1, 4]
    assert [each.service for each in rows] == [None, "api", None]
    many = queries.incident_rows(store, [*range(100, 1500), 2])
    assert [(each.number, each.owner) for each in many] == [(2, "ana")]


@pytest.mark.usefixtures("six")
def test_the_age_of_what_is_over_stands_still(store: Store, clock: SetClock) -> None:
    still, over, declined = queries.incident_rows(store, [1, 5, 6])
    now = clock.now() + HOUR
    assert still.age(now) == 7 * HOUR
    assert over.age(now) == 2 * HOUR
    assert declined.age(now) == HOUR


@pytest.mark.usefixtures("six")
def test_what_is_open_is_counted(store: Store, ana: Actor) -> None:
    severities = dict.fromkeys(Severity, 0) | {
        Severity.SEV1: 1,
        Severity.SEV2: 1,
        Severity.SEV3: 2,
    }
    assert queries.open_counts(store, ana.person) == Counts(4, 2, 2, severities)
    assert queries.open_counts(store).mine == 0


def test_nothing_is_counted_as_nothing(store: Store) -> None:
    assert queries.open_counts(store, 1) == Counts(0, 0, 0, dict.fromkeys(Severity, 0))
    assert ids(store) == []
    assert queries.incident_rows(store, []) == []
