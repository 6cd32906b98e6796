"""A page on paper, read back."""

import re
from contextlib import closing

import pypdfium2 as pdfium
from playwright.sync_api import Page


def sheets(page: Page) -> list[str]:
    """The words of each sheet, without blanks."""
    with closing(pdfium.PdfDocument(page.pdf(format="A4"))) as document:
        return [re.sub(r"\s", "", sheet.get_textpage().get_text_range()) for sheet in document]
