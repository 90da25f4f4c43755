"""What is counted of attempts is in one place, for every process; nothing readable is kept."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal import auth
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from tests.faces.inside import Inside
from tests.faces.site import totp
from tests.store import Store

from mamoru.errors import UnavailableError
from mamoru.faces.attempts import forget_attempts
from mamoru.faces.models import Attempt

NEXT_DOOR = """
import sys
import django; django.setup()
from django.core.cache import cache
from mamoru.faces.secret import open_secrets
from mamoru.gate.door import opened
from mamoru.paths import reference_policy
with opened(policy=reference_policy()) as door:
    open_secrets(door)
    print(cache.get("counted"), cache.add("used", "y", 60), cache.add("free", "y", 60))
"""


def test_what_one_process_counts_another_knows(pages: Inside, store: Store) -> None:
    cache.set("counted", [1.5, 2.5], 60)
    assert cache.add("used", "y", 60)

    told = subprocess.run(
        [sys.executable, "-c", NEXT_DOOR], env=store.environment | {
            "DJANGO_SETTINGS_MODULE": "mamoru.settings",
        }, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip

    assert told.split() == ["[1.5,", "2.5]", "False", "True"]
    assert not cache.add("free", "y", 60)


@pytest.mark.parametrize(("steps", "counts"), [(0, True), (1, True), (2, False)])
def test_a_number_that_changed_while_it_was_typed_still_counts_and_once(
    pages: Inside, monkeypatch: pytest.MonkeyPatch, steps: int, counts: bool
) -> None:
    late = pages.officer("officer-1", "officer", minutes_ago=60)
    now = time.time()
    monkeypatch.setattr(auth, "time", SimpleNamespace(time=lambda: now))
    number = totp(at=now - 30 * steps)

    answers = [late.post("/account/2fa/reauthenticate/", {"code": number}) for _ in range(2)]

    assert [answer.status_code == 302 for answer in answers] == [counts, False]


def test_of_many_who_add_at_once_one_does(pages: Inside) -> None:
    def added(_: int) -> bool:
        try:
            return cache.add("lock", 1, 60)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(added, range(32)))

    assert sum(made) == 1


def test_what_is_over_counts_no_more_and_is_deleted(pages: Inside) -> None:
    cache.set("brief", 1, 0.01)
    cache.set("long", 1, 3600)
    soon = timezone.now() + timedelta(seconds=1)
    while timezone.now() < soon and cache.get("brief") is not None:
        pass

    assert cache.get("brief", "over") == "over"
    assert cache.add("brief", 2, 0.01)
    assert forget_attempts(soon) == 1
    assert cache.get("long") == 1
    assert cache.touch("long", 60)
    assert cache.delete("long")
    assert not cache.touch("long", 60)


def test_neither_an_address_nor_a_name_can_be_read_from_what_is_kept(pages: Inside) -> None:
    cache.set("allauth:rl:login:ip:192.0.2.7", [1.0], 60)
    cache.set("allauth:rl:login:ip:192.0.2.7", [1.0, 2.0], None)

    [row] = Attempt.objects.all()

    assert "192.0.2" not in row.key + row.value
    assert len(row.key) == 64


def test_where_nothing_can_be_counted_nobody_is_let_through(pages: Inside) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE faces_attempt RENAME TO elsewhere")

    with pytest.raises(UnavailableError):
        cache.add("lock", 1, 60)
