"""The guide: a page for each screen, links that lead somewhere, commands that there are."""

import re
import shlex
from functools import cache
from importlib import import_module
from typing import Any

import pytest
import typer

from app.cli import main
from app.errors import Refused
from app.queries import guide

LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")
FENCE = re.compile(r"```[a-z]*\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"`(watchbill [^`]+)`")
PAGES = {leaf.key: leaf for leaf in guide.leaves()}


CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
HEAD = re.compile(r"^#+ ", re.MULTILINE)
OTHERS = ("de", "es")


def commands() -> list[tuple[str, str]]:
    """Every `watchbill ...` of the pages, with the page it stands in."""
    found = []
    for key, leaf in PAGES.items():
        lines = [line for block in FENCE.findall(leaf.text) for line in block.splitlines()]
        plain = FENCE.sub("", leaf.text)
        said = [line.strip() for line in lines if line.startswith("watchbill ")]
        found += [(key, line) for line in [*said, *COMMAND.findall(plain)]]
    return found


@cache
def whole() -> Any:
    """The command with all that is in it."""
    main._register()
    return typer.main.get_command(main.app)


def misfit(line: str) -> str:
    """What is wrong with a command, or nothing."""
    words = shlex.split(line)[1:]
    if "--help" in words or "--database" in words[:1]:
        words = [word for word in words if word != "--help"][2 * ("--database" in words) :]
    command = whole()
    while (inner := getattr(command, "commands", None)) and words:
        if words[0] not in inner:
            return f"no command {words[0]}"
        command = inner[words.pop(0)]
    options = {name for each in command.params for name in (*each.opts, *each.secondary_opts)}
    wrong = [word for word in words if word.startswith("--") and word not in options]
    return ", ".join(wrong)


def test_every_screen_has_a_page() -> None:
    source = import_module("inspect").getsource(import_module("ui.places").Places._pages)
    screens = re.findall(r'Page\("([a-z]+)"', source)
    assert len(screens) > 10
    missing = [each for each in screens if each != "start" and guide.of_screen(each) == guide.FIRST]
    assert missing == []


def test_every_page_has_a_name_of_its_own_and_a_title() -> None:
    names = [leaf.name for leaf in PAGES.values()]
    assert len(names) == len(set(names))
    assert all(leaf.text.startswith(f"# {leaf.title}\n") for leaf in PAGES.values())


def test_every_link_leads_somewhere() -> None:
    lost = [
        (key, link)
        for key, leaf in PAGES.items()
        for link in LINK.findall(FENCE.sub("", leaf.text))
        if not link.startswith("https://") and guide.target(key, link) is None
    ]
    assert lost == []


def test_every_command_exists_with_its_options() -> None:
    told = commands()
    assert len(told) > 60
    assert [(key, line, wrong) for key, line in told if (wrong := misfit(line))] == []
    assert misfit("watchbill rota guess primary")
    assert misfit("watchbill rota check primary --hours 3") == "--hours"


@pytest.mark.parametrize("language", OTHERS)
def test_the_guides_are_whole_in_every_language(language: str) -> None:
    """The same links, commands and headings, whatever is changed in one of them."""
    pages = {each.key: each for each in guide.leaves(language)}
    assert set(pages) == set(PAGES)  # senders stand in the order of their titles
    assert [key for key, each in pages.items() if each.language != language] == []
    for key, page in pages.items():
        english = PAGES[key].text
        assert page.text.startswith(f"# {page.title}\n")
        for form in (LINK, CODE):
            assert sorted(form.findall(page.text)) == sorted(form.findall(english)), key
        told, said = (FENCE.sub("", text) for text in (page.text, english))
        assert len(HEAD.findall(told)) == len(HEAD.findall(said)), key
        assert told.count("\n- ") == said.count("\n- "), key
        assert told.count("\n| ") == said.count("\n| "), key


@pytest.mark.parametrize("language", ["en", *OTHERS])
def test_the_page_of_the_card_says_what_wayland_forbids(language: str) -> None:
    """And what to do."""
    text = guide.leaf("alert-card", language).text
    assert "Wayland" in text
    assert "QT_QPA_PLATFORM=xcb" in text


def test_words_are_found_in_the_language_that_is_spoken() -> None:
    assert guide.found("Schichten Kalender", "de")[0].key == "guide/calendars"
    assert guide.found("copia de seguridad", "es")[0].key == "operate/backup"
    assert guide.leaf("rota", "de").title == "Dienstplan"
    assert guide.leaf("rota", "pseudo").title == "Rota"  # which has no pages of its own


def test_words_find_pages_the_title_first() -> None:
    assert guide.found("backup restore")[0].name == "backup"
    assert guide.found("backup zyzzyva") == ()


def test_a_page_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    assert main.run(["guide", "rota"]) == 0
    assert capfd.readouterr().out.startswith("# Rota\n")
    assert main.run(["guide", "--search", "postgresql roles"]) == 0
    assert "postgresql" in capfd.readouterr().out
    assert main.run(["guide", "rotta"]) == 1
    assert "no page 'rotta'" in capfd.readouterr().err
    with pytest.raises(Refused):
        guide.leaf("rotta")
