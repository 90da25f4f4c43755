"""Sentences with numbers, made from templates: My Number and cards, and numbers that are neither.

Made sentences show what the rules were written for; they say little about how people write.
Whatever is measured on them is reported apart from what is measured on real text.
"""

import random
from collections.abc import Callable, Iterator
from typing import NamedTuple

from mamoru.screening.checkdigits import is_luhn, is_my_number
from mamoru.screening.findings import Kind

MY_NUMBER = (
    "私のマイナンバーは{}です。",
    "個人番号:{}",
    "個人番号 {}",
    "マイナンバー({})を登録してください",
    "マイナンバーカードの番号、{}で合っていますか?",
    "年末調整用 個人番号:{} 氏名は別紙",
    "{}が私のマイナンバーになります。",
    "My Number: {}",
    "扶養家族のマイナンバー {} を追加しました",
    "マイナンバーを送ります。\n{}\nよろしくお願いします。",
    "【個人番号】{}",
    "個人番号欄に{}と記入",
    "ﾏｲﾅﾝﾊﾞｰは{}",
    "your individual number ({}) was received",
    "マイナンバー通知カードには{}とありました",
    "税務署に出す書類です。マイナンバーは以下の通りです。{}",
    "提出済み(個人番号{})",
    "「マイナンバー{}」と書いたメモ",
    "住所:東京都千代田区、個人番号:{}、電話:03-0000-0000",
)
CARD = (
    "カード番号は{}です。",
    "クレジットカード番号:{} 有効期限 12/30",
    "クレカ {} で払いました",
    "card number: {}",
    "VISA {}",
    "支払いは{}のカードでお願いします",
    "デビットカード {} が使えません",
    "credit card {} was declined",
    "カードNo.{}",
    "JCBカード番号{}",
    "カード番号\n{}\nセキュリティコード 123",
    "登録中のクレジットカードは{}のままですか",
    "マスターカード:{}",
    "ｸﾚｼﾞｯﾄｶｰﾄﾞ {}",
)
NEITHER = (
    "注文番号は{}です。",
    "受付番号:{}",
    "お問い合わせ番号 {}",
    "追跡番号{}で配送中です",
    "order id {}",
    "伝票番号 {} をご確認ください",
    "会員番号{}の者です",
    "マイナンバーの提出は不要です。注文番号:{}",
    "法人番号は{}です",
    "電話番号は{}です",
    "シリアルナンバー:{}",
    "{}件のデータを処理しました",
    "タイムスタンプ {}",
    "商品コード{}",
    "JAN {}",
    "管理番号:{}",
    "契約番号は{}、住所は変わりません",
    "クレジットカードは使わず、整理番号 {} で現金払い",
    "transaction id: {}",
    "{}",
    "請求書番号 {} の件",
    "マイナンバーカードの申請書ID {}",
    "ポイントカード番号は{}です",
    "予約番号 {} で確認済み",
)
_WIDE = str.maketrans("0123456789- ", "０１２３４５６７８９－\u3000")


class Sample(NamedTuple):
    """A sentence, and the number in it with its kind, if it is of one."""

    text: str
    kind: Kind | None
    start: int
    end: int


def samples(count: int, *, seed: int) -> list[Sample]:
    """Return so many sentences: a quarter with a My Number, a quarter with a card, half neither."""
    chance = random.Random(seed)
    made = []
    for number in range(count):
        kind = (Kind.MY_NUMBER, None, Kind.CARD, None)[number % 4]
        templates, make = _SOURCES[kind]
        made.append(_sample(chance.choice(templates), make(chance), kind, chance))
    return made


def _sample(template: str, number: str, kind: Kind | None, chance: random.Random) -> Sample:
    if chance.random() < 0.25:
        number = number.translate(_WIDE)
    start = template.index("{}")
    return Sample(template.replace("{}", number), kind, start, start + len(number))


def my_number(chance: random.Random) -> str:
    """Return a number that checks, in one of the forms that people write."""
    return _grouped(_checked(chance, 12, is_my_number), (4, 4, 4), chance)


def card(chance: random.Random) -> str:
    prefix, length = chance.choice(
        [("4", 16), ("51", 16), ("55", 16), ("2221", 16), ("3528", 16), ("34", 15), ("37", 15),
         ("36", 14), ("6011", 16), ("62", 16)]
    )  # fmt: skip
    groups = {16: (4, 4, 4, 4), 15: (4, 6, 5), 14: (4, 6, 4)}[length]
    return _grouped(_checked(chance, length, is_luhn, prefix), groups, chance)


def neither(chance: random.Random) -> str:
    """Return a number of another kind; many pass a check digit of those looked for."""
    return chance.choice(_OTHERS)(chance)


def _grouped(digits: str, sizes: tuple[int, ...], chance: random.Random) -> str:
    between = chance.choice(["", "", "-", " "])
    parts, at = [], 0
    for size in sizes:
        parts.append(digits[at : at + size])
        at += size
    return between.join(parts)


def _checked(
    chance: random.Random, length: int, check: Callable[[str], bool], prefix: str = ""
) -> str:
    while True:
        digits = prefix + _digits(chance, length - len(prefix))
        if check(digits):
            return digits


def _digits(chance: random.Random, length: int) -> str:
    return "".join(chance.choices("0123456789", k=length))


def _phone(chance: random.Random) -> str:
    return chance.choice(["0{}0-{}-{}", "0{}0{}{}"]).format(
        chance.choice("789"), _digits(chance, 4), _digits(chance, 4)
    )


def _moment(chance: random.Random) -> str:
    month, day, hour = chance.randint(1, 12), chance.randint(1, 28), chance.randint(0, 23)
    return f"20{chance.randint(10, 30)}{month:02}{day:02}{hour:02}{chance.randint(0, 59):02}"


_OTHERS: tuple[Callable[[random.Random], str], ...] = (
    lambda chance: _digits(chance, 12),
    lambda chance: _checked(chance, 12, is_my_number),
    lambda chance: _digits(chance, 13),
    lambda chance: _digits(chance, 16),
    lambda chance: _grouped(_digits(chance, 12), (4, 4, 4), chance),
    lambda chance: _digits(chance, 10),
    _phone,
    _moment,
    lambda chance: "T" + _digits(chance, 13),
    lambda chance: _grouped(_digits(chance, 16), (4, 4, 4, 4), chance),
)
_SOURCES: dict[Kind | None, tuple[tuple[str, ...], Callable[[random.Random], str]]] = {
    Kind.MY_NUMBER: (MY_NUMBER, my_number),
    Kind.CARD: (CARD, card),
    None: (NEITHER, neither),
}


def kinds(made: list[Sample]) -> Iterator[Kind]:
    """Yield the kinds that are looked for in the samples."""
    yield from (one.kind for one in made if one.kind is not None)
