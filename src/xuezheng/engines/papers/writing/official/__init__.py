"""Official documents after GB/T 9704-2012: one model of blocks, written as Word, as PDF and for the web."""

from xuezheng.engines.papers.writing.official.paper import (
    Attachment,
    Closing,
    Heading,
    Paper,
    PaperTable,
    Paragraph,
    Picture,
    Ranked,
    Ranking,
    Slot,
)
from xuezheng.engines.papers.writing.official.pdf.document import WrittenPdf, pdf_document
from xuezheng.engines.papers.writing.official.typefaces.choosing import FontsAreMissing, Substitution
from xuezheng.engines.papers.writing.official.web import paper_html
from xuezheng.engines.papers.writing.official.word.document import word_document

__all__ = [
    "Attachment",
    "Closing",
    "FontsAreMissing",
    "Heading",
    "Paper",
    "PaperTable",
    "Paragraph",
    "Picture",
    "Ranked",
    "Ranking",
    "Slot",
    "Substitution",
    "WrittenPdf",
    "paper_html",
    "pdf_document",
    "word_document",
]
