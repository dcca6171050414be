"""The status page as a folder of files for any web server; each file is whole or not there."""

import json
from collections.abc import Iterator
from pathlib import Path

from app.errors import Refused
from app.queries import status_public
from app.store import Store
from app.web import status_data, status_render
from app.web.status_render import Links

HERE, ABOVE = Links("", static=True), Links("../", static=True)


def written(store: Store, folder: Path, page: str = "") -> int:
    """Writes everything of one page; returns how many files. What an earlier export left and is
    not shown any more is taken away. A page with a password is written without it. Raises
    Refused when the folder cannot be used."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "incidents").mkdir(exist_ok=True)
        names = {_write(folder / name, text) for name, text in _files(store, page)}
        for old in [*folder.glob("history-*.html"), *(folder / "incidents").glob("*.html")]:
            if old not in names:
                old.unlink()
    except OSError as fault:
        raise Refused(f"{folder} cannot be written: {fault.strerror}.") from fault
    return len(names)


def _files(store: Store, page: str) -> Iterator[tuple[str, str]]:
    board = status_public.board(store, page)
    base = board.page.url.rstrip("/")
    yield "index.html", status_render.page(board, HERE)
    yield "status.json", json.dumps(status_data.document(board, base), ensure_ascii=False)
    yield "status.atom", status_data.feed(board, base)
    shown = {each.slug: each for each in (*board.open, *board.past)}
    number, pages = 1, 1
    while number <= pages:
        listed, pages = status_public.older(store, number, page)
        yield f"history-{number}.html", status_render.history(board, listed, number, pages, HERE)
        shown |= {each.slug: each for each in listed}
        number += 1
    for slug, each in shown.items():
        yield f"incidents/{slug}.html", status_render.incident(board, each, ABOVE)


def _write(file: Path, text: str) -> Path:
    part = file.with_name(f"{file.name}.part")
    part.write_text(text, "utf-8")
    part.replace(file)
    return file
