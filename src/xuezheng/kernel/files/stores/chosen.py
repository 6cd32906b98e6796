"""Which store this installation uses, from its settings."""

from functools import cache
from pathlib import Path

from django.conf import settings

from xuezheng.kernel.files.stores.contract import Store
from xuezheng.kernel.files.stores.local import LocalStore
from xuezheng.kernel.files.stores.s3 import S3Store


def store() -> Store:
    return _store(settings.FILES_URL, settings.FILES_KEY, settings.FILES_SECRET, Path(settings.HOME) / "files")


@cache
def _store(url: str, key: str, secret: str, folder: Path) -> Store:
    if not url:
        return LocalStore(folder)
    if not url.startswith("s3://"):
        raise ValueError(f"XUEZHENG_FILES_URL is {url!r}; it is empty or begins with s3://")
    return S3Store(url, key=key, secret=secret)
