"""Values as they may leave the house: of records of people, small counts and those that would tell them are withheld."""

from collections.abc import Sequence

from xuezheng.engines.indicators import facade as indicators
from xuezheng.engines.indicators.facade import PublishedValue
from xuezheng.engines.lake import facade as lake
from xuezheng.kernel.scope.acting import ActingPost


def publishable_values(post: ActingPost, *, code: str, period: str) -> Sequence[PublishedValue]:
    """Of every unit and division that the post sees. What is printed or opened to the public is of these."""
    of_people = {table.code for table in lake.tables().values() if table.is_of_people}
    return indicators.published_values(post, code=code, period=period, of_people=of_people, least=lake.least_count())
