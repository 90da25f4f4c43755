"""Registers of choices, grounds, recipients abroad, erasures and transmissions; nobody is named."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.console.test_sensitive import NOTE, WHY, sent
from tests.faces.inside import Inside, Visitor, plain
from tests.gate.samples import COLLECT, NAME, NOON, OFFERS, stored
from tests.parties.samples import filed, registered
from tests.rights.samples import asked, decided
from tests.tag.pages import TAG

from mamoru.consent.choices import Choice, Kind
from mamoru.console.registers import book
from mamoru.console.registers.choices import MAIL
from mamoru.console.registers.disposals import disposals
from mamoru.faces.cursor import gone_through
from mamoru.gate.asking import OFFICER
from mamoru.gate.choose import give, withdraw
from mamoru.gate.models import SensitiveGround
from mamoru.gate.quarantine.grounds import count_old, forget_old
from mamoru.rights.leaving.models import Leaving
from mamoru.rights.retention.models import Run
from mamoru.rights.retention.run import run
from mamoru.tag.publish import publish

AT = "/console/registers"
OPT_IN = Choice(kind=Kind.OPT_IN, purpose=OFFERS)


def auditor(pages: Inside) -> Visitor:
    return pages.officer("auditor-1", "auditor")


def csv_of(visitor: Visitor, name: str, **days: str) -> str:
    given = visitor.post(f"{AT}/{name}/file", {"form": "csv", **days})
    assert given.status_code == 200
    return given.content.decode("utf-8-sig")


def test_choices_stand_with_what_took_them_back_and_not_with_whose_they_are(pages: Inside) -> None:
    person = stored(pages.door)
    chosen = give(pages.door, OFFICER, COLLECT, person.ref, OPT_IN, data="supplied")
    consent = Choice(kind=Kind.CONSENT, purpose=OFFERS, recipient="ad_firm", by_guardian=True,
                     guardian="deed:7")  # fmt: skip
    give(pages.door, OFFICER, COLLECT, person.ref, consent, data="supplied")
    pages.clock.now += timedelta(days=2)
    withdraw(pages.door, OFFICER, person.ref, chosen)
    visitor = auditor(pages)

    every, mail = visitor.text(f"{AT}/consents"), visitor.text(f"{AT}/mail-consents")
    row = next(one for one in csv_of(visitor, "mail-consents").splitlines() if chosen in one)

    assert every.count(chosen) == 2
    assert "opt-in to mail" in every
    assert "withdrawal" in every
    assert "deed:7" in every
    assert "2026-11-24" in row
    assert "2026-11-26" in row
    assert chosen in mail
    assert "deed:7" not in mail
    assert "withdrawal" in csv_of(visitor, "consents", since="2026-11-25")
    assert "consent" not in csv_of(visitor, "consents", since="2026-11-25").partition("\n")[2]
    for page in (every, mail, csv_of(visitor, "consents")):
        assert NAME not in page
        assert person.ref not in page


def test_a_ground_says_the_exception_its_evidence_and_who_decided_and_no_value(
    pages: Inside,
) -> None:
    ref = sent(pages)
    reviewer = pages.officer("reviewer-1", "reviewer")
    reviewer.post(f"/console/sensitive/{ref}", WHY)
    form = {"claim-exception": "3(1)", "claim-evidence": "statute:7", **NOTE}
    assert reviewer.post(f"/console/sensitive/{ref}/claim", form).status_code == 302
    visitor = auditor(pages)

    page, file = visitor.text(f"{AT}/sensitive-grounds"), csv_of(visitor, "sensitive-grounds")

    for told in (page, file):
        assert "3(1)" in told
        assert "statute:7" in told
        assert "reviewer-1" in told
        assert "糖尿病" not in told
        assert NAME not in told
    ground = SensitiveGround.objects.get()
    assert ground.clauses == ["3(1)"]
    assert ground.ticket is not None


def test_what_was_cleared_or_purged_rests_on_no_exception(pages: Inside) -> None:
    reviewer = pages.officer("reviewer-1", "reviewer")
    for act, form in (("clear", {"clear-notice": "notice:2022-02-04"}), ("purge", {})):
        ref = sent(pages) if act == "clear" else waiting_again(pages)
        reviewer.post(f"/console/sensitive/{ref}", WHY)
        assert reviewer.post(f"/console/sensitive/{ref}/{act}", form).status_code == 302

    assert SensitiveGround.objects.count() == 0


def waiting_again(pages: Inside) -> str:
    from tests.console.test_sensitive import ILLNESS
    from tests.gate.samples import given

    from mamoru.gate.create import create

    other = given("Kurage Mizutamari", items={"name": "Kurage Mizutamari", "inquiry_text": ILLNESS})
    found, _ = create(pages.door, OFFICER, COLLECT, [other])
    return found.quarantined[0].ref


def test_a_ground_is_kept_for_three_years_and_goes_then(pages: Inside) -> None:
    SensitiveGround.objects.create(
        ref="ground_1", at=NOON, came="record", data=[], sensitive=[], clauses=["3(1)"],
        evidence={}, by="reviewer",
    )  # fmt: skip
    pages.clock.now = NOON + timedelta(days=3 * 365)
    assert forget_old(pages.door, 10) == 0

    pages.clock.now = NOON + timedelta(days=3 * 365 + 3)

    assert count_old(pages.clock.now) == 1
    assert forget_old(pages.door, 10) == 1
    assert SensitiveGround.objects.count() == 0


def test_recipients_abroad_stand_with_their_way_and_their_checks(pages: Inside) -> None:
    registered(pages.door, name="国内商会")
    for name, country in (("Gallia", "FR"), ("Columbia", "US"), ("Nova", "AU"), ("Terra", "NZ")):
        party = registered(pages.door, name=name, country=country)
        if name == "Columbia":
            filed(pages.door, party, "foreign_measures")
            filed(pages.door, party, "measures_check", from_=date(2026, 11, 20))
        if name == "Nova":
            told = ("country", "system", "measures")
            filed(pages.door, party, "foreign_information", clauses=told)
    visitor = auditor(pages)

    rows = {line.split(",")[1]: line for line in csv_of(visitor, "foreign").splitlines() if line}

    assert "国内商会" not in "".join(rows)
    assert "recognised country" in rows["Gallia"]
    assert "equivalent measures" in rows["Columbia"]
    assert "2026-11-20" in rows["Columbia"]
    assert "2027-11" in rows["Columbia"]
    assert "consent of the person" in rows["Nova"]
    assert "nothing may be given" in rows["Terra"]
    assert "Columbia" in visitor.text(f"{AT}/foreign")


def test_where_a_third_party_is_counts_and_of_a_contractor_all_that_it_reaches(
    pages: Inside,
) -> None:
    registered(pages.door, name="Nihon", storage=("US",))
    registered(pages.door, name="Gallia", country="FR", storage=("US",))
    registered(pages.door, "contractor", name="Soko", storage=("US",))

    given = csv_of(auditor(pages), "foreign")
    rows = {line.split(",")[1]: line for line in given.splitlines() if line}

    assert "in Japan" in rows["Nihon"]
    assert "recognised country" in rows["Gallia"]
    assert "nothing may be given" in rows["Soko"]


def test_what_was_erased_by_a_request_as_somebody_left_and_by_time_is_one_list(
    pages: Inside,
) -> None:
    ref = asked(pages.door, "erase", claim="not_needed")
    decided(pages.door, ref)
    left(1)
    run(pages.door)
    visitor = auditor(pages)

    page, file = visitor.text(f"{AT}/disposals"), csv_of(visitor, "disposals")

    for told in (page, file):
        assert ref in told
        assert "leaving_00000" in told
        assert Run.objects.get().ref in told
        assert "everything of one person" in told
        assert "values 12" in told
        assert NAME not in told


def left(count: int) -> None:
    Leaving.objects.bulk_create(
        Leaving(
            ref=f"leaving_{number:05}", state="erased", caller="inquiries", left_at=NOON,
            erase_by=NOON, erased_at=NOON - timedelta(hours=number // 2), counts={"values": 12},
        )
        for number in range(count)
    )  # fmt: skip


def ran(count: int) -> None:
    Run.objects.bulk_create(
        Run(
            ref=f"run_{number:05}", state="done", at=NOON, found={}, gone={"items": number},
            ended_at=NOON - timedelta(hours=number), open=None,
        )
        for number in range(count)
    )  # fmt: skip


def test_rows_of_several_tables_are_gone_through_by_key_once_each(pages: Inside) -> None:
    left(130)
    ran(70)
    visitor = auditor(pages)
    seen: list[str] = []
    address = f"{AT}/disposals"
    counts = set()

    for _ in range(4):
        with CaptureQueriesContext(connection) as queries:
            page = visitor.get(address).text
        counts.add(len(queries))
        seen += re.findall(r"(?:leaving|run)_\d{5}", plain(page))
        more = page.partition('id="more"')[2].partition('href="')[2].partition('"')[0]
        address = f"{AT}/disposals{more.replace('&amp;', '&')}"

    assert len(seen) == len(set(seen)) == 200
    assert seen[:3] == ["run_00000", "leaving_00001", "leaving_00000"]
    assert not more
    assert len(counts) == 1


@pytest.mark.parametrize("is_last_first", [True, False])
def test_no_part_of_the_list_of_erasures_is_read_whole(pages: Inside, is_last_first: bool) -> None:
    left(400)
    ran(400)
    with CaptureQueriesContext(connection) as queries:
        found = gone_through(
            disposals(NOON), "at", "ref", is_last_first=is_last_first, after=None, size=50
        )

    assert len(found.rows) == 50
    assert len(queries) == 4
    assert all("LIMIT 51" in one["sql"] for one in queries)


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_who_may_be_written_to_is_found_by_an_index_of_its_own(pages: Inside) -> None:
    person = stored(pages.door)
    give(pages.door, OFFICER, COLLECT, person.ref, OPT_IN, data="supplied")

    plan = MAIL.rows(NOON).order_by("-pk")[:51].explain()  # type: ignore[union-attr]  # a query, as declared there

    assert "consent_opt_in" in plan


def test_the_list_of_transmissions_has_what_the_law_asks_for_and_every_version(
    pages: Inside,
) -> None:
    visitor = auditor(pages)
    assert "data-row" not in visitor.get(f"{AT}/transmissions").text
    text = TAG.replace("SHOP", "https://www.example.com")
    publish(pages.door, OFFICER, text.encode())
    publish(pages.door, OFFICER, text.replace("見本解析合同会社", "別名解析合同会社").encode())

    page = visitor.get(f"{AT}/transmissions", **{"Accept-Language": "ja"}).text
    file = visitor.post(f"{AT}/transmission-versions/file", {"form": "csv"}).content.decode()

    assert "別名解析合同会社" in page
    assert "見本解析合同会社" not in page
    assert visitor.get(f"{AT}/transmission-versions").text.count("data-row") == 2
    assert file.count("\n") > page.count("data-row")


def test_a_file_of_too_many_rows_is_refused_in_words(
    pages: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran(6)
    monkeypatch.setattr(book, "MOST_ROWS", 5)
    visitor = auditor(pages)

    refused = visitor.post(f"{AT}/retention/file", {"form": "csv"})
    days = {"since": "0001-01-01", "until": "9999-12-31"}

    assert refused.status_code == 400
    assert "choose fewer days" in refused.text
    assert visitor.post(f"{AT}/consents/file", {"form": "csv", **days}).status_code == 200


@pytest.mark.parametrize(
    "name", ["consents", "mail-consents", "sensitive-grounds", "foreign", "disposals"]
)
def test_whoever_may_not_read_records_reads_none_of_them(pages: Inside, name: str) -> None:
    visitor = pages.officer("desk-1", "desk")

    assert visitor.get(f"{AT}/{name}").status_code == 403
    assert visitor.post(f"{AT}/{name}/file", {"form": "csv"}).status_code == 403
