"""A workflow as sentences: when ..., if ..., then ...; also what the lists and the log say."""

from collections.abc import Callable, Mapping

from app.domain.condition import words as condition_words
from app.domain.errand_text import ADDRESS
from app.domain.moment import spoken
from app.domain.workflow import (
    BY_CLOCK,
    SAME_CATEGORY,
    SAME_SERVICE,
    SIMILAR,
    USUAL_SNOOZE,
    Action,
    StepSpec,
    Trigger,
    When,
    WorkflowSpec,
)

SHORT = 60  # characters of a text in a sentence

WHEN: Mapping[Trigger, str] = {
    Trigger.OPENED: "an incident is opened",
    Trigger.DECLARED: "a person declares an incident",
    Trigger.ALERTED: "an alert opens an incident",
    Trigger.ALERT: "a further alert joins it",
    Trigger.ALERT_OVER: "an alert of it is over",
    Trigger.ACKNOWLEDGED: "somebody acknowledges it",
    Trigger.GIVEN_BACK: "it is given back",
    Trigger.ESCALATED: "it is escalated",
    Trigger.UNREACHED: "nobody could be reached",
    Trigger.PAGE_FAILED: "a page fails at every contact",
    Trigger.SEVERITY: "its severity changes",
    Trigger.WORSE: "it gets worse (severity)",
    Trigger.BETTER: "it gets better (severity)",
    Trigger.URGENCY: "its urgency changes",
    Trigger.CATEGORY: "its category changes",
    Trigger.SERVICE: "its service changes",
    Trigger.AFFECTED: "the affected services change",
    Trigger.IMPACT: "its impact is described",
    Trigger.TITLE: "its title changes",
    Trigger.STAGE: "its stage changes",
    Trigger.ACCEPTED: "it is accepted from triage",
    Trigger.IDENTIFIED: "the cause is identified",
    Trigger.MITIGATED: "it is mitigated",
    Trigger.RESOLVED: "it is resolved",
    Trigger.DECLINED: "it is declined",
    Trigger.CLOSED: "it is closed",
    Trigger.REOPENED: "it is reopened",
    Trigger.ROLE: "somebody gets a role",
    Trigger.ROLE_FREE: "somebody gives a role up",
    Trigger.OWNER: "it is handed to somebody",
    Trigger.NOTE: "somebody adds a note",
    Trigger.MESSAGE: "a message is brought in",
    Trigger.FILE: "a file is added",
    Trigger.UPDATE: "a status update is posted",
    Trigger.TASK_ADDED: "a task is added",
    Trigger.TASK_DONE: "a task is done",
    Trigger.PLAYBOOK_STARTED: "a playbook is started",
    Trigger.STEP_FAILED: "a step of a playbook fails",
    Trigger.STEP_LATE: "a step of a playbook is late",
    Trigger.REVIEW_BEGUN: "its review is begun",
    Trigger.REVIEW_PUBLISHED: "its review is published",
    Trigger.OPEN_FOR: "it has been open for",
    Trigger.UNANSWERED: "nobody has answered for",
    Trigger.SILENT: "nobody has said anything for",
    Trigger.EVERY: "it is open, every",
    Trigger.BY_HAND: "somebody starts it by hand",
}


def when_words(when: When) -> str:
    """One trigger."""
    said = WHEN[when.trigger]
    return f"{said} {spoken(when.length)}" if when.trigger in BY_CLOCK and when.length else said


def whom(listed: tuple[str, ...]) -> str:
    """People as a list: `team:platform` is the team platform."""
    said = [_who(each) for each in listed]
    return f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else "".join(said)


def _who(told: str) -> str:
    kind, _, name = told.partition(":")
    match kind:
        case "owner":
            return "whoever has it"
        case "schedule":
            return f"whoever is on call for {name}"
        case "team":
            return f"team {name}"
        case "channel":
            return f"channel {name}"
        case "group":
            return f"the group {name}"
    return name or told


def short(text: str) -> str:
    """As much of it as a sentence can hold between its quotes."""
    line = " ".join(text.split())
    return line if len(line) <= SHORT else line[: SHORT - 1].rstrip() + "…"


def host(address: str | None) -> str:
    """As much of an address as may be shown: the rest may be a secret."""
    if address == "":
        return "an address"
    found = ADDRESS.fullmatch((address or "").strip())
    return found["host"].rpartition("@")[2] if found else "an address that is kept"


def _plain(said: str) -> "Callable[[StepSpec], str]":
    return lambda _step: said


# What begins with a space or a comma follows a sentence: the window knows it there by that.


def _whose(step: StepSpec) -> str:
    return f" for {whom(step.to)}" if step.to else ""


def _due(step: StepSpec) -> str:
    return f", due in {spoken(step.due)}" if step.due else ""


def _template(step: StepSpec) -> str:
    return f" from the template “{step.value}”" if step.value else ""


def _quoted(step: StepSpec) -> str:
    if not step.text:
        return ""
    return f" with “{short(step.text)}”" if step.value else f" “{short(step.text)}”"


def _told(step: StepSpec) -> str:
    return f" and tell {whom(step.to)}" if step.to else ""


def _next(step: StepSpec) -> str:
    return f" (the next in {spoken(step.due)})" if step.due else ""


def _internal(step: StepSpec) -> str:
    return f"post an internal update{_template(step)}{_quoted(step)}{_told(step)}{_next(step)}"


def _public(step: StepSpec) -> str:
    return f"post a public update{_template(step)}{_quoted(step)}{_told(step)}{_next(step)}"


def _stakeholders(step: StepSpec) -> str:
    return f"post an update{_template(step)}{_quoted(step)}{_told(step)}{_next(step)}"


