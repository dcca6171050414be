"""A review from draft to published, and likeness, on both databases."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from app.clock import SetClock
from app.domain.actor import Actor
from app.domain.language import Language
from app.errors import Conflict, Refused
from app.operations import incident as incidents
from app.operations import review
from app.operations.incident import Declaration
from app.operations.language import set_language
from app.queries import review as queries
from app.queries.incident_detail import timeline
from app.queries.similar import similar
from app.store import Store
from models.kinds import Category, EventKind, ReviewState, Severity, Source

ANA, BEN = Actor("ana", Source.SHELL), Actor("ben", Source.SHELL)
UTC = ZoneInfo("UTC")


def over(
    store: Store,
    clock: SetClock,
    title: str = "Disk full on db-1",
    severity: Severity = Severity.SEV1,
    category: Category | None = None,
) -> int:
    said = Declaration(title, severity=severity, category=category)
    number = incidents.declare(store, said, ANA)
    clock.forward(timedelta(minutes=2))
    incidents.acknowledge(store, number, ANA)
    clock.forward(timedelta(minutes=20))
    incidents.resolve(store, number, ANA, "Grew the volume")
    return number


def texts(store: Store, number: int) -> dict[str, str]:
    return {each.key: each.text for each in queries.review(store, number).sections}


def test_a_draft_is_made_of_what_is_on_record(store: Store, clock: SetClock) -> None:
    number = over(store, clock)
    review.draft(store, number, ANA, UTC)
    said = texts(store, number)
    assert said["solution"] == "Grew the volume"
    assert "Acknowledged 2m after it was created." in said["what-went-well"]
    assert "(MTTR) | 22m" in said["facts"]
    assert timeline(store, number)[-1].kind is EventKind.REVIEW


def test_the_template_goes_by_category_then_severity(store: Store, clock: SetClock) -> None:
    leak = over(store, clock, "Token leaked", Severity.SEV4, Category.SECURITY)
    small = over(store, clock, "Slow page", Severity.SEV4)
    for number in (leak, small):
        review.draft(store, number, ANA, UTC)
    assert queries.review(store, leak).template == "Security review"
    assert queries.review(store, small).template == "Brief review"


def test_what_is_open_or_has_one_is_refused(store: Store, clock: SetClock) -> None:
    still = incidents.declare(store, Declaration("Fire"), ANA)
    with pytest.raises(Refused, match="not over yet"):
        review.draft(store, still, ANA, UTC)
    number = over(store, clock)
    review.draft(store, number, ANA, UTC)
    with pytest.raises(Refused, match="already"):
        review.draft(store, number, BEN, UTC)
    with pytest.raises(Refused, match="no review"):
        queries.review(store, still)


def test_an_edit_keeps_the_version_before_and_never_overwrites(
    store: Store, clock: SetClock
) -> None:
    number = over(store, clock)
    review.draft(store, number, ANA, UTC)
    seen = queries.review(store, number).version
    review.write(store, number, "summary", "Ours.", ANA, seen)
    with pytest.raises(Conflict, match="ana changed"):
        review.write(store, number, "summary", "Theirs.", BEN, seen)
    assert texts(store, number)["summary"] == "Ours."
    assert [each.number for each in queries.editions(store, number)] == [2, 1]
    assert queries.editions(store, number)[1].sections[0].text != "Ours."
    with pytest.raises(Refused, match="no section 'nonsense'"):
        review.write(store, number, "nonsense", "x", ANA)


def test_publishing_pays_what_is_owed(store: Store, clock: SetClock) -> None:
    number = over(store, clock)
    over(store, clock, "Small", Severity.SEV4)
    (row,) = queries.reviews(store)
    assert (row.number, row.state) == (number, None)
    assert row.owed_at is not None
    review.draft(store, number, ANA, UTC)
    review.move(store, number, ReviewState.IN_REVIEW, ANA)
    review.comment(store, number, "Was the alarm too late?", BEN, "summary")
    review.move(store, number, ReviewState.PUBLISHED, BEN)
    found = queries.review(store, number)
    assert found.row.state is ReviewState.PUBLISHED
    assert found.published_at == store.now()
    assert [(c.by, c.section) for c in found.comments] == [("ben", "summary")]
    with pytest.raises(Refused, match="already"):
        review.move(store, number, ReviewState.PUBLISHED, BEN)


def test_none_is_needed_where_somebody_says_why(store: Store, clock: SetClock) -> None:
    number = over(store, clock)
    for reason, said in ((" ", "Say why"), ("x" * 501, "At most 500")):
        with pytest.raises(Refused, match=said):
            review.waive(store, number, reason, BEN)
    review.waive(store, number, "The provider wrote one", BEN)
    (row,) = queries.reviews(store)
    assert (row.state, row.owed_at) == (ReviewState.WAIVED, None)
    assert timeline(store, number)[-1].text == "No review is needed: The provider wrote one"
    for act in (
        lambda: review.write(store, number, "reason", "x", ANA),
        lambda: review.move(store, number, ReviewState.PUBLISHED, ANA),
        lambda: review.comment(store, number, "x", ANA),
    ):
        with pytest.raises(Refused, match="begin one first"):
            act()
    review.waive(store, number, "It never hurt", ANA)  # said again
    review.draft(store, number, ANA, UTC)  # all the same
    assert queries.reviews(store)[0].state is ReviewState.DRAFT
    with pytest.raises(Refused, match="already"):
        review.waive(store, number, "No", ANA)
    with pytest.raises(Refused, match="says why"):
        review.move(store, number, ReviewState.WAIVED, ANA)
    other = incidents.declare(store, Declaration("Fire", severity=Severity.SEV1), ANA)
    with pytest.raises(Refused, match="not over yet"):
        review.waive(store, other, "No", ANA)


def test_likeness_brings_what_solved_it_and_follows_changes(store: Store, clock: SetClock) -> None:
    first = over(store, clock)
    over(store, clock, "Certificate of the gateway expired")
    number = incidents.declare(store, Declaration("Disk full on db-2"), ANA)
    (found,) = similar(store, number)
    assert (found.row.number, found.solution, found.reviewed) == (first, "Grew the volume", False)
    review.draft(store, first, ANA, UTC)
    review.write(store, first, "solution", "Rotate the logs.", ANA)
    review.move(store, first, ReviewState.PUBLISHED, ANA)
    assert [(s.solution, s.reviewed) for s in similar(store, number)] == [
        ("Rotate the logs.", True)
    ]
    incidents.change(store, first, ANA, None, title="Mail bounces")
    assert similar(store, number) == []


def test_a_machine_solves_nothing_and_a_told_solution_comes_first(
    store: Store, clock: SetClock
) -> None:
    first = over(store, clock)
    silent = incidents.declare(store, Declaration("Disk full on db-5", severity=Severity.SEV1), ANA)
    incidents.resolve(store, silent, Actor("prometheus", Source.SENDER), "every alert is resolved")
    number = incidents.declare(store, Declaration("Disk full on db-2"), ANA)
    found = [(each.row.number, each.solution) for each in similar(store, number)]
    assert found == [(first, "Grew the volume"), (silent, "")]
    review.draft(store, silent, ANA, UTC)
    assert texts(store, silent)["solution"] == ""


def test_drills_and_declined_ones_are_not_alike(store: Store) -> None:
    incidents.declare(store, Declaration("Disk full on db-1", drill=True), ANA)
    declined = incidents.declare(store, Declaration("Disk full on db-3"), ANA)
    incidents.decline(store, declined, ANA)
    number = incidents.declare(store, Declaration("Disk full on db-2"), ANA)
    assert similar(store, number) == []
    with pytest.raises(Refused, match="no incident"):
        similar(store, 99)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.GERMAN, ("Nachbetrachtung: Sicherheit", "2m nach dem Anlegen quittiert",
                           "| Schweregrad | SEV1 |", "**Grew the volume** (SEV1, Sicherheit",
                           "Gemeldet: Grew the volume")),
        (Language.SPANISH, ("Revisión de seguridad", "Confirmado 2m después de crearse",
                            "| Severidad | SEV1 |", "**Grew the volume** (SEV1, seguridad",
                            "Declarado: Grew the volume")),
    ],
)  # fmt: skip
def test_a_draft_is_in_the_language_of_the_team_throughout(
    store: Store, clock: SetClock, language: Language, words: tuple[str, ...]
) -> None:
    """Whoever begins it, at a desk or in a shell; and what people wrote stays as they wrote it."""
    set_language(store, language, ANA)
    number = over(store, clock, "Grew the volume", Severity.SEV1, Category.SECURITY)
    review.draft(store, number, ANA, UTC)
    found = queries.review(store, number)
    everything = "\n".join((found.template, *(each.text for each in found.sections)))
    assert [each for each in words if each not in everything] == []
    assert texts(store, number)["solution"] == "Grew the volume"
    assert not re.search(
        r"\b(the|and|was|acknowledged|by|of)\b", everything.replace("Grew the volume", "")
    )
