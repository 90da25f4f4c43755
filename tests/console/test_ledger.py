"""The ledger is searched a bounded stretch at a time, put into words, proved, and written out."""

import csv
import io
import json
import re
from datetime import UTC, datetime
from typing import get_args

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.faces.inside import Inside, Visitor
from tests.gate.samples import CLIENT, NOON, OFFERS, SERVICE, USE, entries, stored
from tests.parties.samples import registered

from mamoru.console.ledger.change_words import CHANGES
from mamoru.console.ledger.export import safe_table
from mamoru.console.ledger.field_words import FIELDS
from mamoru.console.ledger.values import ACTS, QUARANTINED, WEIGHTS
from mamoru.console.officers import WORKERS
from mamoru.gate.asking import OFFICER, OURS, OWN_ACTS, Wish
from mamoru.gate.errors import HandlingRefusedError
from mamoru.gate.read import read
from mamoru.ledger.changes import Quarantine, Weight
from mamoru.ledger.entries import KINDS, Handled, PartyChanged, SystemChanged, encode
from mamoru.ledger.search import MOST, search
from mamoru.ledger.tree.receipts import check_receipt
from mamoru.ledger.verified import note_whole, standing
from mamoru.vault.person import Created

AT = "/console/ledger"


def placed(pages: Inside) -> None:
    pages.door.sequencer.integrate(pages.clock.now)


def auditor(pages: Inside) -> Visitor:
    return pages.officer("auditor-1", "auditor")


def used(pages: Inside) -> Created:
    person = stored(pages.door)
    read(pages.door, OFFICER, USE, person.ref)
    with pytest.raises(HandlingRefusedError):
        read(pages.door, CLIENT, Wish(act="use", purpose=OFFERS), person.ref)
    placed(pages)
    return person


def many(pages: Inside, count: int) -> None:
    def unit(record: object) -> None:
        for number in range(count):
            entry = SystemChanged(at=NOON, change="started", seconds=number)
            record.add(entry)  # type: ignore[attr-defined]  # of the door's record

    pages.door.writer.run(unit)
    placed(pages)


def but_tiles(seen: CaptureQueriesContext) -> int:
    return sum("ledger_tile" not in one["sql"] for one in seen.captured_queries)


def test_entries_are_found_by_act_outcome_purpose_caller_and_number(pages: Inside) -> None:
    used(pages)
    visitor = auditor(pages)

    for query, shown in (
        ("act=use", 2), ("act=collect", 1), ("act=use&outcome=allow", 1), (f"purpose={SERVICE}", 1),
        ("caller=shop-front", 1), ("clause=9(9)", 0), ("kind=handling&number=0", 0),
    ):  # fmt: skip
        page = visitor.get(f"{AT}?{query}")
        assert page.status_code == 200, query
        assert page.text.count("<tr data-row") == shown, query


def test_a_day_leads_to_what_was_before_its_end(pages: Inside) -> None:
    used(pages)

    assert "<tr data-row" in auditor(pages).get(f"{AT}?on=2026-11-24").text
    assert "<tr data-row" not in auditor(pages).get(f"{AT}?on=2026-11-23").text


def test_a_stretch_of_three_thousand_entries_costs_no_query_more_than_of_thirty(
    pages: Inside,
) -> None:
    visitor = auditor(pages)
    many(pages, 30)
    with CaptureQueriesContext(connection) as few:
        visitor.get(f"{AT}?kind=system")
    for _ in range(30):
        many(pages, 100)

    with CaptureQueriesContext(connection) as much:
        page = visitor.get(f"{AT}?kind=system&act=started")
    with CaptureQueriesContext(connection) as deep:
        visitor.get(f"{AT}?kind=system&number=400")

    assert page.text.count("<tr data-row") == 50
    assert but_tiles(much) == but_tiles(few)
    assert but_tiles(deep) == but_tiles(few)
    assert len(much) - but_tiles(much) <= 4  # of the root: by the logarithm of the size


