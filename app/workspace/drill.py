"""A drill's script: YAML like the workspace file, with the same care for what is wrong in it."""

from datetime import timedelta
from functools import partial

from app.domain.drill import Deed, Expected, Script, Step
from app.domain.language import Language
from app.errors import Refused
from app.queries.shipped import texts
from app.workspace.part import Part, Report
from app.workspace.scalar import length, word
from app.workspace.tree import Broken, parsed
from models.kinds import Severity, Urgency

STEP = ("after", "title", "note", "over", "text", "severity", "urgency", "expect")
LARGEST = 200_000  # bytes
MOST = 200  # steps
LONGEST = timedelta(days=2)


def read_script(data: bytes) -> Script:
    """Raises Refused with the first problem, its line and column."""
    if len(data) > LARGEST:
        raise Refused("This script is larger than 200 kB.")
    try:
        root = parsed(data.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        raise Refused("This is not UTF-8; expected a text file.") from fault
    except Broken as fault:
        raise Refused(f"line {fault.line}, column {fault.column}: {fault.sentence}") from fault
    if root is None or root.empty:
        raise Refused("This script is empty; expected `drill: a name` and `steps`.")
    report = Report()
    script = _script(Part(report, root))
    if report.remarks:
        first = min(report.remarks)
        raise Refused(f"line {first.line}, column {first.column}: {first.sentence}")
    return script


def shipped(language: Language = Language.ENGLISH) -> dict[str, Script]:
    """The scripts that come along, by the name of their file without its ending."""
    found = texts("drills", ".yaml", language)
    return {name: read_script(text.encode()) for name, text in found.items()}


def _script(part: Part) -> Script:
    fields = part.fields("'drill: a name', 'about' and 'steps'", "drill", "about", "steps")
    named, listed = fields.needed("drill", "a name"), fields.needed("steps", "a list of steps")
    name = named.text("a name") if named else ""
    steps = listed.each("steps", _step) if listed else ()
    if listed and listed.node.items is not None and not any(step.title for step in steps):
        listed.complain("A drill needs a step with a title: the alert that opens an incident.")
    if listed and len(steps) > MOST:
        listed.complain(f"These are more than {MOST} steps.")
    return Script(
        name[:200], fields.text("about"), tuple(sorted(steps, key=lambda step: step.after))
    )


def _step(part: Part) -> Step:
    fields = part.fields("a step: {after: ..., title: ...}", *STEP)
    step = Step(
        after=fields.value("after", "duration", length, timedelta()),
        title=fields.text("title")[:1024],
        note=fields.text("note"),
        over=fields.text("over")[:1024],
        text=fields.text("text"),
        severity=fields.value("severity", "severity", partial(word, Severity), Severity.SEV2),
        urgency=fields.value("urgency", "urgency", partial(word, Urgency), Urgency.HIGH),
        expect=_expected(fields.get("expect")),
    )
    if sum(map(bool, (step.title, step.note, step.over))) != 1:
        part.complain(
            "Expected either a title (an alert comes in), a note, or what is over, not both."
        )
    if step.after > LONGEST:
        part.complain("A drill lasts two days at most.")
    return step


def _expected(part: Part | None) -> tuple[Expected, ...]:
    if part is None:
        return ()
    found = part.fields("what is expected: {acknowledge: 5m, ...}", *Deed)
    wanted = ((deed, found.get(deed)) for deed in Deed)
    return tuple(
        Expected(deed, each.value("duration", length, timedelta()))
        for deed, each in wanted
        if each is not None
    )
