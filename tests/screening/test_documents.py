"""Of identity documents nothing remains that may not be kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mamoru.screening.documents import MASK, masked, masked_fields, masked_text, to_mask
from mamoru.screening.findings import Finding, Kind
from mamoru.screening.proofs import Document

CARDS = {
    Document.MY_NUMBER_CARD: (
        (
            "個人番号カード\n氏名 利用者A\n住所 東京都千代田区千代田1-1\n個 人 番 号\n{0}\n"
            "臓器提供意思\n"
            "1. 私は、脳死後及び心臓が停止した死後のいずれでも提供します"
        ),
        ("123456789018", "1234 5678 9018", "1234 5678 9O18", "１２３４ ５６７８ ９０１８"),
        ("利用者A", "千代田1-1"),
    ),
    Document.LICENCE: (
        (
            "運転免許証\n氏名 利用者A\n本籍 {0}\n住所 東京都港区芝1-2-3\n番号 第 309012345620 号\n"
            "1. 私は、脳死後のいずれでも提供します\n提供したくない臓器 眼球\n特記欄 親族優先"
        ),
        ("大阪府大阪市北区天神橋1番地", "沖縄県"),
        ("利用者A", "芝1-2-3", "309012345620"),
    ),
    Document.PASSPORT: (
        ("PASSPORT\n旅券番号/Passport No. TR1234567\n本籍/Registered Domicile\n{0}\n性別/Sex F"),
        ("OKINAWA", "HOKKAIDO"),
        ("TR1234567", "Sex F"),
    ),
    Document.RESIDENT_RECORD: (
        (
            "住民票\n氏名 利用者A\n世帯主との続柄 妻\n本 籍 {0}\n筆頭者 利用者B\n"
            "住民票コード 12345678901\n"
            "個人番号 123456789018\n住所を定めた日 令和2年1月2日"
        ),
        ("京都府京都市上京区9番", "青森県"),
        ("利用者A", "令和2年1月2日"),
    ),
    Document.INSURANCE_CARD: (
        (
            "健康保険被保険者証\n記号 {0} 番号 678(枝番) 00\n保険者番号 33120015\n氏名 利用者A\n"
            "QRコード\nMDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz"
        ),
        ("12345", "東京・12"),
        ("利用者A",),
    ),
    Document.PENSION_BOOK: (
        ("年金手帳\n基礎年金番号 {0}\n氏名 利用者A"),
        ("1234-567890", "1234 - 567890", "l234-567890"),
        ("利用者A",),
    ),
}
FURTHER = (
    "12345678901",
    "123456789018",
    "33120015",
    "MDEyMzQ1",
    "678",
    "脳死",
    "利用者B",
    "妻",
    "眼球",
    "親族優先",
)


@pytest.mark.parametrize("document", CARDS)
def test_nothing_of_what_may_not_be_kept_remains_and_the_rest_does(document: Document) -> None:
    template, values, kept = CARDS[document]
    for value in values:
        text = masked_text(document, template.format(value))

        assert value not in text
        assert [one for one in kept if one not in text] == []
        secrets = [one for one in FURTHER if one in template and one not in "".join(kept)]
        assert [one for one in secrets if one in text] == []


def test_a_mask_tells_no_length() -> None:
    short, long = (
        masked_text(Document.LICENCE, f"本籍 {value}\n氏名")
        for value in ("津市", "東京都港区芝9番")
    )

    assert short == long == "本籍 ****\n氏名"


def test_fields_are_masked_by_their_name_or_by_what_they_hold() -> None:
    kept = masked_fields(
        Document.INSURANCE_CARD,
        {"氏名": "利用者A", "記号": "12", "番号": "34", "insurer_number": "33120015",
         "備考": "個人番号は123456789018です", "生年月日": "1990-01-02"},
    )  # fmt: skip

    assert kept == {
        "氏名": "利用者A", "記号": MASK, "番号": MASK, "insurer_number": MASK,
        "備考": f"個人番号{MASK}", "生年月日": "1990-01-02",
    }  # fmt: skip


def test_the_number_of_a_licence_stays_and_that_of_an_insurance_goes() -> None:
    fields = {"番号": "309012345620"}

    assert masked_fields(Document.LICENCE, fields) == fields
    assert masked_fields(Document.INSURANCE_CARD, fields) == {"番号": MASK}


@given(
    st.text(alphabet="ab12漢", max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6),
)
def test_no_masked_place_shows_whichever_findings_overlap(
    text: str, places: list[tuple[int, int]]
) -> None:
    spans = [(min(a, b), min(max(a, b), len(text))) for a, b in places if min(a, b) < len(text)]
    findings = [
        Finding(kind=Kind.MY_NUMBER, start=start, end=end, confidence=1.0, reason="test")
        for start, end in spans
        if start < end
    ]
    hidden = {at for one in findings for at in range(one.start, one.end)}

    shown = masked(text, findings)

    rest = "".join(sign for at, sign in enumerate(text) if at not in hidden)
    assert shown.replace(MASK, "") == rest


def test_every_finding_of_a_document_has_a_reason_and_a_place() -> None:
    text = CARDS[Document.RESIDENT_RECORD][0]

    for one in to_mask(Document.RESIDENT_RECORD, text):
        assert 0 <= one.start < one.end <= len(text)
        assert one.reason