def test_a_search_ends_after_a_stretch_and_goes_on_from_there(pages: Inside) -> None:
    many(pages, 1)
    for _ in range(45):
        many(pages, 200)
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(size) FROM ledger_checkpoint")
        (size,) = cursor.fetchone()
        found = search(cursor, {"act": "form_retired"}, before=size, size=50)
        again = search(cursor, {"act": "form_retired"}, before=found.rest, size=50)

    assert found.found == ()
    assert MOST <= found.looked < MOST + 256
    assert found.looked + again.looked == size
    assert again.rest == 0


def test_one_persons_entries_are_found_by_the_random_name_alone_and_not_in_an_address(
    pages: Inside,
) -> None:
    used(pages)
    subject = next(one.subject for one in entries() if isinstance(one, Handled) and one.subject)
    visitor = auditor(pages)

    page = visitor.post(f"{AT}/person", {"pseudonym": subject})
    wrong = visitor.post(f"{AT}/person", {"pseudonym": "tsukuri@example.jp"})
    nobody = visitor.post(f"{AT}/person", {"pseudonym": "0" * 32})

    assert page.text.count("<tr data-row") == 3
    assert wrong.status_code == 400
    assert nobody.text.count("<tr data-row") == 0


def test_an_entry_is_said_in_words_with_its_clauses_and_its_proof(pages: Inside) -> None:
    used(pages)
    visitor = auditor(pages)
    index = next(
        at for at, one in enumerate(entries())
        if isinstance(one, Handled) and (one.outcome, one.act) == ("allow", "use")
    )  # fmt: skip

    page = visitor.text(f"{AT}/entries/{index}")
    receipt = visitor.get(f"{AT}/entries/{index}/receipt")

    assert "the proof was checked now, and holds" in page
    assert "2(1)" in page
    assert check_receipt(receipt.text, encode(entries()[index]), pages.door.sequencer.vkey)
    assert "attachment" in receipt.headers["content-disposition"]
    assert visitor.get(f"{AT}/entries/999999").status_code == 404
    assert visitor.get(f"{AT}/entries/{10**30}").status_code == 404


def test_the_page_says_when_everything_was_verified_and_that_the_log_goes_on_from_there(
    pages: Inside,
) -> None:
    used(pages)
    visitor = auditor(pages)
    home = settings.HOME / "ledger"
    assert "never" in visitor.text(AT)
    with connection.cursor() as cursor:
        head = standing(cursor, home, pages.door.sequencer.vkey).checkpoint
    note_whole(home, head, datetime(2026, 11, 24, tzinfo=UTC))
    many(pages, 3)

    page = visitor.text(AT)
    assert f"all {head.size} entries held then" in page
    assert "continues what was verified then" in page

    note_whole(home, head._replace(root=b"\1" * 32), datetime(2026, 11, 24, tzinfo=UTC))
    assert "is not the one that was verified then" in visitor.text(AT)
    (home / "verified.json").unlink()


def test_a_range_is_given_as_lines_table_or_receipts_and_that_is_on_record(pages: Inside) -> None:
    used(pages)
    visitor = auditor(pages)

    def take(form: str, last: int = 2) -> bytes:
        sent = {"range-first": 0, "range-last": last, "range-form": form}
        given = visitor.post(f"{AT}/export", sent)
        assert given.status_code == 200, given.text
        assert given.headers["content-disposition"].startswith("attachment")
        return given.content

    lines = [json.loads(line) for line in take("jsonl").splitlines()]
    table = list(csv.reader(io.StringIO(take("csv").decode("utf-8-sig"))))
    proofs = [json.loads(line) for line in take("receipts").splitlines()]

    assert [one["index"] for one in lines] == [0, 1, 2]
    assert len(table) == 4
    vkey = pages.door.sequencer.vkey
    assert [check_receipt(one["receipt"], one["entry"].encode(), vkey).size for one in proofs]
    told = [one for one in entries() if isinstance(one, SystemChanged) and one.change == "exported"]
    assert [one.system for one in told] == ["ledger"] * 3
    assert visitor.account is not None
    assert told[0].caller == visitor.account.handle
    too_many = {"range-first": 0, "range-last": 10_000, "range-form": "jsonl"}
    assert visitor.post(f"{AT}/export", too_many).status_code == 400


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_the_table_is_a_formula(begins: str) -> None:
    hostile = f"{begins}cmd|' /C calc'!A0"

    (row,) = csv.reader(io.StringIO(safe_table([[hostile]]).decode("utf-8-sig"), newline=""))

    assert row == [f"'{hostile}"]


