"""Every text of every app stands in its catalogue with a settled Chinese translation, and nothing else does."""

import pytest

from xuezheng.site import messages

APPS = {app.folder.name: app for app in messages.apps()}


@pytest.mark.unit
@pytest.mark.parametrize("name", sorted(APPS))
def test_every_text_has_its_chinese(name: str) -> None:
    assert messages.untranslated(APPS[name]) == []


@pytest.mark.unit
def test_catalogues_are_written_as_the_tool_writes_them() -> None:
    kept = [app for app in APPS.values() if app.catalogue.exists()]
    assert [app.folder.name for app in kept if _as_written(app) != app.catalogue.read_text(encoding="utf-8")] == []


def _as_written(app: messages.App) -> str:
    return messages.written(messages.read_catalogue(app.catalogue))


@pytest.mark.unit
def test_one_text_has_one_chinese() -> None:
    """Django reads all catalogues as one: a text that means two things carries a context (`pgettext`)."""
    said: dict[tuple[str, object], set[str]] = {}
    for app in APPS.values():
        for message in messages.read_catalogue(app.catalogue):
            if message.id:
                key = (message.context or "", message.id if isinstance(message.id, str) else message.id[0])
                text = message.string if isinstance(message.string, str) else "".join(message.string or ())
                said.setdefault(key, set()).add(text)
    assert {key[1]: sorted(texts) for key, texts in said.items() if len(texts) > 1} == {}
