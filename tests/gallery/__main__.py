"""`python -m tests.gallery OUT [names...]`: every page, dialog and state as PNG files.
With --language de, es or pseudo, --rtl, --scale 1.5 or --points 14, as others see them.

A module `tests/gallery/page_*.py` offers `pictures() -> Iterable[(name, maker)]`; a maker returns a
widget in its final size. Each is saved light and dark, at 1x and 2x. Names select by beginning.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

SCHEMES = ("light", "dark")
SCALES = (1, 2)
DRAWING = "GALLERY_DRAWING"  # set where Qt has read the scale already


def main() -> int:
    """Parse, then draw each scale in a process of its own: Qt reads the scale when it starts."""
    parser = argparse.ArgumentParser(prog="python -m tests.gallery", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--scale", type=float, help="of the screen, such as 1.25; else 1 and 2")
    parser.add_argument("--points", type=float, default=10, help="the size of the system's font")
    parser.add_argument("--scheme", choices=SCHEMES)
    parser.add_argument("--language", choices=("en", "de", "es", "pseudo"), default="en")
    parser.add_argument("--find", action="store_true", help="name what is cut or not translated")
    parser.add_argument("--rtl", action="store_true", help="from right to left")
    told = parser.parse_args()
    told.out.mkdir(parents=True, exist_ok=True)
    if os.environ.get(DRAWING):
        return draw(told)
    return max(_child(scale) for scale in ([told.scale] if told.scale else SCALES))


def _child(scale: int) -> int:
    import subprocess

    environment = os.environ | {"QT_SCALE_FACTOR": str(scale), DRAWING: "1"}
    command = [sys.executable, "-m", "tests.gallery", *sys.argv[1:], "--scale", str(scale)]
    return subprocess.run(command, env=environment, check=False).returncode


def draw(told: argparse.Namespace) -> int:
    """Every chosen picture at one scale."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import Qt

    from ui.language.choice import Language, wear
    from ui.theme.current import Scheme, application, dress
    from ui.theme.fonts import use_shipped

    app = application([])
    use_shipped(app, told.points)
    theme = dress(app)
    theme.motion = False
    if told.language != "en":
        wear(app, Language(told.language))
    if told.rtl:
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    count = missing = 0
    for scheme in [told.scheme] if told.scheme else SCHEMES:
        theme.wear(Scheme(scheme))
        for name, maker in chosen(told.names):
            path = told.out / f"{name}-{scheme}-{told.scale:g}x.png"
            try:
                save(app, maker, path, find=told.language if told.find else "")
            except (TimeoutError, StopIteration, LookupError, AssertionError):
                print(path.stem, "never", "it waits for something", sep="\t", flush=True)
                missing += 1
                continue
            count += 1
    print(f"{count} pictures at {told.scale:g}x in {told.out}")
    return 0 if count and not missing else 1


def chosen(names: list[str]) -> "Iterator[tuple[str, Callable[[], object]]]":
    """The pictures of all modules whose names begin as asked."""
    for path in sorted(Path(__file__).parent.glob("page_*.py")):
        module = import_module(f"tests.gallery.{path.stem}")
        for name, maker in module.pictures():
            if not names or any(name.startswith(wanted) for wanted in names):
                yield name, maker


def save(app: object, maker: "Callable[[], object]", path: Path, *, find: str = "") -> None:
    """Show the widget without a window on the screen, let it settle, and take its picture; `find`
    names the language in which it is looked over."""
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

    assert isinstance(app, QApplication)
    widget = maker()
    assert isinstance(widget, QWidget)
    widget.show()
    for _ in range(6):
        app.processEvents()
        focused = widget.focusWidget()
        if isinstance(focused, QAbstractButton):  # only because it is the first
            focused.clearFocus()
    if find:
        report(widget, path.stem, pseudo=find == "pseudo")
    if not widget.grab().save(str(path)):
        sys.exit(f"cannot write {path}")
    widget.close()
    widget.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def report(widget: object, name: str, *, pseudo: bool) -> None:
    """One line for each word that a reader would miss or not understand."""
    from PySide6.QtWidgets import QWidget

    from tests.looks import cut, overlapping, untranslated
    from tests.spoken import forgotten

    assert isinstance(widget, QWidget)
    plain = set(filter(forgotten, untranslated(widget))) if pseudo else set()  # only there it shows
    for kind, found in (("cut", cut(widget)), ("over", overlapping(widget)), ("plain", plain)):
        for each in sorted(found):
            print(name, kind, each.replace("\n", " / "), sep="\t", flush=True)


if __name__ == "__main__":
    sys.exit(main())
