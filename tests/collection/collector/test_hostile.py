"""Malformed and hostile events: nothing crashes, nothing is taken silently, each is told why."""

import gzip
import json
import zlib
from datetime import timedelta
from typing import Any

import pytest
from tests.collection.collector.sending import Site, page, search, send, statuses, verdicts

from mamoru.collection.collector.incoming import LARGEST_BATCH, LARGEST_EVENT

GOOD = b'{"type":"track","event":"Search","anonymousId":"visitor-1","messageId":"good"}'


def batch(*events: bytes) -> bytes:
    return b'{"batch":[' + b",".join(events) + b"]}"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{",
        b'"text"',
        b'{"batch": 7}',
        b'{"batch": {"type": "page"}}',
        b'{"batch": [' + GOOD,
        b"[" * 100_000,
        b'{"batch":' + b"[" * 50_000 + b"]" * 50_000 + b"}",
        batch(GOOD).decode().encode("utf-16"),
        batch(GOOD.replace(b"Search", "検索".encode("shift_jis"))),
        b"\x00\x01\x02\xff",
    ],
)
def test_what_is_no_json_of_events_is_refused_as_a_whole(site: Site, body: bytes) -> None:
    answer = site.sender().post("/v1/batch", content=body)

    assert (answer.status_code, answer.json()["code"]) == (400, "events-unreadable")
    assert site.ref() is None


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (b"7", "malformed"),
        (b"null", "malformed"),
        (b'"text"', "malformed"),
        (b"[]", "malformed"),
        (b"{}", "undeclared"),
        (b'{"type":["page"],"anonymousId":"v"}', "undeclared"),
        (b'{"type":"track","event":{"a":1},"anonymousId":"v"}', "undeclared"),
        (b'{"type":"page","anonymousId":"v","properties":{"path":1e999}}', "malformed"),
        (b'{"type":"page","anonymousId":"\\ud800"}', "nobody"),
        (b'{"type":"page"}', "nobody"),
        (b'{"type":"page","anonymousId":""}', "nobody"),
        (b'{"type":"page","anonymousId":{"$ne":1}}', "nobody"),
        (b'{"type":"page","anonymousId":"\\u0000"}', "nobody"),
        (b'{"type":"page","userId":"somebody@example.com"}', "unproven_member"),
        (b'{"type":"page","anonymousId":"v","x":"' + b"a" * LARGEST_EVENT + b'"}', "too_large"),
    ],
)
def test_one_bad_event_is_told_why_and_harms_no_other(
    site: Site, event: bytes, reason: str
) -> None:
    bad, good = verdicts(site.sender().post("/v1/batch", content=batch(event, GOOD)))

    assert (bad["status"], bad["reasons"]) == ("rejected", [reason])
    assert good["status"] == "accepted"


@pytest.mark.parametrize(
    "value",
    [
        "NaN", "Infinity", "123456789012345678901234567890", "null",
        '{"a":{"b":{"c":1}}}', "[[1]]", '["a",{"b":1}]', f'"{"x" * 5000}"',
    ],
)  # fmt: skip
def test_a_value_that_is_nothing_to_keep_is_left_out(site: Site, value: str) -> None:
    event = GOOD[:-1] + b',"properties":{"query":' + value.encode() + b',"network":"192.0.2.1"}}'

    [verdict] = verdicts(site.sender().post("/v1/batch", content=batch(event)))
    ref = site.ref()

    assert verdict["status"] in ("accepted", "limited")
    assert ref is not None
    assert "query" not in site.events(ref)[0].properties


def test_of_a_key_that_stands_twice_the_last_counts(site: Site) -> None:
    event = GOOD[:-1] + b',"properties":{"query":"one","query":"two"},"properties":{"query":"x"}}'

    verdicts(site.sender().post("/v1/batch", content=batch(event)))
    ref = site.ref()

    assert ref is not None
    assert site.events(ref)[0].properties["query"] == "x"


def test_a_mark_of_the_byte_order_is_no_mistake(site: Site) -> None:
    answer = site.sender().post("/v1/batch", content=b"\xef\xbb\xbf" + batch(GOOD))

    assert statuses(verdicts(answer)) == ["accepted"]


def test_a_bomb_is_not_unpacked_further_than_a_batch_may_be(site: Site) -> None:
    bomb = gzip.compress(b" " * 200_000_000, compresslevel=9)
    assert len(bomb) < LARGEST_BATCH

    answer = site.sender().post("/v1/batch", content=bomb, headers={"Content-Encoding": "gzip"})

    assert (answer.status_code, answer.json()["code"]) == (413, "events-too-large")


