"""Templates of reviews that a team writes itself, and when they are taken."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner

from app.domain.actor import Actor
from app.errors import Refused
from app.operations import incident, review
from app.operations.incident import Declaration
from app.operations.review_template import remove_template, save_template
from app.queries.review import review as one
from app.queries.review import templates
from app.store import Store
from app.workspace.apply import apply
from app.workspace.read import read
from models.kinds import Severity, Source

ANA = Actor("ana", Source.SHELL)
TILLS = """# Till review
category: tills
severity: SEV1, SEV2

## Which shops
> By number.

## What happened
{facts}
"""


def begun(store: Store, severity: Severity) -> str:
    said = Declaration("Tills are dark", category="tills", severity=severity)
    number = incident.declare(store, said, ANA)
    incident.resolve(store, number, ANA)
    review.draft(store, number, ANA, ZoneInfo("UTC"))
    return one(store, number).template


def test_own_templates_follow_own_categories(store: Store) -> None:
    text = b"watchbill: 1\ncategories: [{name: tills}]"
    apply(store, read(text).workspace, ANA)
    plain = begun(store, Severity.SEV1)
    assert save_template(store, TILLS, ANA) == "Till review"
    assert begun(store, Severity.SEV2) == "Till review"
    assert begun(store, Severity.SEV3) != "Till review"
    shipped = {each.name for each in templates(store)} - {"Till review"}
    assert plain in shipped
    changed = f"# {plain}\n\n## Only this\n"
    save_template(store, changed, ANA)
    (found,) = [each for each in templates(store) if each.name == plain]
    assert [each.title for each in found.sections] == ["Only this"]
    assert remove_template(store, plain, ANA)
    assert not remove_template(store, plain, ANA)
    assert {each.name for each in templates(store)} == shipped | {"Till review"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "begins with"), ("# X\ncategory: securty or data leak\n## A", "no category"),
        ("# X\nseverity: SEV9\n## A", "no severity"), (f"# {'x' * 101}\n## A", "at most 100"),
    ],
)  # fmt: skip
def test_what_is_no_template_is_refused(store: Store, text: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        save_template(store, text, ANA)


def test_from_a_shell(database_url: str, tmp_path: Path) -> None:
    from app.cli.main import _register, app

    _register()
    file = tmp_path / "tills.md"
    file.write_text(TILLS)

    def run(*words: str) -> str:
        done = CliRunner().invoke(app, ["--database", database_url, "review", *words])
        assert done.exit_code == 0, done.output
        return done.output

    assert "Saved Till review" in run("template", "x", str(file))
    assert "Till review: tills, SEV1, SEV2" in run("templates")
    assert "Which shops" in run("template", "Till review")
    assert "Removed" in run("template", "Till review", "--remove")