RELATED = {
    SAME_SERVICE: "relate it to what is open on the same service",
    SAME_CATEGORY: "relate it to what is open in the same category",
    SIMILAR: "relate it to the incident most like it",
}
DOES: Mapping[Action, Callable[[StepSpec], str]] = {
    Action.PAGE: lambda step: f"page {whom(step.to)}",
    Action.TELL: lambda step: f"tell {whom(step.to)} “{short(step.text)}”",
    Action.MESSAGE_CHANNEL: lambda step: f"write “{short(step.text)}” to {whom(step.to)}",
    Action.REQUEST_RESPONDERS: lambda step: f"call {whom(step.to)} for help",
    Action.POST_INTERNAL_UPDATE: _internal,
    Action.POST_PUBLIC_UPDATE: _public,
    Action.NOTIFY_STAKEHOLDERS: _stakeholders,
    Action.HAND_TO: lambda step: f"hand it to {whom(step.to)}",
    Action.ASSIGN_ROLE: lambda step: f"make {whom(step.to)} {step.value}",
    Action.RELEASE_ROLE: lambda step: f"free the role {step.value}",
    Action.ACKNOWLEDGE: _plain("acknowledge it"),
    Action.GIVE_BACK: _plain("give it back"),
    Action.ESCALATE: _plain("escalate it"),
    Action.USE_POLICY: lambda step: f"page by the policy {step.value}",
    Action.SNOOZE: lambda step: f"snooze it for {spoken(step.due or USUAL_SNOOZE)}",
    Action.SET_SEVERITY: lambda step: f"set the severity to {step.value}",
    Action.RAISE_SEVERITY: _plain("raise the severity by one"),
    Action.LOWER_SEVERITY: _plain("lower the severity by one"),
    Action.SET_URGENCY: lambda step: f"set the urgency to {step.value}",
    Action.SET_CATEGORY: lambda step: f"set the category to {step.value}",
    Action.SET_STAGE: lambda step: f"move it to {step.value}",
    Action.SET_SERVICE: lambda step: f"set the service to {step.value}",
    Action.SET_TITLE: lambda step: f"change the title to “{short(step.text)}”",
    Action.SET_DESCRIPTION: lambda step: f"describe it as “{short(step.text)}”",
    Action.SET_IMPACT: lambda step: f"state the impact “{short(step.text)}”",
    Action.SET_FIELD: lambda step: f"set {step.value} to “{short(step.text)}”",
    Action.ADD_AFFECTED: lambda step: f"add the affected service {step.value}",
    Action.ADD_DEPENDENTS: _plain("add every service that depends on it"),
    Action.REMOVE_AFFECTED: lambda step: f"take out the affected service {step.value}",
    Action.ADD_TAG: lambda step: f"add the tag {step.value}",
    Action.REMOVE_TAG: lambda step: f"remove the tag {step.value}",
    Action.RESOLVE: _plain("resolve it"),
    Action.REOPEN: _plain("reopen it"),
    Action.ADD_NOTE: lambda step: f"note “{short(step.text)}”",
    Action.ADD_FLAG: lambda step: f"flag “{short(step.text)}”",
    Action.ADD_LINK: lambda step: f"add the link “{short(step.text or str(step.value))}”",
    Action.CREATE_BRIDGE: _plain("open a bridge to talk"),
    Action.ADD_TASK: lambda step: f"add the task “{short(step.text)}”{_whose(step)}{_due(step)}",
    Action.ADD_FOLLOW_UP: lambda step: (
        f"add the follow-up “{short(step.text)}”{_whose(step)}{_due(step)}"
    ),
    Action.CREATE_TICKET: lambda step: f"make a ticket in {step.value}",
    Action.LINK_PROBLEM: lambda step: f"link the problem {step.value}",
    Action.RELATE: lambda step: RELATED.get(str(step.value), "relate it to others"),
    Action.START_PLAYBOOK: lambda step: f"start the playbook {step.value}",
    Action.START_BEST_PLAYBOOK: _plain("start the playbook that fits best"),
    Action.STOP_PLAYBOOKS: _plain("end the playbooks under way"),
    Action.CALL_WEBHOOK: lambda step: f"call {host(step.value)} ({step.method})",
    Action.RUN_COMMAND: lambda step: f"ask for a yes, then run “{short(step.text)}”",
    Action.BEGIN_REVIEW: _plain("begin its review"),
    Action.OPEN_INCIDENT: lambda step: f"open another incident “{short(step.text)}”",
    Action.START_WORKFLOW: lambda step: f"start the workflow {step.value}",
    Action.STOP: _plain("stop here"),
}


def step_words(step: StepSpec) -> str:
    """One step, with when and under what condition."""
    after = f"after {spoken(step.after)}, " if step.after else ""
    only = f"if {condition_words(step.only_if)}, " if step.only_if else ""
    return f"{after}{only}{DOES[step.do](step)}{again_words(step)}"


def again_words(step: StepSpec) -> str:
    """How it is repeated; empty where it is not."""
    if step.repeat is None:
        return ""
    until = f" until {condition_words(step.repeat.until)}" if step.repeat.until else ""
    most = f", {step.repeat.at_most} times at most"
    return f"; again every {spoken(step.repeat.every)}{until}{most}"


def sentences(spec: WorkflowSpec) -> list[str]:
    """The whole of it, a sentence a line."""
    said = " or ".join(when_words(each) for each in spec.when) or "nothing yet"
    lines = [f"When {said}"]
    if spec.condition is not None:
        lines.append(f"if {condition_words(spec.condition)}")
    lines += [
        f"{'then' if place == 0 else 'and then'} {step_words(each)}"
        for place, each in enumerate(spec.steps)
    ]
    return lines
