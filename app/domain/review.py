"""A post-incident review: what it is made of, which template fits, when one is owed, and the
sentences that refuse. Blameless: it asks what made an act sensible then, never who failed."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from difflib import get_close_matches
from typing import Any

from models.kinds import Category, ReviewState, Severity, Stage

OWED = {Severity.SEV1: timedelta(days=3), Severity.SEV2: timedelta(days=5)}  # after its end
LONG = 100_000  # characters of one section, or of a comment
HEADING = re.compile(r"^##\s+(.+?)\s*$")
BLANK = re.compile(r"\{(\w+)\}")
NOT_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Section:
    """`guide` is what the template asks; `text` is Markdown."""

    key: str
    title: str
    guide: str = ""
    text: str = ""

    def stored(self) -> dict[str, str]:
        """As it lies in the database."""
        return {"key": self.key, "title": self.title, "guide": self.guide, "text": self.text}


@dataclass(frozen=True, slots=True)
class Template:
    """The sections of a review, and for which incidents it is meant; empty: for all."""

    name: str
    sections: tuple[Section, ...]
    categories: tuple[str, ...] = ()
    severities: tuple[Severity, ...] = ()

    def fits(self, category: str | None, severity: Severity) -> int:
        """How closely, 0 for not at all; the category says more than the severity."""
        if self.categories and category not in self.categories:
            return 0
        if self.severities and severity not in self.severities:
            return 0
        return 1 + 2 * bool(self.categories) + bool(self.severities)


def template_of(text: str) -> Template:
    """Reads a template: `# name`, lines `category:` and `severity:` with values between commas,
    then `## section`s with questions after `>` and text with {blanks}. Raises ValueError with a
    sentence that names the line."""
    name, fields, sections = "", dict[str, tuple[str, ...]](), list[Section]()
    for number, line in enumerate(text.splitlines(), 1):
        if heading := HEADING.match(line):
            sections.append(Section(_key(heading[1]), heading[1]))
        elif sections:
            sections[-1] = _longer(sections[-1], line)
        elif line.startswith("# "):
            name = line[2:].strip()
        elif line.strip():
            field, values = _field(line, number)
            fields[field] = values
    if not name or not sections:
        raise ValueError("a template begins with `# name` and has at least one `## section`")
    keys = [each.key for each in sections]
    if twice := next((key for key in keys if keys.count(key) > 1), None):
        raise ValueError(f"the section {twice!r} stands twice in the template {name!r}")
    return Template(
        name,
        tuple(replace(each, text=each.text.strip()) for each in sections),
        fields.get("category", ()),
        tuple(Severity(each) for each in fields.get("severity", ())),
    )


def best(
    templates: Sequence[Template], category: str | None, severity: Severity
) -> Template | None:
    """The closest, by name among equals; None where none fits."""
    fitting = [each for each in templates if each.fits(category, severity)]
    return min(fitting, key=lambda t: (-t.fits(category, severity), t.name), default=None)


def filled(template: Template, words: dict[str, str]) -> tuple[Section, ...]:
    """The template's sections with their blanks filled; an unknown blank stays as it is."""

    def said(text: str) -> str:
        return BLANK.sub(lambda blank: words.get(blank[1], blank[0]), text).strip()

    return tuple(replace(each, text=said(each.text)) for each in template.sections)


def dressed(old: Sequence[Section], fresh: Sequence[Section]) -> tuple[Section, ...]:
    """The sections of another template with what was written; a list of people's words that has no
    place there stands at the end."""
    written = {each.key: each for each in old if each.text.strip()}
    keys = {each.key for each in fresh}
    kept = [replace(e, text=written[e.key].text) if e.key in written else e for e in fresh]
    return (*kept, *(each for key, each in written.items() if key not in keys))


def owed_at(severity: Severity, stage: Stage, ended: datetime | None) -> datetime | None:
    """When a review of it is due by the severity rule; None where none is owed."""
    if ended is None or stage not in (Stage.RESOLVED, Stage.CLOSED) or severity not in OWED:
        return None
    return ended + OWED[severity]


def sections_of(stored: Iterable[dict[str, Any]]) -> tuple[Section, ...]:
    """From the database."""
    return tuple(
        Section(each["key"], each["title"], each.get("guide", ""), each.get("text", ""))
        for each in stored
    )


def why_not_written(sections: Collection[Section], key: str, text: str) -> str | None:
    """Whether a section may become this text."""
    if key not in {each.key for each in sections}:
        listed = ", ".join(each.key for each in sections)
        return f"This review has no section {key!r}; it has: {listed}."
    if len(text) > LONG:
        return f"The text has {len(text)} characters; {LONG} is the most."
    return None


def why_not_moved(before: ReviewState, to: ReviewState) -> str | None:
    """A draft may be published at once by a small team; a published one may be opened again."""
    if to is ReviewState.WAIVED:
        return "Whoever says that no review is needed says why, before one is begun."
    if before is ReviewState.WAIVED:
        return "No review of it was needed: begin one first."
    return f"This review is {before.value} already." if before is to else None


def waiver(reason: str) -> Section:
    """Why none is needed."""
    return Section("reason", "Why no review is needed", "", reason)


def _key(title: str) -> str:
    return NOT_WORD.sub("-", title.casefold()).strip("-")


def _longer(section: Section, line: str) -> Section:
    if line.startswith(">"):
        guide = f"{section.guide} {line[1:].strip()}".strip()
        return replace(section, guide=guide)
    return replace(section, text=f"{section.text}\n{line}")


def _field(line: str, number: int) -> tuple[str, tuple[str, ...]]:
    name, colon, rest = line.partition(":")
    values = tuple(each.strip() for each in rest.split(",") if each.strip())
    every = {"category": [each.value for each in Category], "severity": [*map(str, Severity)]}
    field = name.strip()
    if not colon or field not in every:
        raise ValueError(f"line {number}: {line!r}; expected `category:`, `severity:` or `## ...`")
    wrong = next((each for each in values if _slips(field, each, every[field])), None)
    if wrong is not None:
        listed = ", ".join(every[field])
        raise ValueError(f"line {number}: {wrong!r} is no {field}; there are: {listed}")
    return field, values


def _slips(field: str, said: str, known: Sequence[str]) -> bool:
    """Categories may be the team's own words, but not a slip of the pen in a shipped one."""
    if said in known:
        return False
    return field == "severity" or bool(get_close_matches(said.casefold(), known, 1, 0.75))
