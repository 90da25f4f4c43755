"""What a number is called by the words around it.

Whoever writes a number mostly says which: 「マイナンバーは…」, 「注文番号:…」. The label right
before a number decides what it is. Without one, a label in the neighbourhood is enough for the
numbers that must not be missed.
"""

import re
from enum import StrEnum
from typing import NamedTuple

BEFORE = 120
AFTER = 24
"""Characters of the neighbourhood before and after a number."""
_GAP = re.compile(r"[^0-9。]{0,10}")
"""What may stand between a label and the number that it names."""


class Label(StrEnum):
    """What a label says a number is."""

    MY_NUMBER = "my_number"
    LICENCE = "licence"
    PASSPORT = "passport"
    PENSION = "pension"
    INSURER = "insurer"
    INSURED = "insured"
    POST_BANK = "post_bank"
    ACCOUNT = "account"
    CARD = "card"
    PHONE = "phone"
    OTHER = "other"


_NUMBER = r"(?:の?番号|の?ナンバー| ?number| ?no\.?)"
_WORDS = {
    Label.MY_NUMBER: (
        rf"マイ[・ ]?ナンバー(?:カード)?{_NUMBER}?|まいなんば[ーあ]|マイナ(?:番号|カード|保険証)"
        rf"|(?:特定)?個人番号(?:カード)?{_NUMBER}?|特定個人情報|番号通知書|通知カード"
        r"|my[ _-]?number|(?:individual|personal)[ _-]number|kojin[ _-]?bango"
    ),
    Label.LICENCE: (
        rf"(?:運転|自動車|車の)?免許証?{_NUMBER}?|(?:driv(?:er'?s|ing) )licen[cs]e{_NUMBER}?"
    ),
    Label.PASSPORT: rf"(?:旅券|パスポート|passport){_NUMBER}?",
    Label.PENSION: rf"(?:基礎)?年金{_NUMBER}|年金(?:手帳|証書)|pension{_NUMBER}",
    Label.INSURER: rf"(?<!被)保険者{_NUMBER}|insurer(?:'s)?{_NUMBER}",
    Label.INSURED: (
        rf"被保険者証?等?(?:の?記号)?・?{_NUMBER}?|(?:健康)?保険証(?:の?記号)?・?{_NUMBER}?|健康保険"
        r"|資格確認書|国保|社会保険|後期高齢者医療|health insurance|insured"
    ),
    Label.POST_BANK: r"ゆうちょ(?:銀行)?|郵便(?:貯金|局)|通常貯金|通帳",
    Label.ACCOUNT: (
        rf"(?:振込先?|お?支払い?|返金先?|受取)?口座{_NUMBER}?|(?:普通|当座|貯蓄|定期)(?:預金)?"
        rf"|銀行|信用金庫|信金|信用組合|信組|農協|労働金庫|労金|支店|(?:bank )?account{_NUMBER}?"
    ),
    Label.CARD: (
        rf"(?:クレジット|デビット|クレカ)(?:カード)?{_NUMBER}?"
        rf"|(?:credit|debit|payment) ?card{_NUMBER}?"
        rf"|(?<!ポイント)(?<!会員)(?<!社員)(?<!図書)(?<!診察)カード{_NUMBER}|(?<![a-z])card{_NUMBER}"
        r"|(?<![a-z])(?:visa|jcb|amex|master ?card|diners|discover)(?![a-z])|アメックス"
        r"|アメリカン・エキスプレス|マスターカード|ダイナース|銀聯|セキュリティ・?コード|(?<![a-z])cv[vc]2?(?![a-z])"
    ),
    Label.PHONE: (
        rf"(?:電話|携帯(?:電話)?|ファ[クッ]クス){_NUMBER}?|でんわ|ケータイ|スマホ|連絡先"
        rf"|(?<![a-z])(?:tel|phone|mobile|cell|fax)(?![a-z]){_NUMBER}?"
    ),
}
_OTHER = (
    r"[一-龥々ァ-ヶー]{1,8}(?:番号|コード|ナンバー|ID|No\.?)|(?<![a-z])(?:order|tracking|invoice"
    r"|ticket|reference|serial|product|item|customer|member|corporate|receipt|booking|case"
    r"|transaction|request|session|user|device)[ _-]?(?:number|no\.?|id|code)?(?![a-z])"
    r"|(?<![a-z])(?:isbn|issn|imei|jan|sku|uuid|id|ref|timestamp)(?![a-z])|注文|受注|追跡|伝票|請求書?|予約|型番|品番|日時"
    r"|タイムスタンプ"
)
_KNOWN = re.compile("|".join(f"(?P<{one}>{words})" for one, words in _WORDS.items()), re.IGNORECASE)
_UNKNOWN = re.compile(_OTHER, re.IGNORECASE)
_NAMES_A_NUMBER = re.compile(r"(?:番号|ナンバー|number|no\.?)$", re.IGNORECASE)
_NAMING = frozenset(
    {Label.MY_NUMBER, Label.LICENCE, Label.PASSPORT, Label.PENSION, Label.CARD, Label.PHONE}
)
"""Labels that name a number even without the word: 「免許証 3012…」."""


class Named(NamedTuple):
    """What the words around a number say."""

    direct: Label | None
    """The label that names it."""
    near: frozenset[Label]
    """Every label of its neighbourhood."""

    def says(self, label: Label) -> bool:
        """Return whether it is named so, or stands near the word and is not named otherwise."""
        if self.direct in (label, None):
            return self.direct is label or label in self.near
        return False


def named(text: str, start: int, end: int) -> Named:
    """Return what the words around `text[start:end]` say it is; `text` in its `written` form."""
    first = max(0, start - BEFORE)
    before = [(one.end(), _label(one), one[0]) for one in _KNOWN.finditer(text, first, start)]
    known = max((until for until, _, _ in before), default=0)
    direct = _naming(text, before[-1], start) if before else None
    for one in _UNKNOWN.finditer(text, first, start):
        if one.end() > known and _GAP.fullmatch(text, one.end(), start):
            direct = Label.OTHER
    after = {_label(one) for one in _KNOWN.finditer(text, end, end + AFTER)}
    return Named(direct, frozenset(after.union(label for _, label, _ in before)))


def _naming(text: str, last: tuple[int, Label, str], start: int) -> Label | None:
    """Return the label of a word, if it says what the number after it is."""
    until, label, word = last
    if not _GAP.fullmatch(text, until, start):
        return None
    return label if label in _NAMING or _NAMES_A_NUMBER.search(word) else None


def _label(found: re.Match[str]) -> Label:
    assert found.lastgroup is not None  # noqa: S101 - every alternative is a named group
    return Label(found.lastgroup)
