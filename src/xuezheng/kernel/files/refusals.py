"""What the files' package says when it refuses."""

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.files.types import FileType, extensions
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal

FIELD = "file"


class FileIsEmpty(Refusal):
    code = "file-is-empty"

    def __init__(self, name: str) -> None:
        super().__init__(_("“%(name)s” is empty. Choose the file once more.") % {"name": name}, field=FIELD)


class TypeNotKept(Refusal):
    code = "type-not-kept"

    def __init__(self, name: str) -> None:
        super().__init__(
            _("Files like “%(name)s” are not kept here. Possible are: %(extensions)s.")
            % {"name": name, "extensions": _(", ").join(extensions())},
            field=FIELD,
        )


class NameAndContentDiffer(Refusal):
    code = "name-and-content-differ"

    def __init__(self, name: str, named: FileType, held: FileType | None) -> None:
        sentence = (
            _("“%(name)s” is named as %(named)s but holds %(held)s. Give it the ending of what it is.")
            if held
            else _(
                "“%(name)s” is named as %(named)s but does not hold one. Open it with its program and save it again."
            )
        )
        super().__init__(sentence % {"name": name, "named": named.name, "held": held.name if held else ""}, field=FIELD)


class MacrosNotKept(Refusal):
    code = "macros-not-kept"

    def __init__(self, name: str) -> None:
        super().__init__(
            _("“%(name)s” holds macros. Save it without them and send it again.") % {"name": name}, field=FIELD
        )


class FileTooLarge(Refusal):
    status = 413
    code = "file-too-large"

    def __init__(self, name: str, largest: int) -> None:
        super().__init__(
            _("“%(name)s” is larger than %(largest)s, the most for its type.")
            % {"name": name, "largest": filesizeformat(largest)},
            field=FIELD,
        )


class QuotaIsReached(Conflict):
    code = "quota-is-reached"

    def __init__(self, *, free: int, size: int) -> None:
        super().__init__(
            _("The unit has %(free)s left for files, this one needs %(size)s. Remove what is no longer needed.")
            % {"free": filesizeformat(free), "size": filesizeformat(size)},
            field=FIELD,
        )


class AttachmentIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such file within what your post may see."))


class ObjectIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is nothing here that a file could be attached to within what your post may see."))


class MayNotAttach(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("Your present post may not add or remove files here. Ask your administrator."))


class ChangedWhereItBelongs(Conflict):
    def __init__(self, name: str) -> None:
        super().__init__(_("Files of “%(name)s” are added and removed on its own page only.") % {"name": name})


class ContentIsMissing(Refusal):
    status = 503
    code = "content-is-missing"

    def __init__(self) -> None:
        super().__init__(_("The store does not give this file's content at the moment. Tell the operator."))
