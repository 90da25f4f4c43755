import re
from datetime import date

import pytest

from mamoru.law.errors import TableError
from mamoru.law.figures import law_clocks
from mamoru.law.periods import Period
from mamoru.law.sentences import Sentence
from mamoru.law.table import Row, law_table, parse_table, rules_in_force, statutes
from mamoru.law.validity import Status
from mamoru.policy.shapes import Section
from mamoru.policy.words import FACTS, PURPOSE_KINDS

TODAY = date(2026, 11, 23)
TABLE = law_table()
ROWS = {row.name: row for row in TABLE.rows}
CLOCKS = {clock.name: clock for clock in law_clocks().clocks}
JAPANESE = re.compile(r"[぀-ヿ一-鿿]")


def cases(row: Row) -> list[Section]:
    return [row.body, *row.body.get("unless", {}).values()]


def duties(row: Row) -> list[Section]:
    return [duty for case in cases(row) for duty in case.get("must", {}).values()]


def test_every_row_says_since_when_on_what_and_whether_it_was_verified() -> None:
    for row in TABLE.rows:
        assert row.source
        assert row.validity.verified in (True, False)
        assert (row.validity.effective_from is None) == (row.validity.status is Status.BILL)


def test_every_text_is_there_in_both_languages() -> None:
    texts = [row.word for row in TABLE.rows] + [one.word for one in TABLE.left_out]
    texts += [statute.word for statute in TABLE.statutes.values()]
    sections = [section for row in TABLE.rows for section in [*cases(row), *duties(row)]]
    pairs = [*texts, *((section["ja"], section["en"]) for section in sections)]

    for ja, en in pairs:
        assert JAPANESE.search(ja), ja
        assert not JAPANESE.search(en), en


def test_every_clock_that_a_row_names_exists_and_was_in_force_with_it() -> None:
    for row in TABLE.rows:
        for name in [*row.clocks, *(duty["within"] for duty in duties(row) if "within" in duty)]:
            assert row.validity.effective_from is not None
            assert CLOCKS[name].validity.holds(row.validity.effective_from), name


def test_a_duty_that_comes_back_comes_back_as_often_as_its_clock_says() -> None:
    for row in TABLE.rows:
        for duty in duties(row):
            if "every" in duty and "within" in duty:
                clock = CLOCKS[duty["within"]]
                assert Period.parse(duty["every"]) == clock.period


def test_a_duty_after_the_act_names_when_it_is_due() -> None:
    late = [
        (row.name, str(duty["do"]))
        for row in TABLE.rows
        for duty in duties(row)
        if duty["when"] == "after" and "within" not in duty
    ]

    assert late == []


def test_a_purpose_of_any_kind_is_a_stated_purpose() -> None:
    case = ROWS["APPI 18(1)"].body["unless"]["[purpose]"]

    assert list(case["purpose_kind"]) == list(PURPOSE_KINDS)


def test_bills_are_shown_but_never_decided_with() -> None:
    bills = {row.name for row in TABLE.rows if row.validity.status is Status.BILL}

    assert len(bills) == 10
    assert not bills & {row.name for row in rules_in_force(date(2100, 1, 1))}


def test_no_row_applies_before_it_was_in_force() -> None:
    def names(on: date) -> set[str]:
        return {row.name for row in rules_in_force(on)}

    assert "TBA 27-12" not in names(date(2023, 6, 15))
    assert "TBA 27-12" in names(date(2023, 6, 16))
    assert "APPI 27(1)" not in names(date(2022, 3, 31))
    assert "APPI 27(1)" in names(date(2022, 4, 1))


@pytest.mark.parametrize(
    "article",
    """APPI 17(1)|APPI 18(1)|APPI 20(2)|APPI 21(1)|APPI 21(2)|APPI 22|APPI 23|APPI 24|APPI 25
    APPI 26(1)|APPI 26(2)|APPI 27(1)|APPI 27(5)(i)|APPI 27(5)(iii)|APPI 27(6)|APPI 28(1)|APPI 29(1)
    APPI 30(1)|APPI 31(1)|APPI 32(1)|APPI 32(2)|APPI 33(2)|APPI 33(5)|APPI 34(2)|APPI 35|APPI 37
    APPI 38|APPI 40|APPI 43(3)|MAIL 3(1)|TBA 27-12|PPC-QA 1-62""".replace("\n", "|").split("|"),
)
def test_an_article_that_the_policies_rest_on_is_in_force(article: str) -> None:
    assert ROWS[article.strip()].validity.holds(TODAY)


def lifted_by(name: str) -> dict[str, set[str]]:
    return {
        str(label): set(case.get("is", [])) for label, case in ROWS[name].body["unless"].items()
    }


