"""The recipes for engines that run as services say what the program understands."""

from __future__ import annotations

import configparser
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
