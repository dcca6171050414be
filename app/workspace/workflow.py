"""The section `workflows` of the file, which is also the form in which they are stored."""

import re
from typing import Any

from app.domain.workflow import WorkflowSpec
from app.domain.workflow_text import understood, written
from app.queries.workflow_update import update_problems
from app.workspace.layout import Raw
from app.workspace.part import Part

PLAIN = re.compile(r"\d{1,9}|(?:\d+[dhms])+|true|false")


def workflow(part: Part) -> WorkflowSpec:
    """One workflow."""
    spec, problems = understood(_plain(part))
    for problem in (*problems, *update_problems(spec)):
        part.take(problem)
    return spec


def said(spec: WorkflowSpec) -> dict[str, Any]:
    """As the file says it."""
    return {key: _raw(value) for key, value in written(spec).items()}


def _plain(part: Part) -> Any:
    if part.node.pairs is not None:
        return {key: _plain(value) for key, value in part.entries("keys with values")}
    if part.node.items is not None:
        return list(part.each("parts", _plain))
    return None if part.empty else part.node.text


def _raw(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _raw(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_raw(each) for each in value]
    return Raw(value) if PLAIN.fullmatch(value) else value
