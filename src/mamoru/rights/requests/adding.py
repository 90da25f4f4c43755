"""Further papers that a person sends for a request which is not decided yet; sealed like the rest.

They show a mandate, or what is right where something is wrong. They go with the request.
"""

from secrets import token_hex

from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.transaction import Record
from mamoru.rights.requests.errors import InvalidRequestError, RequestStateError
from mamoru.rights.requests.identify import LARGEST_IMAGE
from mamoru.rights.requests.matching import OPEN
from mamoru.rights.requests.models import Paper
from mamoru.rights.requests.papers import keep, raw, sealed
from mamoru.rights.requests.state import RequestState
from mamoru.rights.requests.steps import locked, noted, request_row

PAPER = "paper:"
"""What the name of such a paper begins with."""
MOST = 10
"""Papers of one request."""
TAKEN = (*OPEN, RequestState.SEARCH, RequestState.REVIEW, RequestState.DECISION)


def add_paper(door: Door, by: Asker, ref: str, content: bytes) -> str:
    """Keep a paper and return its name; that is on record.

    Raises `UnknownRequestError`, `RequestStateError`, `InvalidRequestError`.
    """
    if not content or len(content) > LARGEST_IMAGE:
        raise InvalidRequestError(
            item="paper", reason_ja="8 MiB までのファイルを送ってください",
            reason_en="send a file of up to 8 MiB",
        )  # fmt: skip
    name = f"{PAPER}{token_hex(8)}"
    with looking():
        content = sealed(door, request_row(ref), name, content)

    def unit(record: Record) -> str:
        at = door.clock()
        row = locked(ref, *TAKEN)
        if Paper.objects.filter(request=row, name__startswith=PAPER).count() >= MOST:
            raise InvalidRequestError(
                item="paper", reason_ja=f"送れるのは {MOST} 件までです",
                reason_en=f"a request takes {MOST} at most",
            )  # fmt: skip
        keep(row, name, content, at)
        noted(record, row, "document_kept", at, by.system, what="paper")
        return name

    return door.writer.run(unit)[0]


def papers_added(ref: str) -> tuple[str, ...]:
    """Return the names of the papers that were added to a request; raises `UnknownRequestError`."""
    with looking():
        found = Paper.objects.filter(request=request_row(ref), name__startswith=PAPER)
        return tuple(found.order_by("pk").values_list("name", flat=True))


def paper(door: Door, by: Asker, ref: str, name: str) -> bytes:
    """Return an added paper for whoever handles the request; reading it is on record.

    Raises `UnknownRequestError`, and `RequestStateError` where there is none of that name.
    """

    def unit(record: Record) -> bytes:
        row = locked(ref)
        found = raw(door, row, name) if name.startswith(PAPER) else None
        if found is None:
            raise RequestStateError(request=ref, state=row.state)
        noted(record, row, "papers_read", door.clock(), by.system, what="paper")
        return found

    return door.writer.run(unit)[0]
