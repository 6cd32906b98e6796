"""Contents in a bucket of any store that speaks S3 (signature version 4, path style)."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from xuezheng.kernel.files.stores.contract import Kept, Readable

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

ABSENT = {"404", "NoSuchKey", "NotFound"}


class S3Store:
    """`s3://bucket/prefix?endpoint=https://…&region=…` names the place."""

    def __init__(self, url: str, *, key: str, secret: str) -> None:
        parts = urlsplit(url)
        given = parse_qs(parts.query)
        self.bucket, self.prefix = parts.netloc, parts.path.strip("/")
        self.client = _client(given.get("endpoint", [""])[0], given.get("region", ["us-east-1"])[0], key, secret)

    def put(self, sha256: str, path: Path) -> None:
        if self._holds(sha256):
            return
        with path.open("rb") as file:
            self.client.put_object(Bucket=self.bucket, Key=self._name(sha256), Body=file)

    def open(self, sha256: str) -> Readable:
        from botocore.exceptions import ClientError  # slow to import, and most installations keep files locally

        try:
            return self.client.get_object(Bucket=self.bucket, Key=self._name(sha256))["Body"]
        except ClientError as error:
            if error.response["Error"]["Code"] in ABSENT:
                raise FileNotFoundError(sha256) from error
            raise

    def delete(self, sha256: str) -> None:
        self.client.delete_object(Bucket=self.bucket, Key=self._name(sha256))

    def contents(self) -> Iterator[Kept]:
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=self._name(""))
        for page in pages:
            for item in page.get("Contents", []):
                yield Kept(sha256=item["Key"].rsplit("/", 1)[-1], kept_at=item["LastModified"])

    def _holds(self, sha256: str) -> bool:
        from botocore.exceptions import ClientError  # slow to import, as above

        try:
            self.client.head_object(Bucket=self.bucket, Key=self._name(sha256))
        except ClientError as error:
            if error.response["Error"]["Code"] in ABSENT:
                return False
            raise
        return True

    def _name(self, sha256: str) -> str:
        return f"{self.prefix}/{sha256}" if self.prefix else sha256


def _client(endpoint: str, region: str, key: str, secret: str) -> "S3Client":
    import boto3  # slow to import, and most installations keep files locally
    from botocore.config import Config  # as above

    config = Config(
        signature_version="s3v4",
        s3={"addressing_style": "path"},
        connect_timeout=5,
        read_timeout=30,
        retries={"max_attempts": 3},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    return boto3.client(
        "s3",
        endpoint_url=endpoint or None,
        region_name=region,
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        config=config,
    )
