"""A workflow as plain data, in the form of the workspace file, and back. Whatever is wrong is said
with its path, all at once, so that the file's reader can name line and column."""

import re
from datetime import timedelta
from typing import Any

from app.domain.condition_text import Data, Fields, Reader, condition_written, truth, whole, word
from app.domain.moment import duration, spoken
from app.domain.problem import Path, Problem, shown
from app.domain.workflow import (
    BY_CLOCK,
    SHAPES,
    USUAL_RUNS,
    USUAL_TIME_OUT,
    Action,
    Repeat,
    StepSpec,
    Trigger,
    When,
    WorkflowSpec,
)

KEYS = ("name", "about", "enabled", "when", "if", "then", "recheck", "on_failure", "at_most")
COMMON = ("do", "after", "if", "repeat")
ALL_STEP = (
    *COMMON, "to", "value", "text", "due", "method", "headers", "time_out", "shell", "inside",
)  # fmt: skip
SAY = {"to": "Say whom.", "value": "Say which.", "text": "Write the text."}
TRIGGER = re.compile(r"(?P<word>.+?)\s+(?P<length>(?:\d+[dhms])+)")


def written(spec: WorkflowSpec) -> Data:
    """Plain data of texts, lists and mappings; what is as usual is left out."""
    said: Data = {
        "name": spec.name,
        "about": spec.about,
        "enabled": "true" if spec.enabled else "",
        "when": [_when(each) for each in spec.when],
        "if": condition_written(spec.condition) if spec.condition else {},
        "then": [step_written(each) for each in spec.steps],
        "recheck": "" if spec.recheck else "false",
        "on_failure": "stop" if spec.stops else "",
        "at_most": "" if spec.at_most == USUAL_RUNS else str(spec.at_most),
    }
    return {key: value for key, value in said.items() if value not in ("", [], {})}


def _when(when: When) -> str:
    return str(when.trigger) + (f" {spoken(when.length)}" if when.length else "")


def step_written(spec: StepSpec) -> Data:
    """One step."""
    said: Data = {
        "do": spec.do.value,
        "value": spec.value or "",
        "to": list(spec.to),
        "text": spec.text,
        "due": spoken(spec.due) if spec.due else "",
        "method": "" if spec.method == "POST" else spec.method,
        "headers": dict(spec.headers),
        "time_out": "" if spec.time_out == USUAL_TIME_OUT else spoken(spec.time_out),
        "shell": "true" if spec.shell else "",
        "inside": "true" if spec.inside else "",
        "after": spoken(spec.after) if spec.after else "",
        "if": condition_written(spec.only_if) if spec.only_if else {},
        "repeat": _repeat(spec.repeat) if spec.repeat else {},
    }
    return {key: value for key, value in said.items() if value not in ("", [], {})}


def _repeat(spec: Repeat) -> Data:
    said = {"every": spoken(spec.every), "at_most": str(spec.at_most)}
    return said | ({"until": condition_written(spec.until)} if spec.until else {})


def understood(data: Any, path: Path = ()) -> tuple[WorkflowSpec, list[Problem]]:
    """What plain data says, and everything wrong with its form."""
    reader = Reader()
    said = reader.fields(data, path, KEYS, "a workflow with a name, when and then")
    for key, what in (("name", "a name"), ("when", "what sets it off"), ("then", "what it does")):
        said.needs(key, what)
    spec = WorkflowSpec(
        name=said.text("name"),
        about=said.text("about"),
        enabled=said.read("enabled", truth, False),
        when=said.each("when", lambda d, at: reader.read(d, at, when, When(Trigger.OPENED))),
        condition=said.condition("if"),
        steps=said.each("then", lambda each, at: step(reader, each, at)),
        recheck=said.read("recheck", truth, True),
        stops=said.read("on_failure", _failure, False),
        at_most=said.read("at_most", whole, USUAL_RUNS),
    )
    return spec, reader.problems


def when(text: str) -> When:
    """`acknowledged`, or `open for 30m`. Raises ValueError with a sentence."""
    found = TRIGGER.fullmatch(text.strip())
    named = found["word"] if found and found["word"] in BY_CLOCK else text.strip()
    trigger = word(Trigger, named)
    if trigger not in BY_CLOCK:
        return When(trigger)
    if found is None or found["word"] != named:
        raise ValueError(f"say how long, such as “{trigger} 30m”")
    return When(trigger, duration(found["length"]))


def step(reader: Reader, data: Any, path: Path) -> StepSpec:
    """One step."""
    said = reader.fields(data, path, ALL_STEP, "a step: {do: ..., ...}")
    said.needs("do", "an action")
    do = said.read("do", _action, None)
    if do is None:
        return StepSpec(Action.STOP)
    _keys(said, do)
    heads = reader.fields(said.data.get("headers", {}), said.at("headers"), None, "headers")
    return StepSpec(
        do=do,
        to=said.each("to", reader.text),
        value=said.text("value"),
        text=said.text("text"),
        after=said.read("after", duration, timedelta()),
        only_if=said.condition("if"),
        repeat=_read_repeat(said) if "repeat" in said else None,
        due=said.read("due", duration, None),
        method=said.text("method", "POST").upper(),
        headers=tuple((key, heads.text(key)) for key in heads.data),
        time_out=said.read("time_out", duration, USUAL_TIME_OUT),
        shell=said.read("shell", truth, False),
        inside=said.read("inside", truth, False),
    )


def _action(text: str) -> Action | None:
    return word(Action, text)


def _keys(said: Fields, do: Action) -> None:
    """A key this action has no use for is a mistake, and so is one that it lacks."""
    shape = SHAPES[do]
    for key in said.data:
        if key not in COMMON and key not in shape.takes:
            said.reader.complain(said.at(key), f"“{do}” takes no {key!r}.")
    for key in shape.needs:
        if key not in said:
            said.reader.complain(said.at(key), f"“{do}” needs {key!r}.")
    if shape.either and not any(key in said for key in shape.either):
        listed = " or ".join(map(repr, shape.either))
        said.reader.complain(said.at(shape.either[0]), f"“{do}” needs {listed}.")


def lacks(spec: WorkflowSpec) -> list[Problem]:
    """What the steps of a form still need."""
    reader = Reader()
    for place, each in enumerate(spec.steps):
        said = step_written(each)
        needs = [*SHAPES[each.do].needs]
        needs += ["value"] if each.do is Action.CALL_WEBHOOK and each.value is not None else []
        for key in needs:
            if key not in said:
                reader.complain(("then", place, key), SAY[key])
        either = SHAPES[each.do].either
        if either and not any(key in said for key in either):
            reader.complain(("then", place, either[0]), "Write the text, or choose a template.")
    return reader.problems


def _read_repeat(fields: Fields) -> Repeat:
    known, at = ("every", "until", "at_most"), fields.at("repeat")
    said = fields.reader.fields(fields.data["repeat"], at, known, "{every: 10m, until: ...}")
    said.needs("every", "a time such as 10m")
    every = said.read("every", duration, timedelta(minutes=1))
    return Repeat(every, said.condition("until"), said.read("at_most", whole, 3))


def _failure(text: str) -> bool:
    if text not in ("stop", "go on"):
        raise ValueError(f"{shown(text)} is neither 'stop' nor 'go on'")
    return text == "stop"
