"""Paths of the module's pages that to-dos lead to, written out since thousands are opened at once."""

from uuid import UUID


def name_cio_path(code: str) -> str:
    return f"/organisation/cios/new/?unit={code}"


def found_body_path(code: str, kind: str) -> str:
    return f"/organisation/bodies/new/?unit={code}&kind={kind}"


def cio_path(cio_id: UUID | str) -> str:
    return f"/organisation/cios/{cio_id}/"


def part_path(part_id: UUID | str) -> str:
    return f"/organisation/surveys/parts/{part_id}/"
