"""What identifies a person is found by its shape, its check digit and the words around it."""

from itertools import pairwise

import pytest

from mamoru.screening.findings import Kind
from mamoru.screening.personal import numbers_in, personal_in

MY_NUMBER = "123456789018"
CARD = "4111111111111111"


def found(text: str) -> list[tuple[Kind, str]]:
    return [(one.kind, text[one.start : one.end]) for one in numbers_in(text)]


@pytest.mark.parametrize(
    ("before", "number", "after"),
    [
        ("マイナンバーは", MY_NUMBER, "です"),
        ("提出用個人番号：", "１２３４ー５６７８ー９０１８", ""),
        ("ﾏｲﾅﾝﾊﾞｰ：", "1234 5678 9018", ""),
        ("個人番号\n", "1234-5678-9018", "\n氏名"),
        ("個人番号 ", "1\u200b23456789018", ""),
        ("", MY_NUMBER, "が私のマイナンバーです"),
        ("個人番号 ", "1 2 3 4 5 6 7 8 9 0 1 8", ""),
        ("マイナンバーカードの有効期限が近いです。番号は", MY_NUMBER, "、カードは家にあります"),
        ("my number is ", MY_NUMBER, ""),
        ('{"my_number": "', MY_NUMBER, '"}'),
        ("マイ ナンバー", "1234 5678 9018", ""),
        ("通知カードに書いてある", MY_NUMBER, "です"),
    ],
)
def test_an_individual_number_is_found_where_it_is_named(
    before: str, number: str, after: str
) -> None:
    assert found(before + number + after) == [(Kind.MY_NUMBER, number)]


@pytest.mark.parametrize(
    "text",
    [
        MY_NUMBER,
        f"注文番号{MY_NUMBER}を確認",
        f"マイナンバーカード管理番号 {MY_NUMBER}",
        f"マイナンバーの提出は不要です。ご注文番号は{MY_NUMBER}",
        "マイナンバーは123456789012です",
        f"マイナンバー {MY_NUMBER}9",
        "マイナンバー 1234-5678-9018-12",
        f"マイナンバー制度の本です。注文 {MY_NUMBER}",
        "マイナンバーは111111111111です",
    ],
)
def test_what_is_named_otherwise_or_does_not_check_is_no_individual_number(text: str) -> None:
    assert Kind.MY_NUMBER not in {kind for kind, _ in found(text)}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("カード番号4111-1111-1111-1111で払います", "4111-1111-1111-1111"),
        (CARD, CARD),
        (
            "クレジットカードは３７８２　８２２４６３　１０００５です",
            "３７８２　８２２４６３　１０００５",
        ),
        ("4111 1111 1111 1111", "4111 1111 1111 1111"),
        (f"VISAの{CARD} 12/28", CARD),
    ],
)
def test_a_card_is_found_by_issuer_length_and_check_digit(text: str, number: str) -> None:
    assert found(text) == [(Kind.CARD, number)]


