"""What the packages tell each system about the program agrees, with the program and among them."""

from __future__ import annotations

import configparser
import importlib
import os
import plistlib
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from xml.etree import ElementTree

import pytest
import shiboken6

from app.autostart import LABEL
from app.version import VERSION
from tests.architecture.checkout import ROOT

PACKAGING = ROOT / "packaging"
LINUX = PACKAGING / "linux"
TYPE, SCHEME = "application/x-watchbill", "watchbill"
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"
KEYS = {
    "Type", "Version", "Name", "GenericName", "Comment", "Exec", "TryExec", "Icon", "Terminal",
    "StartupNotify", "StartupWMClass", "Categories", "Keywords", "MimeType", "Actions",
}  # fmt: skip
PARAMETERS = r'(\w+: ("([^"]|"")*"|[\w ]+)(; |$))+'  # of one line of an Inno Setup script
SCRIPTS = [*LINUX.glob("*.sh"), *LINUX.glob("debian/*"), *(PACKAGING / "macos").glob("*.sh")]

LOOK = """
import sys
from PySide6.QtCore import QObject
print(sys.modules["shibokensupport"].__file__)
print(QObject.inherits.__doc__)
try:
    QObject().setObjectName(5)
except TypeError as fault:
    print(str(fault).splitlines()[0])
"""


@pytest.fixture
def recipe(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """packaging/deb.py."""
    monkeypatch.syspath_prepend(str(PACKAGING))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    return importlib.import_module("deb")


@pytest.fixture
def entry() -> configparser.SectionProxy:
    """The entry in a Linux menu."""
    return _entry(LINUX / "watchbill.desktop")


def test_the_menu_entry_opens_links_and_invitations(entry: configparser.SectionProxy) -> None:
    assert entry["Version"] == "1.4"
    assert {key.partition("[")[0] for key in entry} <= KEYS
    assert entry["Exec"] == "watchbill %u"
    assert entry["MimeType"].split(";") == [f"x-scheme-handler/{SCHEME}", TYPE, ""]
    assert all(f"Comment[{language}]" in entry for language in ("de", "es"))
    types = ElementTree.parse(LINUX / "watchbill-mime.xml").getroot()
    [told] = types.iter(f"{MIME}mime-type")
    [glob] = told.iter(f"{MIME}glob")
    assert (told.get("type"), glob.get("pattern")) == (TYPE, "*.watchbill")


def test_the_entry_is_the_one_that_the_window_names() -> None:
    asked = "from ui.theme.current import application; print(application([]).desktopFileName())"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, cwd=ROOT)
    assert (LINUX / f"{said.stdout.strip()}.desktop").exists()


def test_the_page_of_software_centres_names_this_version(recipe: ModuleType) -> None:
    page = ElementTree.fromstring(recipe.desktop.metainfo())
    [release] = page.iter("release")
    assert release.get("version") == VERSION
    assert release.get("date") == "2026-05-28"
    assert page.findtext("launchable") == "watchbill.desktop"
    assert {each.text for each in page.iter("binary")} == {"watchbill", "watchbill-engine"}


def test_the_debian_package_asks_for_all_that_qt_needs(recipe: ModuleType) -> None:
    said = recipe.control(1000, "amd64")
    fields = dict(
        line.split(": ", 1) for line in said.splitlines() if re.match(r"[A-Z]\S*: ", line)
    )
    assert fields["Version"] == VERSION
    assert set(recipe.QT.values()) <= set(fields["Depends"].split(", "))
    assert {"libwayland-cursor0", "libwayland-egl1"} <= set(fields["Depends"].split(", "))
    assert said.endswith("\n")


