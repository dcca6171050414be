"""A report's headings, by the voice of the team: of parts, columns and facts, and what stands alone
in a cell or a line."""

from dataclasses import replace

from app.domain.document import Block, Document, Facts, Heading, Picture, Table, Words
from app.notify.voice import Voice


def voiced(document: Document, voice: Voice) -> Document:
    """What nobody translated stays as it is."""
    return replace(document, blocks=tuple(_block(each, voice) for each in document.blocks))


def _block(block: Block, voice: Voice) -> Block:
    say = voice.say
    if isinstance(block, Heading):
        return replace(block, text=say(block.text))
    if isinstance(block, Words):
        return Words(say(block.markdown))
    if isinstance(block, Facts):
        return Facts(tuple((say(name), value) for name, value in block.pairs))
    if isinstance(block, Picture):
        return replace(block, alt=say(block.alt), caption=say(block.caption))
    if isinstance(block, Table):
        return replace(block, head=tuple(map(say, block.head)))
    return block
