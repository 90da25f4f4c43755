"""Postal addresses: where somebody lives or works, down to a block; a town alone is none."""

import re
from collections.abc import Iterator

from mamoru.screening.findings import Finding, Kind

_PREFECTURES = (
    "北海道|東京都|(?:京都|大阪)府|(?:青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|神奈川|新潟|富山"
    "|石川|福井|山梨|長野|岐阜|静岡|愛知|三重|滋賀|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛"
    "|高知|福岡|佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄)県"
)
_POSTAL = re.compile(r"〒 ?[0-9]{3}-?[0-9]{4}(?![0-9])")
_NUMBER = r"(?:[0-9]{1,5}|[一二三四五六七八九十百]{1,5})"
_UNIT = r"(?:丁目|番地の?|番|条(?=[東西南北]))"
_FURTHER = rf"(?:[東西南北]? ?{_NUMBER}(?:丁目|番地の?|番|号|の)?){{0,3}}(?:-[0-9]{{1,5}}){{0,3}}"
_BLOCK = rf"{_NUMBER}{_UNIT}{_FURTHER}|[0-9]{{1,5}}(?:-[0-9]{{1,5}}){{1,4}}"
_BUILDING = r"(?: ?[^\s、。,()「」0-9]{0,20}[0-9]{1,5}(?:号室|号|階|F|室)?(?![0-9年月日円人-]))?"
_PLACE = r"[一-龥々ぁ-んァ-ヶー]"
_TOWN = rf"{_PLACE}{{1,8}}?[市区町村郡]"
_ADDRESS = re.compile(
    rf"(?:(?:{_PREFECTURES}) ?)(?:{_PLACE}| (?={_PLACE})){{1,24}}? ?(?:{_BLOCK}){_BUILDING}"
)
_WITHOUT_PREFECTURE = re.compile(rf"{_TOWN} ?{_PLACE}{{0,16}}? ?(?:{_BLOCK}){_BUILDING}")
_MAY_BE_BLOCK = re.compile(r"丁目|番|条|[0-9]-[0-9]")
"""What every block has."""
_NAMED = re.compile(
    r"(?:住所|所在地|居所|住居|送付先|お届け先|配送先|宛先|(?<![a-z])address)[はが: ]{1,4}"
    rf"((?:(?:{_PREFECTURES})(?:{_TOWN})?|{_TOWN})(?:{_TOWN}){{0,2}}[一-龥々ァ-ヶー]{{0,12}})",
    re.IGNORECASE,
)
_LATIN = re.compile(
    r"[0-9]{1,4}(?:-[0-9]{1,4}){1,3},? (?:[A-Z][A-Za-z-]{1,30},? ){1,5}?[A-Z][a-z]{1,20}-"
    r"(?:ku|shi|gun|cho|machi|mura|to|ken|fu)(?![a-z])(?:,? [A-Z][a-z]{2,12}){0,2}"
    r"(?:,? [0-9]{3}-[0-9]{4})?",
    re.IGNORECASE,
)


def addresses(text: str) -> Iterator[Finding]:
    """Yield postal addresses with a block, and codes after 〒."""
    found = [(one.span(), 0.95, "postal-code") for one in _POSTAL.finditer(text)]
    if _MAY_BE_BLOCK.search(text):
        found += [(one.span(), 0.95, "address-block") for one in _ADDRESS.finditer(text)]
        found += [(one.span(), 0.9, "address-town") for one in _WITHOUT_PREFECTURE.finditer(text)]
    if "-" in text:
        found += [(one.span(), 0.9, "address-latin") for one in _LATIN.finditer(text)]
    for (start, end), sure, reason in found:
        yield Finding(kind=Kind.ADDRESS, start=start, end=end, confidence=sure, reason=reason)


def named_addresses(text: str) -> Iterator[Finding]:
    """Yield places that are named an address, however little they tell: 「住所は川口市」."""
    for one in _NAMED.finditer(text):
        yield Finding(
            kind=Kind.ADDRESS, start=one.start(1), end=one.end(1), confidence=0.9,
            reason="address-named",
        )  # fmt: skip
