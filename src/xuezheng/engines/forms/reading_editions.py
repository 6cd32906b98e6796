"""The declared form of an edition: read once for each text, since a published text never changes."""

from functools import lru_cache
from uuid import UUID

from xuezheng.engines.forms.declared import Form
from xuezheng.engines.forms.declaring import declare_form
from xuezheng.engines.forms.models import Correction, FormEdition
from xuezheng.engines.forms.policies import form_editions_visible_to
from xuezheng.engines.forms.refusals import NoSuchForm
from xuezheng.kernel.catalogues.entries import Words
from xuezheng.kernel.refusals import first_or_refused
from xuezheng.kernel.scope.acting import ActingPost


def edition_to_see(post: ActingPost, edition_id: UUID) -> FormEdition:
    return first_or_refused(form_editions_visible_to(post).select_related("unit").filter(id=edition_id), NoSuchForm)


def form_of(edition: FormEdition) -> Form:
    return _declared(edition.text, f"{edition.code}.yaml")


def field_words(row: Correction) -> Words:
    """The field that a correction is about, in both languages, whatever language it was asked in."""
    declared = form_of(row.report.collection.edition).by_code.get(row.field)
    return declared.title if declared else Words(zh=row.field_title, en=row.field_title)


@lru_cache(maxsize=64)
def _declared(text: str, name: str) -> Form:
    return declare_form(text, name=name)
