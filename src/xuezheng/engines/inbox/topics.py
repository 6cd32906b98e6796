"""Topics: what packages call the subjects of their to-dos and messages, for filters and subscriptions."""

from django.utils.functional import Promise

_topics: dict[str, str | Promise] = {}


def register_topic(topic: str, title: str | Promise) -> None:
    """In the package's AppConfig.ready: `register_topic("plans.report", _("Monthly progress"))`."""
    _topics[topic] = title


def is_topic(topic: str) -> bool:
    return topic in _topics


def title_of_topic(topic: str) -> str:
    return str(_topics.get(topic, topic))


def known_topics() -> list[tuple[str, str]]:
    """In the order of the present language."""
    return sorted(((topic, str(title)) for topic, title in _topics.items()), key=lambda pair: pair[1])
