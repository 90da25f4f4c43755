"""Numbers that show who somebody is: sent by mail or post to what is on file, tried a few times.

The number itself is nowhere: only a salted, slow hash of it, for as long as it holds.
"""

import hmac
from datetime import datetime, timedelta
from hashlib import scrypt
from secrets import randbelow, token_bytes, token_hex

import msgspec

from mamoru.errors import NotFoundError
from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.gate.transaction import Record
from mamoru.gate.writing import write_to
from mamoru.law.calendar import tokyo_day
from mamoru.law.requests import request_figure
from mamoru.outbox.letters import NewLetter
from mamoru.policy.words import Word
from mamoru.rights.requests.errors import CodeLockedError, CodeWrongError, IdentityWeakError
from mamoru.rights.requests.identify import at_identity, passed, strength_of
from mamoru.rights.requests.models import IdentityCheck, Request
from mamoru.rights.requests.papers import sealed
from mamoru.rights.requests.receive import finding_purpose
from mamoru.rights.requests.state import RequestState
from mamoru.rights.requests.steps import noted

DIGITS = 8
_SUBJECT = Word("ご請求の確認番号", "The number for your request")
_BODY = Word(
    "ご請求({request})がご本人によるものかを確かめるための番号です。\n\n    {{enclosed}}\n\n"
    "{minutes} 分以内に、ご請求の窓口にお伝えください。お心当たりがなければ、"
    "このメールを破棄してください。番号を電話やメールでお尋ねすることはありません。",
    "This number shows that your request ({request}) is yours.\n\n    {{enclosed}}\n\n"
    "Give it where you made the request, within {minutes} minutes. If you made none, throw this "
    "mail away. We never ask for the number by telephone or mail.",
)


class CodeMade(msgspec.Struct, frozen=True, kw_only=True):
    """A number that was made; `code` only where it is to be printed on a letter."""

    check: str
    expires_at: datetime
    code: str | None = None


def send_code(
    door: Door, by: Asker, ref: str, *, by_post: bool = False, is_blind: bool = False
) -> CodeMade:
    """Send a number to the person's mail address on file, or return one to print on a letter.

    Where nobody is held, the answer is the same and nothing is sent, since whoever may only receive
    requests is not to learn who is. With `is_blind`, nor do they learn that it waits for an officer
    because somebody is. Raises `UnknownRequestError`, `RequestStateError`,
    `IdentityWeakError` where it would not suffice, and `CodeLockedError` where too many were made.
    """
    way = "post" if by_post else "code"
    code = f"{randbelow(10**DIGITS):0{DIGITS}}"
    salt = token_bytes(16)
    hashed = _hash(code, salt)

    def unit(record: Record) -> CodeMade:
        at = door.clock()
        row = at_identity(ref, is_blind=is_blind)
        strength_of(row, way, at)
        made = IdentityCheck.objects.filter(request=row, code_hash__isnull=False)
        if made.count() >= request_figure("codes_open", tokyo_day(at)):
            raise CodeLockedError
        made.filter(result="open").update(result="expired", code_hash=b"")
        check = IdentityCheck.objects.create(
            request=row, ref=f"check_{token_hex(8)}", way=way, salt=salt, code_hash=hashed,
            expires_at=(until := at + _holds(way, at)), result="open", made_at=at,
        )  # fmt: skip
        if not by_post:
            _write(door, record, row, check, code, at)
        noted(record, row, "code_sent", at, by.system, what=way)
        return CodeMade(check=check.ref, expires_at=until, code=code if by_post else None)

    return door.writer.run(unit)[0]


def try_code(door: Door, by: Asker, ref: str, code: str, *, is_blind: bool = False) -> str:
    """Try the number that was sent last, and return what the request waits for next.

    Raises `UnknownRequestError`, `RequestStateError`, `CodeWrongError`, `CodeLockedError`; a
    failure is kept and on record.
    """

    def unit(record: Record) -> str | CodeWrongError | CodeLockedError:
        at = door.clock()
        row = at_identity(ref, is_blind=is_blind)
        check = IdentityCheck.objects.filter(request=row, result="open").order_by("-pk").first()
        most = request_figure("code_tries", tokyo_day(at))
        if check is None or check.code_hash is None:
            return CodeLockedError()
        if check.expires_at is not None and check.expires_at <= at:
            return _ended(record, row, check, "expired", at, by.system)
        check.tries += 1
        if hmac.compare_digest(_hash(code, bytes(check.salt or b"")), bytes(check.code_hash)):
            check.code_hash = b""
            return passed(door, record, row, check, at, by)
        if check.tries >= most:
            return _ended(record, row, check, "failed", at, by.system)
        check.save()
        noted(record, row, "code_failed", at, by.system, what=check.way)
        return CodeWrongError(left=most - check.tries)

    found = door.writer.run(unit)[0]
    if isinstance(found, str):
        return found
    raise found


def _ended(
    record: Record, row: Request, check: IdentityCheck, result: str, at: datetime, by: str
) -> CodeLockedError:
    check.result, check.code_hash, check.checked_at, check.checked_by = result, b"", at, by
    check.save()
    noted(record, row, "code_failed", at, by, what=check.way)
    return CodeLockedError()


def _holds(way: str, at: datetime) -> timedelta:
    on = tokyo_day(at)
    if way == "post":
        return timedelta(days=request_figure("post_days", on))
    return timedelta(minutes=request_figure("code_minutes", on))


def _write(
    door: Door, record: Record, row: Request, check: IdentityCheck, code: str, at: datetime
) -> None:
    """Put the number into the outbox, sealed for the one person who is written to.

    Where there is nobody, or nobody who may be written to yet, it is sealed all the same, for
    nobody, so that it takes as long.
    """
    purpose = finding_purpose(door.shelf.policy(at))
    if purpose is None:
        raise IdentityWeakError(ways="session, document, post")
    told = {"request": row.ref, "minutes": request_figure("code_minutes", tokyo_day(at))}
    letter = NewLetter(
        kind="request", key=f"request:{check.ref}", purpose=purpose, subject=_SUBJECT,
        body=Word(_BODY.ja.format_map(told), _BODY.en.format_map(told)),
    )  # fmt: skip
    try:
        person = row.person if row.state == RequestState.IDENTITY else ""
        write_to(door, record, person, letter, enclosed=code, now=at)
    except NotFoundError:  # nobody of that name, or not any more
        sealed(door, row, check.ref, code.encode())
        check.code_hash = token_bytes(len(check.code_hash or b""))  # no number ever fits
        check.save(update_fields=["code_hash"])


def _hash(code: str, salt: bytes) -> bytes:
    return scrypt(code.encode(), salt=salt, n=2**13, r=8, p=1, dklen=32)
