"""What every test of the inbox may ask for."""

from tests.engines.inbox.scene import known_topics

__all__ = ["known_topics"]