@pytest.mark.parametrize(
    "text",
    [
        f"追跡番号 {CARD}",
        "4111111111111112",
        "カード番号 9111111111111116",
        f"0.{CARD}",
        f"a{CARD}",
        f"ポイントカード番号{CARD}",
        f"{CARD} {CARD} 4",
    ],
)
def test_what_is_named_otherwise_or_part_of_something_is_no_card(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("免許証番号は309012345620です", Kind.LICENCE, "309012345620"),
        ("パスポートはTR1234567です", Kind.PASSPORT, "TR1234567"),
        ("旅券番号：ＴＲ１２３４５６７", Kind.PASSPORT, "ＴＲ１２３４５６７"),
        ("L898902C36UTO7408122F1204159ZE184226B<<<<<10", Kind.PASSPORT,
         "L898902C36UTO7408122F1204159"),
        ("基礎年金番号1234-567890", Kind.PENSION_NUMBER, "1234-567890"),
        ("保険者番号 33120015", Kind.INSURANCE_NUMBER, "33120015"),
        ("普通預金 1234567", Kind.BANK_ACCOUNT, "1234567"),
        ("口座番号は7654321です", Kind.BANK_ACCOUNT, "7654321"),
        ("ゆうちょ銀行 記号10010 番号12345671", Kind.BANK_ACCOUNT, "10010 番号12345671"),
        ("電話は０９０－１２３４－５６７８まで", Kind.PHONE, "０９０－１２３４－５６７８"),
        ("ご連絡先:03(1234)5678", Kind.PHONE, "03(1234)5678"),
        ("+81 90-1234-5678", Kind.PHONE, "+81 90-1234-5678"),
        ("メールはtest@example.comまで", Kind.EMAIL, "test@example.com"),
        ("ｔｅｓｔ＠ｅｘａｍｐｌｅ．ｃｏｍ", Kind.EMAIL, "ｔｅｓｔ＠ｅｘａｍｐｌｅ．ｃｏｍ"),
        ("test(at)example.co.jp", Kind.EMAIL, "test(at)example.co.jp"),
        ("昭和55年3月4日生まれ", Kind.BIRTH_DATE, "昭和55年3月4日"),
        ("生年月日：1990/01/02", Kind.BIRTH_DATE, "1990/01/02"),
        ("誕生日は12月3日", Kind.BIRTH_DATE, "12月3日"),
        ("生まれは1985年12月3日です", Kind.BIRTH_DATE, "1985年12月3日"),
        ("born on 1990-01-02", Kind.BIRTH_DATE, "1990-01-02"),
        ("〒100-0001", Kind.ADDRESS, "〒100-0001"),
        ("東京都千代田区霞が関1-2-3に届けて", Kind.ADDRESS, "東京都千代田区霞が関1-2-3"),
        ("札幌市中央区北１条西２丁目です", Kind.ADDRESS, "札幌市中央区北１条西２丁目"),
        ("京都市中京区烏丸通御池上ル二条殿町546-2", Kind.ADDRESS,
         "京都市中京区烏丸通御池上ル二条殿町546-2"),
        ("住所は埼玉県川口市です", Kind.ADDRESS, "埼玉県川口市"),
        ("1-2-3 Chiyoda, Chiyoda-ku, Tokyo 100-0001", Kind.ADDRESS,
         "1-2-3 Chiyoda, Chiyoda-ku, Tokyo 100-0001"),
    ],
)  # fmt: skip
def test_each_other_kind_is_found_whole(text: str, kind: Kind, part: str) -> None:
    assert (kind, part) in found(text)


def test_symbol_and_number_of_a_health_insurance_are_found() -> None:
    text = "健康保険被保険者証 記号 12-34 番号 567"

    assert found(text) == [(Kind.INSURANCE_NUMBER, "12-34"), (Kind.INSURANCE_NUMBER, "567")]


@pytest.mark.parametrize(
    "text",
    [
        "2020年1月2日に開店しました",
        "東京都に行きました",
        "フリーダイヤル0120-123-456",
        "今日は2026-11-29です",
        "価格は1234567円です",
        "バージョン1.2.3",
        "user@localhost",
        "3-2で勝ちました",
        "TR1234567の部品",
    ],
)
def test_what_identifies_nobody_is_not_found(text: str) -> None:
    assert found(text) == []


def test_no_two_findings_lie_over_each_other_and_none_repeats_the_text() -> None:
    text = f"山田太郎 マイナンバー{MY_NUMBER} 電話090-1234-5678 東京都港区芝1-2-3 test@example.com"

    findings = personal_in(text)

    assert [one.kind for one in findings] == [
        Kind.NAME, Kind.MY_NUMBER, Kind.PHONE, Kind.ADDRESS, Kind.EMAIL,
    ]  # fmt: skip
    assert all(one.end <= other.start for one, other in pairwise(findings))
    assert not any(MY_NUMBER in one.reason for one in findings)
