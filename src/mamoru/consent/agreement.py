"""Whether the rows that decisions use say what the record says that the ledger commits to."""

from collections.abc import Sequence
from typing import Any

import msgspec

from mamoru.consent.choices import Source
from mamoru.consent.queries import Row

Facts = tuple[Any, ...]
"""What a choice says, in one form for both."""


def agrees(record: bytes, rows: Sequence[Row]) -> bool:
    """Return whether a record lists exactly `rows`, and says the same of each."""
    try:
        node = msgspec.json.decode(record)
        listed = [_listed(one) for one in node["dpv:hasProcess"]]
        made_at = node["dct:created"]["@value"]
    except (msgspec.MsgspecError, KeyError, TypeError, AttributeError):
        return False
    kept = [_kept(row) for row in rows]
    is_of_then = all(msgspec.to_builtins(row.made_at) == made_at for row in rows)
    return is_of_then and sorted(listed, key=repr) == sorted(kept, key=repr)


def _listed(node: dict[str, Any]) -> Facts:
    taken_back = node.get("mamoru:withdraws", {}).get("@id", "").rpartition(":")[2]
    if taken_back:
        return node["dct:identifier"], taken_back
    data = [one["dct:identifier"] for one in node.get("dpv:hasPersonalData", [])]
    return (
        node["dct:identifier"],
        node["mamoru:kind"],
        _named(node, "dpv:hasPurpose"),
        _named(node, "dpv:hasRecipient"),
        data,
        node.get("dpv:hasDuration", {}).get("rdf:value", {}).get("@value"),
        node["dpv:isIndicatedBy"]["@id"] != "dpv:DataSubject",
        node.get("mamoru:foreign", False),
        node.get("dpv:hasIndicationMethod", Source.PERSON.value),
        node.get("mamoru:noticeVersion"),
    )


def _kept(row: Row) -> Facts:
    choice = row.choice
    if row.withdraws is not None:
        return row.reference, row.withdraws
    end = None if choice.expires_at is None else msgspec.to_builtins(choice.expires_at)
    return (
        row.reference,
        choice.kind.value,
        choice.purpose,
        choice.recipient,
        [one for one in (choice.data, choice.sensitive) if one],
        end,
        choice.by_guardian,
        choice.foreign,
        choice.source.value,
        choice.notice_version,
    )


def _named(node: dict[str, Any], relation: str) -> str | None:
    named = node.get(relation)
    return None if named is None else named["dct:identifier"]
