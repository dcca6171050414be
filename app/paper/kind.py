"""A document as the bytes of a file of a kind: Markdown, HTML or PDF."""

from app.domain.document import Document


def written(document: Document, kind: str) -> bytes:
    """`kind` is md, html or pdf."""
    if kind == "pdf":
        from app.paper.pdf import pdf_of

        return pdf_of(document)
    if kind == "html":
        from app.paper.html import html_of

        return html_of(document).encode()
    from app.paper.markdown import markdown_of

    return markdown_of(document).encode()
