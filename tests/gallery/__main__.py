"""`python -m tests.gallery OUT [names...]`: every page, dialog and state as PNG files.

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


def main() -> int:
    """Parse, then draw each scale in a process of its own: Qt reads the scale when it starts."""
    parser = argparse.ArgumentParser(prog="python -m tests.gallery", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--scale", type=int, choices=SCALES)
    told = parser.parse_args()
    told.out.mkdir(parents=True, exist_ok=True)
    if told.scale:
        return draw(told.out, told.names, told.scale)
    return max(_child(told.out, told.names, scale) for scale in SCALES)


def _child(out: Path, names: list[str], scale: int) -> int:
    import subprocess

    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(scale)}
    command = [sys.executable, "-m", "tests.gallery", str(out), *names, "--scale", str(scale)]
    return subprocess.run(command, env=environment, check=False).returncode


def draw(out: Path, names: list[str], scale: int) -> int:
    """Every chosen picture at one scale, both schemes."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ui.theme.current import Scheme, application, dress
    from ui.theme.fonts import use_shipped

    app = application([])
    use_shipped(app)
    theme = dress(app)
    theme.motion = False
    count = 0
    for scheme in SCHEMES:
        theme.wear(Scheme(scheme))
        for name, maker in chosen(names):
            save(app, maker, out / f"{name}-{scheme}-{scale}x.png")
            count += 1
    print(f"{count} pictures at {scale}x in {out}")
    return 0 if count else 1


def chosen(names: list[str]) -> "Iterator[tuple[str, Callable[[], object]]]":
    """The pictures of all modules whose names begin as asked."""
    for path in sorted(Path(__file__).parent.glob("page_*.py")):
        module = import_module(f"tests.gallery.{path.stem}")
        for name, maker in module.pictures():
            if not names or any(name.startswith(wanted) for wanted in names):
                yield name, maker


def save(app: object, maker: "Callable[[], object]", path: Path) -> None:
    """Show the widget without a window on the screen, let it settle, and take its picture."""
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
    if not widget.grab().save(str(path)):
        sys.exit(f"cannot write {path}")
    widget.close()
    widget.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


if __name__ == "__main__":
    sys.exit(main())
