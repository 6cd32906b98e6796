"""What people read instead of codes: each package registers the titles of its acts and of the kinds of things they are about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.urls import NoReverseMatch
from django.utils.functional import Promise
from django.utils.text import capfirst

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Kind:
    """`address` leads from an object's id to its page, where it has one."""

    title: Text
    address: Callable[[str], str] | None = None


Values = Callable[[str], Text]
"""From a code that was recorded to its title; a code it does not know it gives back."""

_acts: dict[str, Text] = {}
_kinds: dict[str, Kind] = {}
_fields: dict[tuple[str, str], Text] = {}
_values: dict[str, Values] = {}
_systems: dict[str, Text] = {}


def register(act: str, title: Text) -> None:
    """`journal.titles.register("units.rename_unit", _("Renamed a unit"))`, in the package's AppConfig.ready."""
    _acts[act] = title


def register_acts(acts: Mapping[str, Text]) -> None:
    _acts.update(acts)


def register_kind(kind: str, title: Text, *, address: Callable[[str], str] | None = None) -> None:
    _kinds[kind] = Kind(title=title, address=address)


def register_fields(package: str, titles: Mapping[str, Text]) -> None:
    """Titles of what a package records beside the fields of its models."""
    _fields.update({(package, field): title for field, title in titles.items()})


def register_values(field: str, values: Values) -> None:
    """How the codes recorded under a field's name are read: `register_values("role", title_of_role)`."""
    _values[field] = values


def register_system(name: str, title: Text) -> None:
    """What the platform is called where it acted itself, under the name of a system's post."""
    _systems[name] = title


def title_of_act(act: str) -> str:
    """Where nobody registered one, the code made readable: 'units.rename_unit' gives 'Rename unit'."""
    return str(_acts[act]) if act in _acts else capfirst(act.rpartition(".")[2].replace("_", " "))


def title_of_kind(kind: str) -> str:
    return str(_kinds[kind].title) if kind in _kinds else kind


def address_of(kind: str, object_id: str) -> str:
    """'' where the kind has no page, or the entry is older than the present form of its objects' ids."""
    found = _kinds.get(kind)
    try:
        return found.address(object_id) if found and found.address else ""
    except NoReverseMatch:
        return ""


def known_acts() -> list[tuple[str, str]]:
    """For the filter, in the order of the present language."""
    return sorted(((act, str(title)) for act, title in _acts.items()), key=lambda pair: pair[1])


def known_kinds() -> list[tuple[str, str]]:
    return sorted(((kind, str(found.title)) for kind, found in _kinds.items()), key=lambda pair: pair[1])


def title_of_field(kind: str, field: str, *, package: str = "") -> str:
    """A model's own word for its field, where the kind names a model ('unit' of 'units'); else the key as written."""
    try:
        model = apps.get_model(kind) if "." in kind else apps.get_model(package, kind)
        found = model._meta.get_field(field)  # noqa: SLF001 - Django's documented model API
    except (LookupError, ValueError, FieldDoesNotExist):
        return str(_fields.get((package, field), field))
    return str(capfirst(str(getattr(found, "verbose_name", field))))


def title_of_value(field: str, value: object) -> object:
    """As people read it: a code by its title, several in a row, a moment as such; the rest as it was recorded."""
    if isinstance(value, str):
        return str(_values[field](value)) if field in _values else _moment(value)
    if isinstance(value, list):
        return ", ".join(str(title_of_value(field, part)) for part in value)
    if isinstance(value, dict):
        return ", ".join(f"{title_of_value(field, key)}: {part}" for key, part in value.items())
    return value


def _moment(text: str) -> object:
    """Dates stay text; a moment was written with its offset and is to be shown in local time."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return text
    return found if found.tzinfo else text


def title_of_actor(name: str, *, person_id: object) -> str:
    """A person's name, or what the platform is called where no person acted."""
    return name if person_id else str(_systems.get(name, name))


def title_of_post(title: str) -> str:
    """The unit, and the role that was recorded by its code."""
    unit, dot, role = title.rpartition(" · ")
    return f"{unit}{dot}{title_of_value('role', role)}"
