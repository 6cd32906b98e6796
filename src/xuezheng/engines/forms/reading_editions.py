"""The declared form of an edition: read once for each text, since a published text never changes."""

from functools import lru_cache

from xuezheng.engines.forms.declared import Form
from xuezheng.engines.forms.declaring import declare_form
from xuezheng.engines.forms.models import FormEdition


def form_of(edition: FormEdition) -> Form:
    return _declared(edition.text, f"{edition.code}.yaml")


@lru_cache(maxsize=64)
def _declared(text: str, name: str) -> Form:
    return declare_form(text, name=name)
