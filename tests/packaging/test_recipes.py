"""The recipes for engines that run as services say what the program understands."""

from __future__ import annotations

import configparser
import re
import shlex
from xml.etree import ElementTree

from tests.architecture.checkout import ROOT
from tests.journeys.program import Program

LINUX, WINDOWS = ROOT / "packaging" / "linux", ROOT / "packaging" / "windows"
SETTINGS = ("WATCHBILL_DATABASE", "WATCHBILL_URL", "WATCHBILL_KEY")


def understood(words: list[str]) -> None:
    """The program's own options are all it is given."""
    said = Program().call(*words[:1], "--help")
    assert said.code == 0
    assert all(word in said.out for word in words if word.startswith("--")), said.out


def unit() -> configparser.RawConfigParser:
    """The systemd unit."""
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(LINUX / "watchbill.service")
    return parser


def test_the_systemd_unit_starts_serve_and_again_whenever_it_ends() -> None:
    service = unit()["Service"]
    program, *words = shlex.split(service["ExecStart"])
    assert program.endswith("/watchbill")
    understood(words)
    assert service["Restart"] == "always"
    assert unit()["Install"]["WantedBy"] == "multi-user.target"
    told = (LINUX / "README.md").read_text()
    assert service["EnvironmentFile"] in told
    assert all(name in told for name in SETTINGS)


def test_the_windows_service_starts_serve_and_again_whenever_it_ends() -> None:
    service = ElementTree.parse(WINDOWS / "watchbill-service.xml").getroot()
    assert service.findtext("arguments") == "serve"
    failure = service.find("onfailure")
    assert failure is not None
    assert failure.get("action") == "restart"
    script = (WINDOWS / "service.ps1").read_text()
    assert all(name in script for name in SETTINGS)
    understood(["serve", "--host", "--port"])
    assert service.findtext("executable") == "watchbill-engine.exe"


def test_the_windows_service_is_refused_a_program_it_cannot_read() -> None:
    """The installer puts it into a user's own folder unless it is told to serve all of them."""
    script = (WINDOWS / "service.ps1").read_text()
    refusal = script.index("which the service may not read")
    assert "Split-Path $env:PUBLIC" in script[:refusal]
    assert refusal < script.index("New-Item")
    assert "for all users" in (WINDOWS / "README.md").read_text()


def test_nothing_secret_stays_when_the_windows_service_is_removed() -> None:
    script = (WINDOWS / "service.ps1").read_text()
    removal = script[script.index("if ($Remove)") : script.index("if (-not $Database)")]
    assert "Remove-Item" in removal
    assert "$settings" in removal
    assert "$document.Save($settings)" in script


def test_the_windows_readme_names_the_program_that_has_the_commands() -> None:
    """`watchbill` is a window there, and in no PATH."""
    told = (WINDOWS / "README.md").read_text()
    assert not re.search(r"[`(]watchbill (db|engine|serve)", told)
    understood(["db"])
    assert "(& $engine db key export)" in told