def test_macos_is_told_of_links_invitations_and_version() -> None:
    told = plistlib.loads((PACKAGING / "macos" / "Info.plist").read_bytes())
    assert told["CFBundleIdentifier"] == LABEL
    assert told["CFBundleShortVersionString"] == told["CFBundleVersion"] == VERSION
    assert told["CFBundleURLTypes"][0]["CFBundleURLSchemes"] == [SCHEME]
    [made] = told["UTExportedTypeDeclarations"]
    assert made["UTTypeTagSpecification"] == {
        "public.filename-extension": ["watchbill"],
        "public.mime-type": [TYPE],
    }
    [document] = told["CFBundleDocumentTypes"]
    assert document["LSItemContentTypes"] == [made["UTTypeIdentifier"]]
    assert plistlib.loads((PACKAGING / "macos" / "watchbill.entitlements").read_bytes())


def test_windows_is_told_of_links_invitations_and_version() -> None:
    said = (PACKAGING / "windows" / "watchbill.iss").read_text("utf-8")
    assert f'#define Version "{VERSION}"' in said
    assert r"Software\Classes\watchbill\shell\open\command" in said
    assert TYPE in said
    sources = re.findall(r'^Source: "([^{"]+)"', said, re.MULTILINE)
    assert sources
    assert all((PACKAGING / "windows" / name).exists() for name in sources)
    used = set(re.findall(r"\{cm:(\w+)\}", said)) - {"CreateDesktopIcon", "AdditionalIcons"}
    for language in ("en", "de", "es"):
        assert all(f"\n{language}.{name}=" in said for name in used)


def test_every_line_of_the_windows_installer_can_be_read() -> None:
    said = (PACKAGING / "windows" / "watchbill.iss").read_text("utf-8")
    section, tasks, named = "", set(), set()
    for line in said.splitlines():
        if not line or line[0] in ";#":
            continue
        if line[0] == "[":
            section = line
        elif section in ("[Setup]", "[CustomMessages]"):
            assert re.fullmatch(r"[\w.]+=\S.*", line), line
        else:
            assert re.fullmatch(PARAMETERS, line), line
            tasks |= set(re.findall(r'^Name: "(\w+)"', line) if section == "[Tasks]" else ())
            named |= set(re.findall(r"Tasks: (\w+)", line))
    assert named == tasks


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_every_script_is_one(script: Path) -> None:
    assert subprocess.run(["sh", "-n", script], capture_output=True).stderr == b""
    assert os.access(script, os.X_OK)


def test_the_recipe_of_the_folder_can_be_read() -> None:
    compile((PACKAGING / "app.spec").read_text(), "app.spec", "exec")
    lock = (PACKAGING / "bundle.lock").read_text()
    assert "pyinstaller==" in lock
    assert "://" not in lock


@pytest.mark.parametrize(("name", "quote"), [("home", ""), ("a home", '"')])
def test_a_home_gets_it_updates_it_and_loses_all_but_the_data(
    tmp_path: Path, name: str, quote: str
) -> None:
    home = tmp_path / name
    data = home / ".local" / "share" / "watchbill" / "watchbill.db"
    data.parent.mkdir(parents=True)
    data.write_text("ours")
    for version in ("1", "2"):
        _do(home, _unpacked(tmp_path / version, version) / "install.sh")
        assert _do(home, home / ".local/bin/watchbill") == f"{version}\n"
    assert not (home / ".local/lib/watchbill/only-1").exists()
    entry = _entry(home / ".local/share/applications/watchbill.desktop")
    assert entry["Exec"] == f"{quote}{home}/.local/lib/watchbill/watchbill{quote} %u"
    assert "Your data stays" in _do(home, home / ".local/bin/watchbill-remove")
    assert [file for file in home.rglob("*") if file.is_file() and _ours(file)] == [data]


def test_removing_what_is_not_installed_removes_nothing(tmp_path: Path) -> None:
    script = shutil.copy(LINUX / "remove.sh", tmp_path / "remove.sh")
    done = subprocess.run([script], capture_output=True, text=True)
    assert done.returncode == 1
    assert "nothing was removed" in done.stderr


