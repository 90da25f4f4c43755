"""Receiving a request: nothing can forbid that, and the server's clock says when it was.

1. What is asked for is checked; whose it is, is looked for by the identifiers that came with it.
2. It is kept, sealed, with its clock, and on record. Handed in again under the same key it is the
   same request.
3. One that repeats an open one, or comes after unusually many, waits for somebody to say so.

Several people behind the identifiers are never taken for one: somebody has to choose.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from secrets import token_hex
from typing import Annotated

import msgspec

from mamoru.errors import Language
from mamoru.gate.asking import RIGHTS, Asker, Wish
from mamoru.gate.create import category_of
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.own_key import OwnKey, own_key
from mamoru.gate.read import find
from mamoru.gate.repeated import one_at_a_time
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.law.clocks import deadline, warn_at
from mamoru.law.figures import clock_named
from mamoru.law.requests import RequestKind, request_figure, request_kind
from mamoru.policy.model import Policy
from mamoru.rights.requests.errors import InvalidRequestError, RequestDiffersError
from mamoru.rights.requests.models import Request
from mamoru.rights.requests.papers import ASKED, RequestAsked, put
from mamoru.rights.requests.state import CHANGED, ENDED, ERASE, By, Channel, Method, RequestState
from mamoru.rights.requests.steps import moved, noted

Text = Annotated[str, msgspec.Meta(max_length=20_000)]
Short = Annotated[str, msgspec.Meta(min_length=1, max_length=1_000)]
Key = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$(?!\n)")]
WHOLE_ONLY = "it erases everything; ask for `delete` where single items are meant"
_FINDING = ("inquiry", "identity", "legal", "notice")
"""Kinds of purpose for which the desk looks for somebody, the first that the policy has."""


class NewRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody asks for about their own information."""

    kind: Annotated[str, msgspec.Meta(max_length=32)]
    claim: Annotated[str, msgspec.Meta(max_length=32)] = ""
    """Ground in law, where the kind needs one."""
    person: Annotated[str, msgspec.Meta(max_length=40)] | None = None
    """Ref, where the caller knows whose it is."""
    identifiers: Annotated[dict[str, Short], msgspec.Meta(max_length=8)] = {}
    """What else is known of them: kind of identifier to value."""
    by: By = "person"
    channel: Channel = "web"
    language: Language = "ja"
    method: Method = "electronic"
    is_everything: bool = False
    """Whether it is said to be about all that is held."""
    items: Annotated[tuple[str, ...], msgspec.Meta(max_length=200)] = ()
    """Items or categories that it is about."""
    values: Annotated[dict[str, Short], msgspec.Meta(max_length=50)] = {}
    """What items are to be (correction, addition)."""
    said_on: date | None = None
    text: Text = ""
    contact: Annotated[dict[str, Short], msgspec.Meta(max_length=8)] = {}
    recipient: Annotated[str, msgspec.Meta(max_length=200)] = ""
    """Public key (age) to which the answer is encrypted."""
    key: Key | None = None
    """The caller's own random name of it, by which a repetition is known."""


class RequestReceived(msgspec.Struct, frozen=True, kw_only=True):
    """A request that was received.

    To a key that may only receive, one that nobody has identified for looks the same whether or
    not the person is held: it waits for `identity`, joins none and is not excessive.
    """

    request: str
    state: str
    arrived_at: datetime
    due_at: datetime
    joins: str | None
    """An open request of the same person for the same thing."""
    is_excessive: bool
    is_repeated: bool
    """Whether it had been handed in under this key before."""


def unidentified(told: RequestReceived) -> RequestReceived:
    """Return what whoever only claims to be somebody is told of their request."""
    return msgspec.structs.replace(
        told, state=str(RequestState.IDENTITY), joins=None, is_excessive=False
    )


def receive(door: Door, asker: Asker, new: NewRequest) -> RequestReceived:
    """Receive a request. Raises `InvalidRequestError`, `UnknownRequestKindError`,
    `UnknownItemError`, `RequestDiffersError`, and what is wrong with an identifier.
    """  # noqa: D205 - one sentence
    at = door.clock()
    kind = request_kind(new.kind, tokyo_day(at))
    check(new, kind, door.policy)
    with looking():
        before = _before(asker, new)
    if before is not None:
        return before
    trace = token_hex(16)
    refs = _matched(door, new, trace)
    key = own_key(door)

    def unit(record: Record) -> RequestReceived:
        one_at_a_time(asker.system, new.key or trace)
        known = _before(asker, new)
        if known is not None:
            return known
        for ref in sorted(refs):
            one_at_a_time(RIGHTS.system, ref)  # or two at once would not see each other
        row = _row(door, asker, new, kind, refs, trace, key)
        put(door, row, ASKED, _sealed_part(new), row.arrived_at)
        noted(record, row, "received", row.arrived_at, asker.system, what=new.channel)
        if row.joins or row.is_excessive:
            noted(record, row, "set_aside", row.arrived_at, asker.system)
        return _told(row, is_repeated=False)

    return door.writer.run(unit)[0]


