"""Holds are found by an identifier, through a blind index and without looking at every one."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.gate.samples import Clock, last
from tests.gate.test_holding import LEAVE, MAIL, left
from tests.store import Store
from tests.vault.dumps import database_bytes, found_in, written

from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.create import Given, create
from mamoru.gate.door import Door
from mamoru.gate.erase import erase
from mamoru.gate.holding.open import holds_of
from mamoru.gate.rotate import rotate
from mamoru.vault import hold as vault
from mamoru.vault.models import Kept

COLLECT = Wish(act="collect", source="person", grounds={"notice_shown": "notice:1"})


def leavers(door: Door, count: int) -> None:
    given = [
        Given(
            whose="member", residence="JP", agreed=True,
            identifiers={"email": f"qq{number}@example.jp"}, items={"article": "架空の品"},
        )
        for number in range(count)
    ]  # fmt: skip
    for one in create(door, OFFICER, COLLECT, given)[0].people:
        erase(door, OFFICER, LEAVE, one.ref, has_left=True)


def test_a_hold_is_found_by_an_identifier_of_its_person_and_by_no_other_on_record(
    shop: Door, store: Store
) -> None:
    (held,) = left(shop).held
    leavers(shop, 2)

    assert [one.ref for one in holds_of(shop, OFFICER, "email", MAIL.upper())] == [held.ref]
    assert (last().act, last().outcome) == ("search", "allow")
    assert holds_of(shop, OFFICER, "email", "nobody@example.jp") == []
    assert holds_of(shop, OFFICER, "phone", "0312345678") == []
    assert found_in(database_bytes(store), written(MAIL)) == []


def test_a_hold_is_found_after_the_keys_were_renewed_and_not_after_it_ended(shop: Door) -> None:
    (held,) = left(shop).held
    before = set(Kept.objects.filter(token__isnull=False).values_list("token", flat=True))

    rotate(shop)

    after = set(Kept.objects.filter(token__isnull=False).values_list("token", flat=True))
    assert (len(before), before & after) == (1, set())
    assert [one.ref for one in holds_of(shop, OFFICER, "email", MAIL)] == [held.ref]
    shop.writer.run(lambda _: vault.end(held.ref))
    assert holds_of(shop, OFFICER, "email", MAIL) == []


def test_finding_a_hold_takes_the_index_and_looks_at_no_other(shop: Door, clock: Clock) -> None:
    left(shop)
    leavers(shop, 5)
    if connection.vendor == "postgresql":  # a small table is read whole unless that is dear
        with connection.cursor() as cursor:
            cursor.execute("SET enable_seqscan = off")

    with CaptureQueriesContext(connection) as seen:
        assert len(vault.of_identifier(shop.keys, "email", MAIL)) == 1

    sql = next(one["sql"] for one in seen.captured_queries if "vault_kept" in one["sql"])
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        cursor.execute(explain + sql)
        plan = str(cursor.fetchall())
    assert "vault_kept_token" in plan, plan
    assert "SCAN vault_kept" not in plan
    assert "Seq Scan on vault_kept" not in plan
