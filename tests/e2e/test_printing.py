"""Pages as they come out of the printer: nothing is cut by the edge of a sheet."""

import pytest

from tests.e2e.conftest import SignedIn
from tests.e2e.paper import sheets

TWO_COLUMNS = """(main, rows) => {
  const many = (count, made) => Array.from({length: count}, (_, place) => made(place)).join('');
  main.innerHTML = `<div class="grid columns"><div class="column">
    <section class="card"><table><tbody>${many(rows, (place) => `<tr><td>row ${place}</td></tr>`)}</tbody></table></section>
    <section class="card"><ul class="todo">
      ${many(8, () => '<li><span class="tag">Due</span><a>Title</a><span>Asker</span></li>')}</ul></section></div>
    <div class="column"><section class="card"><h2>Beside</h2></section></div></div>`;
}"""


@pytest.mark.usefixtures("house")
def test_what_has_to_be_done_is_cut_by_no_edge(signed_in: SignedIn) -> None:
    page = signed_in()
    page.goto("/")
    for rows in range(30, 60, 5):
        page.locator("main").evaluate(TWO_COLUMNS, rows)

        each = [[sheet.count(word) for word in ("Due", "Title", "Asker")] for sheet in sheets(page)]

        assert [counts for counts in each if len(set(counts)) > 1] == []
        assert sum(counts[0] for counts in each) == 8


@pytest.mark.usefixtures("house")
def test_the_parts_of_a_page_follow_each_other_on_paper(signed_in: SignedIn) -> None:
    """A grid's row that is longer than a sheet is laid over what follows it."""
    page = signed_in()
    page.goto("/")
    page.locator("main").evaluate(TWO_COLUMNS, 1)
    page.emulate_media(media="print")

    shown = page.evaluate(
        "['main', '.grid', '.column'].map((one) => getComputedStyle(document.querySelector(one)).display)"
    )

    assert shown == ["block", "block", "block"]
