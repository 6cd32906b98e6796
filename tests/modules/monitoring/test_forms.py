"""The forms that monitoring ships ask nothing that a record holds, and take only from records there are."""

from xuezheng.engines.forms.shipped import shipped_forms
from xuezheng.engines.forms.sources import offer_of, overlaps


def test_shipped_forms_ask_nothing_that_is_known() -> None:
    forms = shipped_forms()
    assert sorted(forms) == ["connections_quarter", "course_inspection"]
    assert [one for form in forms.values() for one in overlaps(form)] == []
    taken = [one.source for form in forms.values() for one in form.fields() if one.source is not None]
    assert [str(source) for source in taken if offer_of(source.scheme, source.name) is None] == []
