"""What people read instead of codes: each package registers the titles of its acts and of the kinds of things they are about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

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


_acts: dict[str, Text] = {}
_kinds: dict[str, Kind] = {}


def register(act: str, title: Text) -> None:
    """`journal.titles.register("units.rename_unit", _("Renamed a unit"))`, in the package's AppConfig.ready."""
    _acts[act] = title


def register_acts(acts: Mapping[str, Text]) -> None:
    _acts.update(acts)


def register_kind(kind: str, title: Text, *, address: Callable[[str], str] | None = None) -> None:
    _kinds[kind] = Kind(title=title, address=address)


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
        return field
    return str(capfirst(str(getattr(found, "verbose_name", field))))