def test_provision_is_lifted_by_exactly_the_grounds_of_the_article() -> None:
    assert lifted_by("APPI 27(1)") == {
        "(main)": {"consent_prior"},
        "[foreign]": {"foreign_consent"},
        "(i)": {"by_law"},
        "(ii)": {"life_body_property", "consent_difficult"},
        "(iii)": {"public_health", "consent_difficult"},
        "(iv)": {"state_function", "consent_impedes"},
        "[succession]": {"succession"},
        "[person]": set(),
    }


@pytest.mark.parametrize(
    ("ground", "with_it"),
    [
        ("life_body_property", "consent_difficult"),
        ("public_health", "consent_difficult"),
        ("state_function", "consent_impedes"),
    ],
)
def test_a_ground_of_need_always_asks_why_consent_was_not_obtained(
    ground: str, with_it: str
) -> None:
    urgent = {"APPI 21(2)"}  # there the purpose is told later; consent is not at issue
    alone = [
        row.name
        for row in TABLE.rows
        for case in cases(row)
        if ground in case.get("is", []) and with_it not in case["is"]
    ]

    assert set(alone) <= urgent


def test_provision_abroad_is_never_lifted_by_plain_consent() -> None:
    assert {"consent_prior"} not in lifted_by("APPI 28(1)").values()
    assert {"succession"} not in lifted_by("APPI 28(1)").values()


def test_what_must_be_true_before_an_act_is_a_fact_that_the_company_owes() -> None:
    for name in ("APPI 21(2)", "APPI 25", "APPI 27(5)(iii)", "APPI 30(1)"):
        facts = lifted_by(name)["(main)"]
        assert {FACTS[fact].origin for fact in facts} == {"owed"}


def test_provision_by_consent_is_recorded_and_provision_by_law_is_not() -> None:
    record = ROWS["APPI 29(1)"].body

    assert list(record["is"]) == ["consent_prior"]
    assert "role:state_body" not in record["to"]
    assert record["must"]["[record]"]["within"] == "provision_record"


def test_data_that_identifies_nobody_is_not_banned_from_provision() -> None:
    bans = [row.body for row in TABLE.rows if row.sentence is Sentence.BAN]

    assert all(ban.get("identifying") is True for ban in bans if "provide" in ban["never"])


def test_every_row_belongs_to_a_statute() -> None:
    for row in TABLE.rows:
        assert statutes()[row.statute.id] is row.statute
        assert row.name.startswith(row.statute.cite + " ")


SMALL = """
law: {id: small, revision: "2026-11-02", ja: 法, en: law}
statutes: {a: {cite: ACT, short: 法, ja: 法, en: act, protects: natural}}
rules:
  "ACT 1": {ja: 禁, en: ban, effective_from: "2022-04-01", status: in_force, verified: true,
    source: 法1, never: [provide], unless: {"(i)": {ja: 除, en: but, is: [by_law]}}}
left_out: [{article: "ACT 2", ja: 外, en: out}]
"""


def test_a_sound_table_is_read() -> None:
    (row,) = parse_table(SMALL.encode()).rows

    assert (row.name, row.sentence) == ("ACT 1", Sentence.BAN)


def test_a_bill_is_not_decided_with_even_where_its_date_is_known() -> None:
    table = parse_table(SMALL.replace("status: in_force", "status: bill").encode())

    assert table.rows[0].validity.effective_from == date(2022, 4, 1)
    assert table.in_force(TODAY) == ()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("by_law", "by_luck", "'by_luck' is no standard word"),
        ("never: [provide]", "never: [sell]", "'sell' is not among"),
        ("never: [provide]", "says: true", "unless goes with never"),
        ("never: [provide]", "never: [provide], to: [police]", "'police' is no standard word"),
        ("never: [provide]", "never: [provide], data: [name]", "'name' is no standard word"),
        ("never: [provide]", "never: [provide], says: true", "exactly one of"),
        ("never: [provide]", "never: [provide], place: null", "There is no value (null)"),
        ("ACT 1", "LAW 1", "no such statute"),
        ("en: ban, ", "", "The text 'en' is missing"),
        ('effective_from: "2022-04-01", ', "", "no effective_from"),
        ('effective_from: "2022-04-01"', "effective_from: 2022-04-01", "quote it"),
        ("verified: true,", "", "'verified' is missing"),
        (
            "is: [by_law]}",
            "must: {a: {do: approved, ja: 前, en: first, evidence: approval, when: before}}}",
            "as a ban that an owed fact lifts",
        ),
    ],
)
def test_a_faulty_row_is_refused_with_the_reason(old: str, new: str, reason: str) -> None:
    assert old in SMALL
    with pytest.raises(TableError) as raised:
        parse_table(SMALL.replace(old, new).encode())

    assert reason in raised.value.message("en")
    assert JAPANESE.search(raised.value.message("ja"))
