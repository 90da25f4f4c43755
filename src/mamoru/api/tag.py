"""The tag's configurations: what was published, and publishing the next."""

from typing import Annotated

import msgspec

from mamoru.api.endpoint import SINGLE, Call, Endpoint, Reply
from mamoru.gate.errors import Scopes
from mamoru.policy.errors import PolicyFileError
from mamoru.tag.errors import UnknownTagError
from mamoru.tag.load import load
from mamoru.tag.publish import PublishedTag, every, publish, text_of

LARGEST = 512 * 1024
_encode = msgspec.json.Encoder().encode


class TagText(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file of a configuration, whole."""

    text: Annotated[str, msgspec.Meta(max_length=LARGEST)]


class TagFinding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong with a file, and where."""

    code: str
    line: int
    column: int
    ja: str
    en: str


class TagChecked(msgspec.Struct, frozen=True, kw_only=True):
    """Whether the file could be published, and every finding if not."""

    ok: bool
    findings: tuple[TagFinding, ...] = ()


class TagConfigurations(msgspec.Struct, frozen=True, kw_only=True):
    """Every configuration that was published; the last is in force."""

    configurations: tuple[PublishedTag, ...]


class TagConfiguration(msgspec.Struct, frozen=True, kw_only=True):
    """The file of a published configuration."""

    number: int
    text: str


def listed(_: Call) -> Reply:
    """Return what was published."""
    return Reply(body=_encode(TagConfigurations(configurations=tuple(every()))))


def shown(call: Call) -> Reply:
    """Return the file of one."""
    number = call.path["number"]
    if not number.isascii() or not number.isdigit() or len(number) > 18:
        raise UnknownTagError
    text = text_of(int(number)).decode()
    return Reply(body=_encode(TagConfiguration(number=int(number), text=text)))


def checked(call: Call) -> Reply:
    """Check a file against the policy in force."""
    try:
        load(call.body.text.encode(), call.worker.door.policy)
    except PolicyFileError as error:
        findings = tuple(
            TagFinding(
                code=one.code, line=one.place.line, column=one.place.column,
                ja=one.message("ja"), en=one.message("en"),
            )
            for one in error.findings
        )  # fmt: skip
        return Reply(body=_encode(TagChecked(ok=False, findings=findings)))
    return Reply(body=_encode(TagChecked(ok=True)))


def published(call: Call) -> Reply:
    """Publish a file."""
    done = publish(call.worker.door, call.asker, call.body.text.encode())
    return Reply(status=201, body=_encode(done))


TAG = (
    Endpoint(
        method="GET", path="/tag/configurations", name="listTagConfigurations",
        summary="Every configuration of the tag that was published", verb=listed,
        scope=Scopes.POLICY_READ, gives=TagConfigurations,
    ),
    Endpoint(
        method="GET", path="/tag/configurations/{number}", name="showTagConfiguration",
        summary="The file of a configuration", verb=shown, scope=Scopes.POLICY_READ,
        gives=TagConfiguration,
    ),
    Endpoint(
        method="POST", path="/tag/check", name="checkTagConfiguration",
        summary="What is wrong with a configuration of the tag", verb=checked,
        scope=Scopes.POLICY_READ, takes=TagText, gives=TagChecked, limit=SINGLE,
    ),
    Endpoint(
        method="POST", path="/tag/configurations", name="publishTagConfiguration",
        summary="Publish a configuration of the tag", verb=published,
        scope=Scopes.POLICY_REVISE, takes=TagText, gives=PublishedTag, status=201, limit=SINGLE,
    ),
)  # fmt: skip
