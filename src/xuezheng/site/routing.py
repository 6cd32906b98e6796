"""Everything goes through the application role; the owner's address is for migrations and operators alone."""

from typing import Any


class OnlyDefault:
    def db_for_read(self, _model: type, **_hints: Any) -> str:
        return "default"

    def db_for_write(self, _model: type, **_hints: Any) -> str:
        return "default"