def test_what_a_frozen_program_starts_gets_the_systems_libraries(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(str(PACKAGING / "frozen"))
    monkeypatch.setenv("LD_LIBRARY_PATH", "/ours")
    monkeypatch.setenv("DYLD_LIBRARY_PATH", "/ours")
    monkeypatch.setenv("DYLD_LIBRARY_PATH_ORIG", "/theirs")
    importlib.import_module("launched").ready()
    assert "LD_LIBRARY_PATH" not in os.environ
    assert os.environ["DYLD_LIBRARY_PATH"] == "/theirs"
    assert os.environ.pop("PYINSTALLER_RESET_ENVIRONMENT") == "1"  # a second one finds ours


@pytest.mark.parametrize(("name", "held"), [("python", True), ("watchbill.pkg", False)])
def test_a_program_that_is_updated_while_it_runs_imports_from_the_one_it_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, held: bool
) -> None:
    """Only where the archive lies in the program itself, as it does in ours."""
    beside = tmp_path / "watchbill.pkg"
    beside.touch()
    file = str(beside) if name == beside.name else os.path.realpath("/proc/self/exe")
    importers = ModuleType("pyimod02_importers")
    importers.pyz_archive = SimpleNamespace(_filename=file)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pyimod02_importers", importers)
    monkeypatch.syspath_prepend(str(PACKAGING / "frozen"))
    importlib.import_module("launched")._hold()
    assert importers.pyz_archive._filename == ("/proc/self/exe" if held else file)


def test_pyside_finds_compiled_what_it_would_compile_at_each_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """And says as much as before of what it was handed."""
    monkeypatch.syspath_prepend(str(PACKAGING))
    wheel = Path(shiboken6.__file__).parent
    copy = tmp_path / "shiboken6"
    shutil.copytree(wheel, copy)
    lay = importlib.import_module("signatures").lay
    assert lay(Path(sys.executable), copy / "files.dir") > 10
    assert not (wheel / "files.dir").exists()
    words = [sys.executable, "-c", LOOK]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
    where, told, refused = done.stdout.splitlines()
    assert where == str(copy / "files.dir" / "shibokensupport" / "__init__.pyc")
    assert told == "inherits(self, classname: str, /) -> bool"
    assert "called with wrong argument types" in refused


def test_a_pyside_that_unpacks_nothing_ends_the_build_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.syspath_prepend(str(PACKAGING))
    deaf = tmp_path / "python"
    deaf.write_text(f'#!/bin/sh\nunset SBK_EMBED\nexec "{sys.executable}" "$@"\n')
    deaf.chmod(0o755)
    with pytest.raises(SystemExit, match="PySide6 unpacks nothing"):
        importlib.import_module("signatures").lay(deaf, tmp_path / "files.dir")


def _ours(file: Path) -> bool:
    """The desktop's own indexes stay, but no word of us in them."""
    return "watchbill" in file.name or b"watchbill" in file.read_bytes()


def _entry(file: Path) -> configparser.SectionProxy:
    parser = configparser.RawConfigParser()
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(file, "utf-8")
    return parser["Desktop Entry"]


def _unpacked(tree: Path, version: str) -> Path:
    """A portable archive whose program says its version."""
    for name in ("watchbill", "watchbill-engine"):
        program = tree / "watchbill" / name
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(f"#!/bin/sh\necho {version}\n")
        program.chmod(0o755)
    (tree / "watchbill" / f"only-{version}").touch()
    laid = {
        "watchbill.desktop": "applications/watchbill.desktop",
        "watchbill-mime.xml": "mime/packages/watchbill.xml",
        "org.watchbill.Watchbill.metainfo.xml": "metainfo/org.watchbill.Watchbill.metainfo.xml",
        "../../resources/icons/app/watchbill.svg": "icons/hicolor/scalable/apps/watchbill.svg",
    }
    for source, target in laid.items():
        place = tree / "share" / target
        place.parent.mkdir(parents=True)
        shutil.copy(LINUX / source, place)
    for script in ("install.sh", "remove.sh"):
        shutil.copy(LINUX / script, tree / script)
    return tree


def _do(home: Path, script: Path) -> str:
    told = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
    return subprocess.run([script], env=told, capture_output=True, text=True, check=True).stdout
