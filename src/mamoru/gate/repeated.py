"""What was handed in before: the same once more does nothing and gets the answer of the first time.

A sender that got no answer sends again. Its own random key says that it is the same; a salted hash
over what came says whether that is so. Neither tells anything of the person.
"""

import hashlib
from datetime import datetime
from hmac import compare_digest
from secrets import token_bytes

from django.db import connection

from mamoru.gate.errors import SubmissionDiffersError, SubmissionErasedError
from mamoru.gate.models import Submission


def one_at_a_time(system: str, key: str) -> None:
    """Let whoever hands in the same at the same moment wait until this transaction is over.

    SQLite has one writer anyway. Without it, the second would be decided by what the first did.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtext('mamoru submission'), hashtext(%s))",
                (f"{system}:{key}",),
            )


def answered_before(system: str, key: str, digest: bytes) -> bytes | None:
    """Return the answer to what `system` handed in under `key`, `None` if it did not.

    Raises `SubmissionDiffersError` where something else came, and `SubmissionErasedError` where
    whoever it was about was erased since.
    """
    row = Submission.objects.filter(system=system, key=key).first()
    if row is None:
        return None
    if row.answer is None:
        raise SubmissionErasedError
    if not compare_digest(_salted(bytes(row.salt), digest), bytes(row.digest)):
        raise SubmissionDiffersError
    return str(row.answer).encode()


def keep_answer(
    system: str, key: str, form: str, digest: bytes, person: int, answer: bytes, *, at: datetime
) -> None:
    """Keep the answer, for as long as the person is held."""
    salt = token_bytes(16)
    Submission.objects.create(
        system=system, key=key, form=form, salt=salt, digest=_salted(salt, digest),
        person=person, answer=answer.decode(), submitted_at=at,
    )  # fmt: skip


def _salted(salt: bytes, digest: bytes) -> bytes:
    return hashlib.sha256(salt + digest).digest()
