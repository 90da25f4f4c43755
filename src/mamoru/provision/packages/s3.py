"""A bucket of S3, or of a store that speaks the same, reached with boto3."""

from collections.abc import Collection, Sequence
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from mamoru.provision.packages.errors import RecipientSilentError
from mamoru.provision.packages.folder import Watch
from mamoru.provision.packages.places import ToS3
from mamoru.provision.packages.ready import File

SECONDS = 30
HASH = "sha256"
_ABSENT = ("404", "NoSuchKey")


class S3Folder:
    """What lies under the name of one hand-over in the recipient's bucket."""

    def __init__(self, to: ToS3, hand: str) -> None:
        self._bucket = to.bucket
        self._hand = hand
        self._prefix = f"{to.prefix.rstrip('/')}/{hand}/" if to.prefix else f"{hand}/"
        self._client = boto3.client(
            "s3", endpoint_url=to.endpoint, region_name=to.region,
            config=Config(
                connect_timeout=SECONDS, read_timeout=SECONDS, retries={"max_attempts": 2},
            ),
        )  # fmt: skip

    def content(self, name: str) -> bytes | None:
        """Return what an object there holds; `None` where there is none."""
        try:
            found = self._client.get_object(Bucket=self._bucket, Key=self._prefix + name)
            return bytes(found["Body"].read())
        except ClientError as error:
            if error.response["Error"]["Code"] in _ABSENT:
                return None
            raise _silent(error) from None
        except BotoCoreError as error:
            raise _silent(error) from None

    def names(self) -> Collection[str]:
        """Return the names of all objects there."""
        try:
            return {key.removeprefix(self._prefix) for key in self._keys()}
        except (BotoCoreError, ClientError) as error:
            raise _silent(error) from None

    def put(self, files: Sequence[File], watch: Watch) -> None:
        """Put files there, in their order, and remove whatever else there is.

        One that is there with this hash stays.
        """
        try:
            for key in set(self._keys()) - {self._prefix + one.name for one in files}:
                self._client.delete_object(Bucket=self._bucket, Key=key)
            for one in files:
                watch.begin()
                if not (one.place and (one.was_put or self._is_whole(one))):
                    self._put(one, watch)
                watch.is_there(one)
        except (BotoCoreError, ClientError) as error:
            raise _silent(error) from None

    def remove(self) -> bool:
        """Remove everything of the hand-over, and return whether nothing is there any more."""
        try:
            for key in self._keys():
                self._client.delete_object(Bucket=self._bucket, Key=key)
            return not self._keys()
        except (BotoCoreError, ClientError) as error:
            raise _silent(error) from None

    def _put(self, one: File, watch: Watch) -> None:
        """Put one object. A part is a few megabytes, so it is sent as a whole, with its hash."""
        content = b"".join(one.pieces(self._hand))
        watch.go_on()
        self._client.put_object(
            Bucket=self._bucket, Key=self._prefix + one.name, Body=content,
            ChecksumAlgorithm="SHA256", Metadata={HASH: one.sha256},
        )  # fmt: skip
        if not self._is_whole(one):
            raise RecipientSilentError(reason=one.name)

    def _is_whole(self, one: File) -> bool:
        try:
            found = self._client.head_object(Bucket=self._bucket, Key=self._prefix + one.name)
        except ClientError as error:
            if error.response["Error"]["Code"] in _ABSENT:
                return False
            raise
        is_same = found["Metadata"].get(HASH, "") == one.sha256
        return is_same and int(found["ContentLength"]) == one.size

    def _keys(self) -> list[str]:
        pages = self._client.get_paginator("list_objects_v2")
        found: list[Any] = []
        for page in pages.paginate(Bucket=self._bucket, Prefix=self._prefix):
            found += page.get("Contents", [])
        return [one["Key"] for one in found]


def _silent(error: BotoCoreError | ClientError) -> RecipientSilentError:
    if isinstance(error, ClientError):
        return RecipientSilentError(reason=str(error.response["Error"]["Code"]))
    return RecipientSilentError(reason=type(error).__name__)
