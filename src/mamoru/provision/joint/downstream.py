"""Which partners' feeds somebody is in, and which of them pulled that they are to be taken out."""

from mamoru.gate.downstream import ReceivedBy
from mamoru.provision.joint.models import JointPerson


def feeds_of(number: int) -> list[ReceivedBy]:
    """Return the feeds by which something of the person with this number was ever given."""
    rows = JointPerson.objects.filter(person=number, was_given=True).order_by("pk")
    return [
        ReceivedBy(
            way="feed", party=row.feed.party, act="share", source=row.feed.key,
            items=tuple(row.feed.items), at=row.feed.seen_at or row.feed.created_at,
            alias=row.alias,
        )
        for row in rows.select_related("feed")
    ]  # fmt: skip


def has_pulled(feed: str, alias: str | None) -> bool:
    """Tell whether the partner asked on from after the position that takes somebody out."""
    row = JointPerson.objects.select_related("feed").filter(alias=alias or "").first()
    return (
        row is not None
        and row.feed.key == feed
        and bytes(row.state) == b""
        and row.feed.pulled >= row.sequence
    )
