"""How a PDF looks: ink on white, the accent for links, sizes in points."""

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import HRFlowable, TableStyle

from app.charts.palette import PAPER
from app.paper.letters import BOLD, ITALIC, MONO, TEXT

INK, MUTED = HexColor(PAPER.text), HexColor(PAPER.muted)
LINE, ACCENT, SOFT = HexColor(PAPER.line), PAPER.accent, HexColor("#F4F6F8")

BODY = ParagraphStyle(
    "body", fontName=TEXT, fontSize=9.5, leading=14, textColor=INK, spaceAfter=6,
    splitLongWords=True, wordWrap="LTR",
)  # fmt: skip


def like(name: str, base: ParagraphStyle = BODY, **changed: object) -> ParagraphStyle:
    return ParagraphStyle(name, parent=base, **changed)


TITLE = like("title", fontName=BOLD, fontSize=20, leading=25, spaceAfter=3)
UNDER = like("under", textColor=MUTED, spaceAfter=14)
HEADINGS = (
    like("h1", fontName=BOLD, fontSize=13.5, leading=18, spaceBefore=14, spaceAfter=6),
    like("h2", fontName=BOLD, fontSize=11, leading=15, spaceBefore=10, spaceAfter=4),
    like("h3", fontName=BOLD, fontSize=9.5, leading=14, spaceBefore=6, spaceAfter=2,
          textColor=MUTED),
)  # fmt: skip
ITEM = like("item", leftIndent=14, bulletIndent=2, spaceAfter=3)
QUOTE = like("quote", leftIndent=10, textColor=MUTED, fontName=ITALIC)
CODE = like(
    "code", fontName=MONO, fontSize=8, leading=11, backColor=SOFT, borderPadding=6,
    leftIndent=6, rightIndent=6, spaceBefore=6, spaceAfter=12,
)  # fmt: skip
CAPTION = like("caption", textColor=MUTED, fontSize=8.5, leading=12, spaceAfter=10)
CELL = like("cell", fontSize=9, leading=12.5, spaceAfter=0)
MUTED_CELL = like("muted cell", CELL, textColor=MUTED)
END = like("end", CELL, alignment=TA_RIGHT)
HEAD = like("head", CELL, fontName=BOLD, textColor=MUTED, fontSize=8.5)
END_HEAD = like("end head", HEAD, alignment=TA_RIGHT)

GAP = 8  # points between the columns of a table
_PLAIN = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), GAP),
    ("TOPPADDING", (0, 0), (-1, -1), 3),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
]
FACTS = TableStyle(_PLAIN)
TABLE = TableStyle([*_PLAIN, ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE)])


def line(width: float) -> HRFlowable:
    """A rule across."""
    return HRFlowable(width=width, thickness=0.5, color=LINE, spaceBefore=6, spaceAfter=8)
