"""Post-incident reviews, the templates they begin with, and what a draft needs to know."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.language import Language
from app.domain.review import OWED, Section, Template, owed_at, sections_of, template_of
from app.domain.review_draft import Moment, Record, Sent
from app.errors import Refused
from app.queries.incident_detail import detail, timeline
from app.queries.incident_row import EventRow
from app.queries.language import language_in
from app.queries.shipped import alias, beside, nearly, stems, texts
from app.store import Store, setting
from models.incident import Incident
from models.kinds import ReviewState, Severity, Source, Stage
from models.review import Review, ReviewComment, ReviewEdition

MACHINES = (Source.ENGINE, Source.SENDER)


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One line of the list; `state` None: it is owed and nobody has begun it."""

    number: int
    title: str
    severity: Severity
    state: ReviewState | None
    ended_at: datetime | None
    owed_at: datetime | None
    changed_at: datetime | None
    changed_by: str


@dataclass(frozen=True, slots=True)
class CommentRow:
    """What somebody said; `section` is empty where it is of the whole."""

    id: int
    section: str
    text: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ReviewDetail:
    """The whole of one; `version` is what an edit wants back."""

    row: ReviewRow
    template: str
    sections: tuple[Section, ...]
    comments: tuple[CommentRow, ...]
    edition: int
    version: int
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class EditionRow:
    """A review as it once was."""

    number: int
    state: ReviewState
    sections: tuple[Section, ...]
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template as it is written; `stem` is the shipped one's that it is or stands in the place
    of."""

    name: str
    text: str
    template: Template
    stem: str = ""


TEMPLATES = "review templates"
REVIEWABLE = 500  # incidents


def templates(store: Store) -> tuple[Template, ...]:
    """The team's own and those that are shipped, by name; of one name the team's own."""
    with store.read() as session:
        return templates_in(session)


def templates_in(session: Session) -> tuple[Template, ...]:
    """`templates` within a session."""
    return tuple(each.template for each in rows_in(session))


def rows_in(session: Session) -> list[TemplateRow]:
    """The same with their texts."""
    own = [_template(name, text) for name, text in own_texts(session).items()]
    rows = [*own, *beside(own, rows_shipped, language_in(session))]
    return sorted(rows, key=lambda each: each.name)


def own_texts(session: Session) -> dict[str, str]:
    """The team's own templates as they were written, by name."""
    return dict(setting(session, TEMPLATES).get("texts", {}))


def template_text(store: Store, name: str) -> str:
    """A template as it was written. Raises Refused."""
    with store.read() as session:
        return _named(session, name).text


def shipped(language: Language = Language.ENGLISH) -> tuple[Template, ...]:
    """Those that come with the program, by name."""
    return tuple(each.template for each in rows_shipped(language))


@cache
def rows_shipped(language: Language = Language.ENGLISH) -> tuple[TemplateRow, ...]:
    """The same with their texts. A section has the key of its English twin, whatever its title."""
    english = {stem: template_of(text) for stem, text in _texts(Language.ENGLISH).items()}
    rows = []
    for stem, text in _texts(language).items():
        found = template_of(text)
        keys = [each.key for each in english[stem].sections]
        if len(keys) == len(found.sections):
            found = _with_keys(found, keys)
        rows.append(TemplateRow(found.name, text, found, stem))
    return tuple(sorted(rows, key=lambda each: each.name))


def template_named(session: Session, name: str) -> Template:
    """By name, or by its beginning, whatever the case; a shipped one also by its name in another
    language. Raises Refused."""
    return _named(session, name).template


def _named(session: Session, name: str) -> TemplateRow:
    wanted = name.strip().casefold()
    every = rows_in(session)
    found = [each for each in every if each.name.casefold() == wanted]
    found = found or alias(every, rows_shipped, wanted)
    found = found or [each for each in every if each.name.casefold().startswith(wanted)]
    found = found or nearly(every, rows_shipped, wanted)
    if len(found) != 1 or not wanted:
        listed = ", ".join(each.name for each in every)
        raise Refused(f"There is no one template {name!r}; there are: {listed}.", "template")
    return found[0]


def reviews(store: Store) -> list[ReviewRow]:
    """Those begun and those owed by the severity rule, the latest incident first; no drills."""
    ended = Incident.stage.in_((Stage.RESOLVED, Stage.CLOSED))
    owed = Incident.severity.in_(OWED) & ended & Incident.drill.is_(False)
    asked = (
        select(Incident, Review)
        .outerjoin(Review, Review.incident_id == Incident.id)
        .where(Review.id.is_not(None) | owed)
        .order_by(Incident.id.desc())
    )
    with store.read() as session:
        return [_row(incident, found) for incident, found in session.execute(asked)]


def reviewable(store: Store) -> list[ReviewRow]:
    """What is over and has no review yet, the latest first; what is owed before that."""
    ended = Incident.stage.in_((Stage.RESOLVED, Stage.CLOSED))
    asked = (
        select(Incident)
        .outerjoin(Review, Review.incident_id == Incident.id)
        .where(Review.id.is_(None), ended)
        .order_by(Incident.id.desc())
        .limit(REVIEWABLE)
    )
    with store.read() as session:
        rows = [_row(incident, None) for incident in session.scalars(asked)]
    return sorted(rows, key=lambda row: row.owed_at is None)


def review(store: Store, number: int) -> ReviewDetail:
    """The review of an incident. Raises Refused where there is none."""
    with store.read() as session:
        found = review_of(session, number)
        incident = session.get_one(Incident, number)
        said = select(ReviewComment).where(ReviewComment.review_id == found.id)
        return ReviewDetail(
            row=_row(incident, found),
            template=found.template,
            sections=sections_of(found.sections),
            comments=tuple(map(_comment, session.scalars(said.order_by(ReviewComment.id)))),
            edition=found.number,
            version=found.version,
            published_at=found.published_at,
        )


def review_of(session: Session, number: int) -> Review:
    """Raises Refused where the incident has none."""
    found = session.scalar(select(Review).where(Review.incident_id == number))
    if found is None:
        raise Refused(f"There is no review of #{number}; `watchbill review draft {number}`.")
    return found


def editions(store: Store, number: int) -> list[EditionRow]:
    """Every version, the latest first. Raises Refused."""
    with store.read() as session:
        found = review_of(session, number)
        asked = select(ReviewEdition).where(ReviewEdition.review_id == found.id)
        rows = session.scalars(asked.order_by(ReviewEdition.number.desc()))
        return [EditionRow(e.number, e.state, sections_of(e.sections), e.at, e.by) for e in rows]


def record(store: Store, number: int) -> Record:
    """What a draft is made of. Raises Refused."""
    found, told = detail(store, number), timeline(store, number)
    row = found.row
    return Record(
        number=number,
        title=row.title,
        severity=row.severity,
        category=row.category or "",
        service=row.service or "",
        affected=tuple(name for _, name in found.affected),
        impact=found.impact,
        began=row.impact_started_at,
        detected=row.detected_at,
        created=row.created_at,
        acknowledged=row.acknowledged_at,
        mitigated=row.mitigated_at,
        resolved=row.resolved_at,
        alerts=row.alerts,
        roles=tuple((each.person, each.role.value) for each in found.roles),
        moments=tuple(map(_moment, told)),
        pages=tuple(
            Sent(p.person or p.contact, p.contact, p.state, p.level, p.due_at, p.sent_at)
            for p in found.pages
        ),
        open_tasks=tuple(each.title for each in found.tasks if each.done_at is None),
    )


def _texts(language: Language) -> dict[str, str]:
    return texts("templates/reviews", ".md", language)


def _template(name: str, text: str) -> TemplateRow:
    """One of the team's own."""
    found, known = template_of(text), _keys()
    keys = [known.get(each.key, each.key) for each in found.sections]
    if len(keys) == len({*keys}):
        found = _with_keys(found, keys)
    return TemplateRow(name, text, found, stems(rows_shipped).get(name, ""))


@cache
def _keys() -> dict[str, str]:
    """The key of a section, by what its title would make of it in another language: follow-ups are
    looked for below a German title as well."""
    found = {each.key: each.key for row in rows_shipped() for each in row.template.sections}
    for row in (row for language in Language for row in rows_shipped(language)):
        titles = template_of(row.text).sections
        for there, here in zip(titles, row.template.sections, strict=True):
            found.setdefault(there.key, here.key)
    return found


def _with_keys(template: Template, keys: Sequence[str]) -> Template:
    pairs = zip(template.sections, keys, strict=True)
    return replace(template, sections=tuple(replace(each, key=key) for each, key in pairs))


def _moment(event: EventRow) -> Moment:
    stage = str(event.data.get("new") or "")
    machine = event.source in MACHINES
    return Moment(event.at, event.kind, event.actor, event.text, machine, stage)


def _row(incident: Incident, found: Review | None) -> ReviewRow:
    waived = found is not None and found.state is ReviewState.WAIVED
    due = None if waived else owed_at(incident.severity, incident.stage, incident.resolved_at)
    return ReviewRow(
        number=incident.id,
        title=incident.title,
        severity=incident.severity,
        state=found.state if found else None,
        ended_at=incident.resolved_at,
        owed_at=due,
        changed_at=found.changed_at if found else None,
        changed_by=found.changed_by if found else "",
    )


def _comment(row: ReviewComment) -> CommentRow:
    return CommentRow(row.id, row.section, row.text, row.at, row.by)
