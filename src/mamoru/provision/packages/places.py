"""Where a package is sent to, as it is asked for; secrets are not among it.

We sign in to SFTP by a key of this installation, and to S3 by what the environment holds
(`AWS_ACCESS_KEY_ID` and so on). The server's own key is named, so that nobody else can be taken
for it.
"""

from typing import Annotated

import msgspec

Text = Annotated[str, msgspec.Meta(min_length=1, max_length=400)]


class ToSftp(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="sftp",
             tag_field="kind"):  # fmt: skip
    """A folder of an SFTP server."""

    host: Text
    user: Text
    host_key: Annotated[str, msgspec.Meta(min_length=1, max_length=4000)]
    """The server's public key in OpenSSH's form."""
    folder: Annotated[str, msgspec.Meta(max_length=400)] = "."
    port: Annotated[int, msgspec.Meta(ge=1, le=65535)] = 22


class ToS3(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="s3",
           tag_field="kind"):  # fmt: skip
    """A bucket of S3, or of a store that speaks the same."""

    bucket: Text
    prefix: Annotated[str, msgspec.Meta(max_length=400)] = ""
    endpoint: Annotated[str, msgspec.Meta(pattern=r"^https?://", max_length=400)] | None = None
    region: Text = "ap-northeast-1"


Destination = ToSftp | ToS3


def destination(way: object) -> Destination:
    """Return where a hand-over is sent to, from what its row keeps."""
    found: Destination = msgspec.convert(way, Destination)
    return found
