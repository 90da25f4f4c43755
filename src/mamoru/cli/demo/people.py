"""Sample people: plausible, built from lists, and marked as samples (見本) wherever it shows.

E-mail addresses are at example.jp, which is reserved (JPRS); postal codes begin with 000 and mobile
numbers go on with 0000, which are not assigned; the towns do not exist.
"""

from datetime import date, timedelta

from mamoru.gate.create import Given

PEOPLE = 200
CORPORATIONS = 10
"""How many of them, at the end, are corporations."""

_FAMILY = (
    ("佐藤", "サトウ"), ("鈴木", "スズキ"), ("高橋", "タカハシ"), ("田中", "タナカ"),
    ("渡辺", "ワタナベ"), ("伊藤", "イトウ"), ("山本", "ヤマモト"), ("中村", "ナカムラ"),
    ("小林", "コバヤシ"), ("加藤", "カトウ"), ("吉田", "ヨシダ"), ("山田", "ヤマダ"),
    ("松本", "マツモト"),
)  # fmt: skip
_GIVEN = (
    ("花子", "ハナコ", "女性"), ("太郎", "タロウ", "男性"), ("葵", "アオイ", "女性"),
    ("蓮", "レン", "男性"), ("結衣", "ユイ", "女性"), ("大輔", "ダイスケ", "男性"),
    ("陽菜", "ヒナ", "女性"), ("健一", "ケンイチ", "男性"), ("美咲", "ミサキ", "女性"),
    ("翔", "ショウ", "男性"), ("恵子", "ケイコ", "女性"),
)  # fmt: skip
_PLACES = (
    "北海道架空市", "宮城県架空市", "東京都架空区", "愛知県架空市", "大阪府架空市", "福岡県架空市",
)  # fmt: skip
_TRADES = ("商事", "製作所", "食品", "印刷", "運輸", "電機", "不動産")


def sample_people() -> list[Given]:
    """Return the same people each time; no two share an identifier."""
    persons = [_person(number) for number in range(PEOPLE - CORPORATIONS)]
    return persons + [_corporation(number) for number in range(PEOPLE - CORPORATIONS, PEOPLE)]


def _person(number: int) -> Given:
    family, family_kana = _FAMILY[number % len(_FAMILY)]
    given, given_kana, sex = _GIVEN[number % len(_GIVEN)]
    born = date(1950, 4, 1) + timedelta(days=97 * number % 18_000)
    return Given(
        whose="individual",
        residence="JP",
        identifiers=_identifiers(number),
        items={
            "name": f"{family} {given}(見本)",
            "name_kana": f"{family_kana} {given_kana}(ミホン)",
            "birth_date": born.isoformat(),
            "sex": sex,
            "employer": f"株式会社見本{_TRADES[number % len(_TRADES)]}",
            **_contact(number),
        },
    )


def _corporation(number: int) -> Given:
    return Given(
        whose="corporation",
        residence="JP",
        identifiers=_identifiers(number),
        items={"name": f"株式会社見本{_TRADES[number % len(_TRADES)]}{number}", **_contact(number)},
    )


def _identifiers(number: int) -> dict[str, str]:
    return {"email": f"mihon-{number:03}@example.jp", "phone": f"+81-90-0000-{number:04}"}


def _contact(number: int) -> dict[str, str]:
    place = _PLACES[number % len(_PLACES)]
    return {
        **_identifiers(number),
        "postal_code": f"000-{number:04}",
        "address": f"{place}見本町{number % 9 + 1}-{number % 28 + 1}-{number % 17 + 1}",
        "account_id": f"mihon-{number:03}",
    }
