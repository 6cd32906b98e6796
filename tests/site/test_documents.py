"""Generated parts of the documentation are those that the code would generate now."""

import pytest

from xuezheng.site.documents import DOCS, GENERATED, with_part


@pytest.mark.unit
@pytest.mark.parametrize("name", [name for name, (file, _generate) in GENERATED.items() if (DOCS / file).exists()])
def test_generated_part_is_current(name: str) -> None:
    file, generate = GENERATED[name]
    text = (DOCS / file).read_text(encoding="utf-8")
    assert with_part(text, name, generate()) == text


@pytest.mark.unit
def test_a_part_is_replaced_between_its_markers() -> None:
    text = "a\n<!-- generated: x -->\nold\n<!-- end: x -->\nb\n"
    assert with_part(text, "x", "new") == "a\n<!-- generated: x -->\nnew\n<!-- end: x -->\nb\n"