@pytest.mark.parametrize("role", ["desk", "engineer"])
def test_whoever_may_not_read_the_ledger_sees_and_takes_nothing(pages: Inside, role: str) -> None:
    visitor = pages.officer(f"{role}-1", role)

    for path in ("", "/entries/0", "/entries/0/receipt", "/tickets/256"):
        assert visitor.get(AT + path).status_code == 403, path
    for path in ("/person", "/export"):
        assert visitor.post(AT + path).status_code == 403, path


def test_whatever_happened_has_a_word_in_both_languages() -> None:
    codes = {
        str(kind.__struct_config__.tag): get_args(get_args(of)[0])
        for kind in KINDS
        if (of := kind.__annotations__.get("change")) is not None
    }

    assert len(codes) == 8
    assert {(kind, code) for kind, of in codes.items() for code in of} - {
        (kind, code) for kind, words in CHANGES.items() for code in words
    } == set()


def test_whatever_an_entry_holds_has_a_word_and_so_has_each_value_of_a_short_list() -> None:
    named = {field for kind in KINDS for field in kind.__struct_fields__}

    assert named - set(FIELDS) == {"asked"}  # it is for machines alone
    assert set(ACTS) >= OWN_ACTS
    assert set(QUARANTINED) == set(get_args(Quarantine))
    assert set(WEIGHTS) == set(get_args(Weight))
    assert set(WORKERS) == OURS


def test_what_changed_in_the_installation_is_said_in_words(pages: Inside) -> None:
    pages.officer("desk-1", "desk")
    placed(pages)
    page = pages.officer("auditor-1", "auditor", language="ja").text(AT)

    assert "担当者を登録 desk-1" in page
    assert "officer_registered" not in page


def test_what_happened_to_parties_and_keys_is_said_in_words(pages: Inside) -> None:
    registered(pages.door, "contractor")
    placed(pages)
    visitor = pages.officer("auditor-1", "auditor", language="ja")
    page = visitor.text(AT)
    codes = [at for at, one in enumerate(entries()) if isinstance(one, PartyChanged)]

    entry = visitor.text(f"{AT}/entries/{codes[-1]}")

    for word in ("書類を登録", "暗号鍵を作成", "コマンドライン"):
        assert word in page, word
    for code in ("paper_filed", "epoch_created", "registered"):
        assert code not in page, code
    assert "提供先・委託先 party_" in entry


def test_an_entry_of_a_handling_has_no_code_of_ours_beside_the_entry_itself(pages: Inside) -> None:
    used(pages)
    visitor = pages.officer("auditor-1", "auditor", language="ja")
    handled = [at for at, one in enumerate(entries()) if isinstance(one, Handled)]

    shown = [visitor.text(f"{AT}/entries/{at}").partition("原文")[0] for at in handled]

    assert "情報の種類 登録情報" in shown[0]
    assert "取得元 本人" in shown[0]
    assert "判断 認めた" in shown[0]
    for code in ("collect", "registration", "allow", "company", "officer"):
        assert not any(re.search(rf"\b{code}\b", page) for page in shown), code


def test_entries_of_our_own_workers_are_found_by_what_the_page_calls_them(pages: Inside) -> None:
    used(pages)
    visitor = auditor(pages)

    by_word = visitor.get(f"{AT}?kind=handling&caller=the+command+line")

    assert by_word.text.count("<tr data-row") == 2
    assert visitor.get(f"{AT}?caller=what+somebody+wrote").status_code == 400
