"""What is counted of attempts to sign in, for all processes of the server: Django's cache, as rows.

allauth keeps in it when somebody tried, and which number of an authenticator was used. Kept by each
process for itself, every limit would hold once for each of them, and a number could be used again
next door. Django's own cache in a database lets attempts through where it cannot write, keeps keys
with addresses in clear and unpickles what it finds. Here a failure is a failure, keys are hashes
under the server's own key, and values are JSON.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from mamoru.faces.models import Attempt
from mamoru.gate.looking import looking

_NEVER = datetime(9999, 1, 1, tzinfo=UTC)


class Shared(BaseCache):
    """A cache whose rows are where everything else is; `add` succeeds for one caller alone."""

    def __init__(self, _: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(
        self, key: object, value: object, timeout: object = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:  # fmt: skip
        """Keep a value unless there is one; tell whether there was none."""
        name, now = self._named(key, version), timezone.now()
        kept = {"value": json.dumps(value), "until": self._until(timeout, now)}
        with looking(), transaction.atomic():
            Attempt.objects.filter(key=name, until__lte=now).delete()
            return Attempt.objects.get_or_create(key=name, defaults=kept)[1]

    def get(self, key: object, default: Any = None, version: int | None = None) -> Any:  # noqa: ANN401 - Django's
        """Return what is kept, for as long as it is."""
        with looking():
            row = Attempt.objects.filter(
                key=self._named(key, version), until__gt=timezone.now()
            ).first()
        return default if row is None else json.loads(row.value)

    def set(
        self, key: object, value: object, timeout: object = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:  # fmt: skip
        """Keep a value, whatever there was."""
        kept = {"value": json.dumps(value), "until": self._until(timeout, timezone.now())}
        with looking(), transaction.atomic():
            Attempt.objects.update_or_create(key=self._named(key, version), defaults=kept)

    def touch(
        self, key: object, timeout: object = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:  # fmt: skip
        """Keep what there is for another while."""
        now = timezone.now()
        with looking():
            rows = Attempt.objects.filter(key=self._named(key, version), until__gt=now)
            return bool(rows.update(until=self._until(timeout, now)))

    def delete(self, key: object, version: int | None = None) -> bool:
        """Forget a value."""
        with looking():
            return bool(Attempt.objects.filter(key=self._named(key, version)).delete()[0])

    def clear(self) -> None:
        """Forget everything."""
        with looking():
            Attempt.objects.all().delete()

    def _named(self, key: object, version: int | None) -> str:
        """Return what a key is kept by: nobody reads an address or a name in it."""
        whole = self.make_key(key, version)
        return salted_hmac("mamoru.faces.attempts", whole, algorithm="sha256").hexdigest()

    def _until(self, timeout: object, now: datetime) -> datetime:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return _NEVER if seconds is None else now + timedelta(seconds=float(str(seconds)))


def forget_attempts(now: datetime) -> int:
    """Delete what counts no more; return how much that was."""
    return Attempt.objects.filter(until__lte=now).delete()[0]
