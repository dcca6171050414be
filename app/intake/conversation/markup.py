"""HTML that people's chat and mail programs write, as Markdown; what only looks is dropped."""

from html.parser import HTMLParser

BLOCKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "blockquote", "ul", "ol",
                    "table", "section", "article"})  # fmt: skip
SILENT = frozenset({"script", "style", "head", "title", "template"})
MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "s": "~~", "strike": "~~", "code": "`"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._silent = 0
        self._links: list[str] = []
        self._code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag in SILENT:
            self._silent += 1
        elif tag in BLOCKS:
            self.out.append("\n- " if tag == "li" else "\n")
        elif tag == "pre":
            self._code += 1
            self.out.append("\n```\n")
        elif tag == "a":
            self._links.append(told.get("href") or "")
            self.out.append("[")
        elif tag == "img":
            self.out.append(told.get("alt") or "")
        elif tag in MARKS and not self._code:
            self.out.append(MARKS[tag])

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "pre" and self._code:
            self._code -= 1
            self.out.append("\n```\n")
        elif tag == "a" and self._links:
            target = self._links.pop()
            safe = target.lower().startswith(("http://", "https://", "mailto:"))
            self.out.append(f"]({target})" if safe else "]")
        elif tag in BLOCKS:
            self.out.append("\n")
        elif tag in MARKS and not self._code:
            self.out.append(MARKS[tag])

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.out.append(data if self._code else " ".join(data.split("\n")))


def markdown_of(html: str) -> str:
    """Its words; never fails, whatever the HTML is."""
    try:
        reader = _read(html)
    except AssertionError:  # Python's own, at a declaration that is none: then it is words
        reader = _read(html.replace("<!", "&lt;!"))
    lines = [line.strip() for line in "".join(reader.out).replace("\xa0", " ").split("\n")]
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip()


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader
