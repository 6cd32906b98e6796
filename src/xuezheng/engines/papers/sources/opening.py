"""The way from a file's bytes to its text: recognised by content, read by its kind's reader, checked for sense."""

from collections.abc import Callable
from hashlib import sha256

from django.utils.translation import gettext as _

from xuezheng.engines.papers.sources.limits import limits
from xuezheng.engines.papers.sources.ofd import read_ofd
from xuezheng.engines.papers.sources.older_word import read_older_word
from xuezheng.engines.papers.sources.pdf import read_pdf
from xuezheng.engines.papers.sources.plain import read_plain
from xuezheng.engines.papers.sources.recognising import Form, recognise
from xuezheng.engines.papers.sources.refusing import FileIsTooLarge, broken, nothing_to_read, refuse_size
from xuezheng.engines.papers.sources.scans import read_image
from xuezheng.engines.papers.sources.texts import PAGE_BREAK, Read, SourceText, tidy
from xuezheng.engines.papers.sources.web_page import read_page
from xuezheng.engines.papers.sources.word import read_word

READERS: dict[Form, Callable[..., Read]] = {
    Form.DOCX: read_word,
    Form.DOC: read_older_word,
    Form.PDF: read_pdf,
    Form.OFD: read_ofd,
    Form.HTML: read_page,
    Form.TXT: read_plain,
    Form.IMAGE: read_image,
}


def read_source(content: bytes, *, filename: str) -> SourceText:
    """The text of a document; a SourceRefused where there is none to be had. The same bytes give the same text."""
    refuse_size(len(content), filename=filename)
    form = recognise(content, filename=filename)
    try:
        read = READERS[form](content, filename=filename)
    except RecursionError as error:  # nested deeper than any program writes
        raise broken(filename, kind=form.value) from error
    lines = tidy(read.lines)
    if not any(line.strip() for line in lines if line != PAGE_BREAK):
        raise nothing_to_read(filename)
    text = "\n".join(lines)
    _refuse_length(text, filename=filename)
    return SourceText(
        text=text, kind=read.kind, sha256=sha256(content).hexdigest(), pages=read.pages, remarks=read.remarks
    )


def _refuse_length(text: str, *, filename: str) -> None:
    if len(text) > limits().characters:
        raise FileIsTooLarge(
            _(
                "“%(name)s” holds %(characters)d characters; at most %(limit)d are read. Send the part that is the document."
            )
            % {"name": filename, "characters": len(text), "limit": limits().characters},
            field="file",
        )
