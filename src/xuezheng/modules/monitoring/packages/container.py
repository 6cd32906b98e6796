"""The file of a package: a zip with a manifest and parts as YAML text. The same parts give the same bytes."""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Refusal

FORMAT = 1
MANIFEST = "manifest.json"
PART = re.compile(r"(indicators|forms|bulletins|tables)/[a-z][a-z0-9_]{0,62}\.yaml")
MOST_BYTES, MOST_PARTS, MOST_PART, MOST_UNPACKED = 2 * 1024 * 1024, 2_000, 512 * 1024, 20 * 1024 * 1024
WRITTEN = (1980, 1, 1, 0, 0, 0)
"""The oldest moment a zip knows: when a package was written is the journal's to tell, and would change its bytes."""


class PackageIsRefused(Refusal):
    code = "package-is-refused"

    def __init__(self, reason: str) -> None:
        super().__init__(_("This package cannot be taken: %(reason)s") % {"reason": reason}, field="file")


@dataclass(frozen=True, kw_only=True)
class Package:
    """`parts` are texts by their names, such as indicators/broadband_share.yaml."""

    year: int
    source: str
    parts: Mapping[str, str]


def fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def pack(package: Package) -> bytes:
    parts = dict(sorted(package.parts.items()))
    manifest = {
        "format": FORMAT,
        "year": package.year,
        "source": package.source,
        "parts": {name: fingerprint(text) for name, text in parts.items()},
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        for name, text in ({MANIFEST: json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"} | parts).items():
            told = zipfile.ZipInfo(name, date_time=WRITTEN)
            told.compress_type, told.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            file.writestr(told, text.encode(), compresslevel=9)
    return held.getvalue()


def unpack(data: bytes) -> Package:
    """Nothing is believed: neither the sizes that the zip states nor the manifest's fingerprints."""
    if len(data) > MOST_BYTES:
        raise PackageIsRefused(_("it is larger than %(most)d MB.") % {"most": MOST_BYTES // 1024 // 1024})
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            texts = _texts(file)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise PackageIsRefused(_("it is no zip file, or it is damaged.")) from error
    return _package(texts)


def _texts(file: zipfile.ZipFile) -> dict[str, str]:
    names = file.namelist()
    if len(names) > MOST_PARTS or len(set(names)) != len(names):
        raise PackageIsRefused(_("it holds too many parts, or one twice."))
    texts, unpacked = {}, 0
    for name in names:
        if name != MANIFEST and not PART.fullmatch(name):
            raise PackageIsRefused(_("“%(name)s” has no place in a package.") % {"name": name[:60]})
        with file.open(name) as part:
            content = part.read(MOST_PART + 1)
        unpacked += len(content)
        if len(content) > MOST_PART or unpacked > MOST_UNPACKED:
            raise PackageIsRefused(_("unpacked it is larger than a package may be."))
        texts[name] = content.decode()
    return texts


def _package(texts: dict[str, str]) -> Package:
    try:
        stated = json.loads(texts.pop(MANIFEST))
        number, year, source, parts = (stated[key] for key in ("format", "year", "source", "parts"))
    except (KeyError, ValueError, TypeError, RecursionError) as error:
        raise PackageIsRefused(_("its manifest is missing, or is not readable.")) from error
    if type(number) is int and number > FORMAT:
        raise PackageIsRefused(
            _("it is of the newer format %(format)d. Bring the platform up to date first.") % {"format": number}
        )
    if number != FORMAT or type(year) is not int or not isinstance(source, str) or not isinstance(parts, dict):
        raise PackageIsRefused(_("its manifest is missing, or is not readable."))
    if wrong := sorted(name for name in {*texts, *parts} if parts.get(name) != fingerprint(texts.get(name, ""))):
        raise PackageIsRefused(_("“%(name)s” is not as the manifest says.") % {"name": wrong[0][:60]})
    return Package(year=year, source=source[:120], parts=texts)
