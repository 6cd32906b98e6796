"""Every model declares the personal data it holds; the personal-data register is generated from these declarations."""

from dataclasses import dataclass
from enum import StrEnum


class Category(StrEnum):
    """Classes of personal data after PIPL (个人信息保护法, 2021-11-01), Art. 28 for the sensitive ones."""

    IDENTITY = "identity"
    CONTACT = "contact"
    WORK = "work"
    CREDENTIAL = "credential"
    CONDUCT = "conduct"
    SENSITIVE = "sensitive"


@dataclass(frozen=True, kw_only=True)
class PersonalField:
    """One field: what class of data, how long it is kept, on what ground it is held (English msgids, translated at display)."""

    category: Category
    retention: str
    basis: str


NONE: dict[str, PersonalField] = {}
"""For models without personal data: `personal_data = NONE`."""