@pytest.mark.parametrize(
    ("content", "packing"),
    [
        (b"no gzip at all", "gzip"),
        (gzip.compress(batch(GOOD))[:-9], "gzip"),
        (gzip.compress(gzip.compress(batch(GOOD))), "gzip"),
        (zlib.compress(batch(GOOD)), "gzip"),
        (batch(GOOD), "br"),
        (batch(GOOD), "gzip, gzip"),
    ],
    ids=["no-gzip", "cut-off", "packed-twice", "zlib", "brotli", "named-twice"],
)
def test_what_cannot_be_unpacked_is_refused(site: Site, content: bytes, packing: str) -> None:
    answer = site.sender().post("/v1/batch", content=content, headers={"Content-Encoding": packing})

    assert (answer.status_code, answer.json()["code"]) == (400, "events-unreadable")


def test_a_batch_that_is_too_large_is_refused_with_the_limit(site: Site) -> None:
    answer = site.sender().post("/v1/batch", content=b" " * (LARGEST_BATCH + 1))

    assert (answer.status_code, answer.json()["code"]) == (413, "events-too-large")
    assert str(LARGEST_BATCH) in answer.json()["detail"]


def test_ten_thousand_events_in_a_batch_are_ten_thousand_verdicts(site: Site) -> None:
    small = b'{"type":"page","anonymousId":"v"}'
    content = batch(*[small] * 10_000)

    found = verdicts(site.sender().post("/v1/batch", content=content))

    assert statuses(found) == ["limited"] * 10_000


@pytest.mark.parametrize(
    ("told", "sent", "kept", "reason"),
    [
        ("2026-11-24T02:59:00Z", None, "2026-11-24T02:59:00.000+00:00", None),
        ("2026-11-24T11:59:00+09:00", None, "2026-11-24T02:59:00.000+00:00", None),
        # the sender's clock is an hour ahead: corrected by `sentAt`
        ("2026-11-24T03:59:00Z", "2026-11-24T04:00:00Z", "2026-11-24T02:59:00.000+00:00", None),
        # two years behind
        ("2024-11-24T02:59:00Z", "2024-11-24T03:00:00Z", "2026-11-24T02:59:00.000+00:00", None),
        ("2126-11-24T03:00:00Z", None, "2026-11-24T03:00:00.000+00:00", "clock"),
        ("9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "2026-11-24T03:00:00.000+00:00", "clock"),
        ("yesterday", None, "2026-11-24T03:00:00.000+00:00", "clock"),
        ({"$date": 1}, None, "2026-11-24T03:00:00.000+00:00", "clock"),
        (1e300, None, "2026-11-24T03:00:00.000+00:00", "clock"),
        (1795489140000, None, "2026-11-24T02:59:00.000+00:00", None),
    ],
)  # fmt: skip
def test_time_is_told_by_our_clock(
    site: Site, told: Any, sent: str | None, kept: str, reason: str | None
) -> None:
    [verdict] = send(site.sender(), search(timestamp=told), sentAt=sent)
    ref = site.ref()

    assert ref is not None
    assert site.events(ref)[0].at == kept
    assert verdict.get("reasons", []) == ([reason] if reason else [])


def test_what_happened_longer_ago_than_it_may_be_kept_is_not_taken(site: Site) -> None:
    long_ago = (site.clock.now - timedelta(days=32)).isoformat()

    [verdict] = send(site.sender(), search(timestamp=long_ago))

    assert (verdict["status"], verdict["reasons"]) == ("rejected", ["expired"])


@pytest.mark.parametrize(
    "identifier",
    ["'; DROP TABLE events_event; --", "../../etc/passwd", "=cmd|' /C calc'!A0", "🙂" * 80],
)
def test_an_identifier_that_looks_like_something_else_is_one(site: Site, identifier: str) -> None:
    [verdict] = send(site.sender(), search(visitor=identifier))

    assert verdict["status"] == "accepted"
    assert site.ref(identifier) is not None


def test_no_answer_and_no_line_of_the_log_repeats_what_came_in(site: Site) -> None:
    secret = "SECRET-7"
    sender = site.sender()
    sender.headers["User-Agent"] = secret
    answers = [
        sender.post("/v1/batch", json={"batch": [page(visitor=secret, properties={secret: 1})]}),
        sender.post("/v1/batch", json={"batch": [search(event=secret)]}),
        sender.post(f"/v1/{secret}", content=secret),
        sender.post("/v1/batch", content=secret),
    ]

    assert all(secret not in one.text for one in answers)
    assert all(secret not in line and "192.0.2" not in line for line in site.lines)


def test_a_denial_of_a_thousand_purposes_costs_nobody_else(site: Site) -> None:
    preferences = {f"purpose-{at}": False for at in range(1000)}
    event = page(context={"consent": {"categoryPreferences": preferences}})

    assert json.dumps(event)
    assert statuses(send(site.sender(), event, search())) == ["limited", "accepted"]
