"""People in the search palette."""

from collections.abc import Sequence

from django.urls import reverse

from xuezheng.kernel.pages.search import Hit
from xuezheng.kernel.people.queries import people_matching
from xuezheng.kernel.scope.acting import ActingPost


def find_people(post: ActingPost, text: str, limit: int) -> Sequence[Hit]:
    found = people_matching(post, text=text).select_related("home_unit").order_by("name", "id")[:limit]
    return [
        Hit(
            title=person.name,
            note=f"{person.home_unit.name} · {person.number}",
            url=reverse("person", args=[person.id]),
        )
        for person in found
    ]
