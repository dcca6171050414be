"""What comes along says the same in every language: only words differ, never what is done."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.resources import files
from itertools import product
from typing import Any

import pytest

from app.domain.language import Language
from app.domain.playbook import PlaybookSpec
from app.domain.playbook_text import read
from app.domain.review import BLANK, Template, best, template_of
from app.domain.workflow_text import understood, written
from app.notify.update_text import VARIABLES, check, render
from app.queries import playbook, review, shipped, update_template, workflow
from app.workspace.drill import shipped as drills
from models.kinds import Category, Severity

OTHERS = [each for each in Language if each is not Language.ENGLISH]
FOLDERS = {"playbooks": ".md", "workflows": ".json", "updates": ".txt",
           "templates/reviews": ".md", "drills": ".yaml"}  # fmt: skip
VARIABLE = re.compile(r"\{\{\s*\w+\s*\}\}")
MACHINE = re.compile(
    r"^\w+|%\{\w+\}|(?<!\w)-{1,2}\w[\w-]*|https?://\S+", re.MULTILINE
)  # of a command
JINJA = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
NAMED = [playbook.shipped, workflow.shipped, update_template.shipped, review.rows_shipped]
VALUES = dict.fromkeys(VARIABLES, "") | {
    "component_names": "Shop", "impact": "Some carts are empty.", "began": "9:00",
    "next_update": "10:00", "components": [{"name": "Shop", "state": "Slow"}], "lead": "Ana",
    "title": "Shop is slow", "severity": "SEV1", "stage": "Investigating", "duration": "1h",
}  # fmt: skip
languages = pytest.mark.parametrize("language", OTHERS)


def stems(folder: str, ending: str, language: Language | None = None) -> set[str]:
    """What really lies there."""
    place = files("resources").joinpath(*folder.split("/"), *([language.value] if language else []))
    return {each.name for each in place.iterdir() if each.name.endswith(ending)}


@languages
@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_is_there(folder: str, language: Language) -> None:
    ending = FOLDERS[folder]
    assert stems(folder, ending, language) == stems(folder, ending)


@languages
def test_names_are_translated_and_mean_one_thing(language: Language) -> None:
    for each in NAMED:
        known = shipped.stems(each)
        for row, twin in pairs(each(language), each(Language.ENGLISH)):
            assert row.name != twin.name
            assert known[row.name] == known[twin.name] == row.stem == twin.stem


def pairs(found: Any, english: Any) -> list[tuple[Any, Any]]:
    twins = {each.stem: each for each in english}
    return [(each, twins[each.stem]) for each in found]


@languages
def test_playbooks(language: Language) -> None:
    for here, twin in pairs(playbook.shipped(language), playbook.shipped()):
        assert read(here.text)[1] == read(twin.text)[1], here.stem
        assert steps(here.spec) == steps(twin.spec), here.stem
        assert (here.spec.categories, here.spec.severities, here.spec.services) == (
            twin.spec.categories, twin.spec.severities, twin.spec.services)  # fmt: skip


def steps(spec: PlaybookSpec) -> list[Any]:
    return [
        (
            each.kind, each.owner, each.within, each.to,
            MACHINE.findall(each.code), each.shell, each.time_out,
            spec.place(each.then) if each.then else None,
            [spec.place(option.leads_to) for option in each.options],
            sorted(VARIABLE.findall(each.text + each.title)), bool(each.text),
        )
        for each in spec.steps
    ]  # fmt: skip


@languages
def test_workflows(language: Language) -> None:
    for here, twin in pairs(workflow.shipped(language), workflow.shipped()):
        assert bare(written(here.spec)) == bare(written(twin.spec)), here.stem
        for step, other in zip(here.spec.steps, twin.spec.steps, strict=True):
            found, wanted = (sorted(VARIABLE.findall(each.text)) for each in (step, other))
            assert found == wanted, here.stem


def bare(said: dict[str, Any]) -> dict[str, Any]:
    """Without what is only to be read."""
    then = [each | {"text": bool(each.get("text"))} for each in said["then"]]
    return said | {"name": "", "about": "", "then": then}


def test_workflows_have_no_faults() -> None:
    import json

    for language in Language:
        for text in shipped.texts("workflows", ".json", language).values():
            assert not list(understood(json.loads(text))[1])


@languages
def test_update_templates(language: Language) -> None:
    for here, twin in pairs(update_template.shipped(language), update_template.shipped()):
        assert (here.stage, here.public) == (twin.stage, twin.public)
        assert sorted(JINJA.findall(here.text)) == sorted(JINJA.findall(twin.text))
        check(here.text)
        assert render(here.text, VALUES)
        assert "SEV" not in here.text or not here.public


@languages
def test_reviews(language: Language) -> None:
    for here, twin in pairs(review.rows_shipped(language), review.rows_shipped()):
        assert blanks(here.template) == blanks(twin.template), here.stem
        assert (here.template.categories, here.template.severities) == (
            twin.template.categories, twin.template.severities)  # fmt: skip
        as_written = template_of(here.text)
        assert len({each.key for each in as_written.sections}) == len(as_written.sections)


def blanks(template: Template) -> list[Any]:
    return [
        (each.key, bool(each.guide), BLANK.findall(each.text), bool(each.text))
        for each in template.sections
    ]


@languages
def test_the_same_review_fits_best(language: Language) -> None:
    found = {each.name: each.stem for each in review.rows_shipped(language)}
    english = {each.name: each.stem for each in review.rows_shipped()}
    for category, severity in product([None, *Category], Severity):
        here = best(review.shipped(language), category, severity)
        twin = best(review.shipped(), category, severity)
        assert here is not None
        assert twin is not None
        assert found[here.name] == english[twin.name]


@languages
def test_titles_mean_one_section(language: Language) -> None:
    """Whoever changes a German template and saves it keeps the keys of its sections."""
    for row in review.rows_shipped(language):
        own = review._template(row.name, row.text)
        assert own.template == row.template, row.stem
        assert own.stem == row.stem


@languages
def test_drills(language: Language) -> None:
    here, english = drills(language), drills()
    assert [*here] == [*english]
    for name, twin in english.items():
        said = here[name]
        assert said.name != twin.name
        assert bool(said.about) == bool(twin.about)
        assert [replace(each, title="", note="", over="", text="") for each in said.steps] == [
            replace(each, title="", note="", over="", text="") for each in twin.steps
        ]
        for step, other in zip(said.steps, twin.steps, strict=True):
            assert list(map(bool, (step.title, step.note, step.over, step.text))) == list(
                map(bool, (other.title, other.note, other.over, other.text))
            )
        opened = {each.title for each in said.steps if each.title}
        assert {each.over for each in said.steps if each.over} <= opened
