"""Why a file is not read: each refusal is a sentence that names the file, what is wrong, and what would be right."""

from django.utils.translation import gettext as _

from xuezheng.engines.papers.sources.limits import limits
from xuezheng.kernel.refusals import Refusal


class SourceRefused(Refusal):
    """Any reason why a file was not read."""

    code = "source-refused"


class FileIsEmpty(SourceRefused):
    pass


class FileIsTooLarge(SourceRefused):
    status = 413


class FileIsEncrypted(SourceRefused):
    pass


class FileIsBroken(SourceRefused):
    pass


class FileUnpacksTooLarge(SourceRefused):
    """An archive that would fill memory when unpacked, by accident or by intent."""

    status = 413


class FileHasEntities(SourceRefused):
    """XML that declares entities can grow without end or fetch other files; no office program writes it."""


class FileHasTooManyPages(SourceRefused):
    status = 413


class FileIsNoDocument(SourceRefused):
    """Nothing that holds a document's text: a program, an archive, a table, unknown bytes."""

    status = 415


class TextIsUnreadable(SourceRefused):
    """The bytes are no text in any encoding known, or one that makes no sense."""


class NothingToRead(SourceRefused):
    """A sound file in which no text stands."""


class ProgramIsMissing(SourceRefused):
    """This installation lacks the optional part that would read the file: here its type is not read."""

    status = 415


class ConversionFailed(SourceRefused):
    pass


def accepted() -> str:
    """What to send, for sentences about what cannot be read."""
    return _("a .docx, .pdf, .ofd, .html or .txt file")


def refuse_size(size: int, *, filename: str) -> None:
    """For callers that know a file's size before they load it."""
    if size > limits().file_bytes:
        raise FileIsTooLarge(
            _("“%(name)s” is %(size)d MB large; a document of at most %(limit)d MB is read. Leave out large pictures.")
            % {"name": filename, "size": -(-size // (1024 * 1024)), "limit": limits().file_mb},
            field="file",
        )


def too_large_unpacked(filename: str) -> FileUnpacksTooLarge:
    return FileUnpacksTooLarge(
        _("“%(name)s” would grow beyond measure when unpacked and is not opened. Save the document anew and send that.")
        % {"name": filename},
        field="file",
    )


def broken(filename: str, *, kind: str) -> FileIsBroken:
    return FileIsBroken(
        _("“%(name)s” is a damaged %(kind)s file: open it in the program it came from, save it anew and send that.")
        % {"name": filename, "kind": kind},
        field="file",
    )


def encrypted(filename: str) -> FileIsEncrypted:
    return FileIsEncrypted(
        _("“%(name)s” is encrypted or needs a password: remove the protection and send it again.") % {"name": filename},
        field="file",
    )


def too_many_pages(filename: str, *, pages: int, most: int) -> FileHasTooManyPages:
    return FileHasTooManyPages(
        _("“%(name)s” has %(pages)d pages; at most %(limit)d are read. Send the part that holds the document.")
        % {"name": filename, "pages": pages, "limit": most},
        field="file",
    )


def nothing_to_read(filename: str) -> NothingToRead:
    return NothingToRead(
        _("“%(name)s” holds no text. Send the document itself, or a scan of it as a PDF.") % {"name": filename},
        field="file",
    )