def check(new: NewRequest, kind: RequestKind, policy: Policy) -> None:
    """Refuse what cannot be meant. Raises `InvalidRequestError`, `UnknownItemError`."""
    if kind.claims and new.claim not in kind.claims:
        _bad("claim", "次のいずれかを示してください: {known}", "one of: {known}", kind.claims)
    if not kind.claims and new.claim:
        _bad("claim", "この種類には理由がありません", "this kind needs none")
    for item in new.values:
        category_of(policy, item)
    for item in new.items:
        if item not in policy.categories:
            category_of(policy, item)
    if kind.name in ("correct", "add") and not new.values:
        _bad("values", "正しい内容を示してください", "say what it is to be")
    if kind.name == "delete" and not new.items:
        _bad("items", "削除する項目を示してください", "say what is to be deleted")
    if kind.name == ERASE and new.items:
        _bad("items", "全部の消去です。項目だけなら delete を使ってください", WHOLE_ONLY)
    if new.recipient:
        _check_key(new.recipient)


def _bad(item: str, ja: str, en: str, known: Iterable[str] = ()) -> None:
    told = ", ".join(known)
    raise InvalidRequestError(
        item=item, reason_ja=ja.format(known=told), reason_en=en.format(known=told)
    )


def _check_key(text: str) -> None:
    import pyrage  # compiled: loaded where a key is given only

    try:
        pyrage.x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError:
        _bad("recipient", "age の公開鍵ではありません", "no public key of age")


def _before(asker: Asker, new: NewRequest) -> RequestReceived | None:
    """Return what was answered to the same call before; raises `RequestDiffersError`."""
    if new.key is None:
        return None
    row = Request.objects.filter(caller=asker.system, key=new.key).first()
    if row is None:
        return None
    if row.digest != _digest(row.trace, new):
        raise RequestDiffersError
    return _told(row, is_repeated=True)


def _digest(salt: str, new: NewRequest) -> str:
    """Return what tells the same call from another, and nothing to whoever has not the call."""
    content = msgspec.json.encode(new, order="deterministic")
    return hashlib.scrypt(content, salt=salt.encode(), n=2**4, r=8, p=1, dklen=32).hex()


def _matched(door: Door, new: NewRequest, trace: str) -> list[str]:
    """Return the refs of those whom it may be about; each look is decided and on record."""
    asker = Asker(system=RIGHTS.system, request=trace)
    wish = Wish(act="use", purpose=finding_purpose(door.policy))
    found = [new.person] if new.person else []
    for kind, value in new.identifiers.items():
        ref = find(door, asker, wish, kind, value)
        if ref is not None:
            found.append(ref)
    return list(dict.fromkeys(found))


def finding_purpose(policy: Policy) -> str | None:
    """Return the purpose for which the desk looks for people and writes to them."""
    by_kind = {one.kind: name for name, one in reversed(list(policy.purposes.items()))}
    return next((by_kind[kind] for kind in _FINDING if kind in by_kind), None)


def _row(
    door: Door, asker: Asker, new: NewRequest, kind: RequestKind, refs: Sequence[str], trace: str,
    key: OwnKey,
) -> Request:  # fmt: skip
    at = door.clock()
    clock = clock_named(kind.clock, tokyo_day(at))
    person = refs[0] if len(refs) == 1 else ""
    joins, is_excessive = _repeats(person, kind, at) if person else ("", False)
    if len(refs) > 1:
        state = RequestState.MATCHING
    else:
        state = RequestState.REPEATED if joins or is_excessive else RequestState.IDENTITY
    fields = [*new.items, *(one for one in new.values if one not in new.items)]
    row = Request(
        ref=f"req_{token_hex(8)}", trace=trace, kind=kind.name, claim=new.claim, person=person,
        candidates=list(refs) if len(refs) > 1 else [], by=new.by, channel=new.channel,
        language=new.language, method=new.method, fields=fields or None,
        is_scoped=bool(fields) or new.is_everything or kind.name == "explain_purpose",
        arrived_at=at, said_on=new.said_on, due_at=deadline(clock, at), warn_at=warn_at(clock, at),
        caller=asker.system, key=new.key, digest=_digest(trace, new) if new.key else "",
        joins=joins, is_excessive=is_excessive, kek_id=key.kek_id, wrapped=key.wrapped,
    )  # fmt: skip
    moved(row, state, at)
    return row


def _repeats(person: str, kind: RequestKind, at: datetime) -> tuple[str, bool]:
    """Return the open request that one repeats, and whether there were unusually many."""
    mine = Request.objects.filter(person=person)
    same = mine.filter(kind=kind.name).exclude(state__in=ENDED).order_by("pk")
    on = tokyo_day(at)
    since = at - timedelta(days=request_figure("abusive_days", on))
    count = mine.filter(arrived_at__gt=since).count()
    first = same.values_list("ref", flat=True).first()
    # what is corrected, added or deleted may be another item each time
    return "" if kind.name in CHANGED else first or "", count >= request_figure("abusive_count", on)


def _sealed_part(new: NewRequest) -> RequestAsked:
    return RequestAsked(
        text=new.text, contact=new.contact, values=new.values, recipient=new.recipient.strip(),
        identifiers=new.identifiers,
    )  # fmt: skip


def _told(row: Request, *, is_repeated: bool) -> RequestReceived:
    return RequestReceived(
        request=row.ref, state=str(row.state), arrived_at=row.arrived_at, due_at=row.due_at,
        joins=row.joins or None, is_excessive=row.is_excessive, is_repeated=is_repeated,
    )  # fmt: skip
