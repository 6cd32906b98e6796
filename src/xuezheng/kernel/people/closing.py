"""What stands in the way of closing a unit: people whose home it is, and posts held there."""

from datetime import datetime

from django.utils.translation import ngettext

from xuezheng.kernel.people.models import Person, Post
from xuezheng.kernel.people.queries import lasting


def people_in_the_way(unit_id: int, at: datetime) -> list[str]:
    """Sentences for the unit's guard; empty where nobody is left."""
    persons = Person.objects.filter(home_unit_id=unit_id, left_on=None).count()
    posts = Post.objects.filter(lasting(at), unit_id=unit_id).count()
    found = []
    if persons:
        found.append(
            ngettext(
                "%(count)d person is at home there: transfer them or record their leaving.",
                "%(count)d people are at home there: transfer them or record their leaving.",
                persons,
            )
            % {"count": persons}
        )
    if posts:
        found.append(
            ngettext("%(count)d post is held there: end it.", "%(count)d posts are held there: end them.", posts)
            % {"count": posts}
        )
    return found
