"""Both stores keep the same promises; the S3 one is spoken to over a real connection, signed."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from tests.factories import AT
from tests.kernel.files.bucket import KEY, PAGE, SECRET, bucket
from xuezheng.kernel.files.stores.contract import Store
from xuezheng.kernel.files.stores.local import LocalStore
from xuezheng.kernel.files.stores.s3 import S3Store

pytestmark = [pytest.mark.integration, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
CONTENT = "证据".encode() * 1000
HASH = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(params=["local", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "local":
        yield LocalStore(tmp_path / "files")
        return
    with bucket() as (url, _held):
        yield S3Store(url, key=KEY, secret=SECRET)


def read(store: Store) -> bytes:
    content = store.open(HASH)
    try:
        return content.read()
    finally:
        content.close()


def test_what_is_put_is_read_and_deleted(store: Store, tmp_path: Path) -> None:
    for _again in range(2):
        path = tmp_path / "incoming"
        path.write_bytes(CONTENT)
        store.put(HASH, path)
        assert read(store) == CONTENT
    assert [kept.sha256 for kept in store.contents()] == [HASH]
    store.delete(HASH)
    store.delete(HASH)
    assert list(store.contents()) == []
    with pytest.raises(FileNotFoundError):
        store.open(HASH)


def test_a_local_content_lies_in_folders_by_its_hash(tmp_path: Path) -> None:
    path = tmp_path / "incoming"
    path.write_bytes(CONTENT)
    LocalStore(tmp_path / "files").put(HASH, path)
    assert (tmp_path / "files" / HASH[:2] / HASH[2:4] / HASH).read_bytes() == CONTENT
    assert not path.exists()
    with pytest.raises(ValueError, match="no hash"):
        LocalStore(tmp_path / "files").open("../../etc/passwd")


def test_the_bucket_is_asked_by_signed_requests_under_the_prefix(tmp_path: Path) -> None:
    path = tmp_path / "incoming"
    path.write_bytes(CONTENT)
    with bucket() as (url, held):
        store = S3Store(url, key=KEY, secret=SECRET)
        store.put(HASH, path)
        store.put(HASH, path)
        assert (held.objects, held.asked) == ({f"files/house/{HASH}": CONTENT}, ["HEAD", "PUT", "HEAD"])
        assert [kept.kept_at for kept in store.contents()] == [AT]
        for key, secret in (("other-key", SECRET), (KEY, "other-secret")):
            with pytest.raises(ClientError, match="403"):
                S3Store(url, key=key, secret=secret).put(HASH, path)
        assert held.objects == {f"files/house/{HASH}": CONTENT}


def test_a_bucket_is_listed_to_its_end_and_under_the_own_prefix_only(tmp_path: Path) -> None:
    with bucket() as (url, held):
        store = S3Store(url, key=KEY, secret=SECRET)
        hashes = []
        for number in range(2 * PAGE + 1):
            path = tmp_path / "incoming"
            path.write_bytes(bytes([number]))
            hashes.append(hashlib.sha256(bytes([number])).hexdigest())
            store.put(hashes[-1], path)
        held.objects["files/elsewhere/" + "0" * 64] = b"another's"
        assert [kept.sha256 for kept in store.contents()] == sorted(hashes)
        assert held.asked.count("GET") == PAGE + 1
