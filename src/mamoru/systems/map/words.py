"""What names of columns and tables tell of what is in them, in Japanese and in English."""

import re
from typing import NamedTuple


class Guess(NamedTuple):
    """What a name looks like: an item as policies call it, and a kind of identifier if it is."""

    item: str
    kind: str | None = None


_GUESSES: tuple[tuple[str, Guess], ...] = (
    (r"e?_?mail(_address|_addr)?|メール(アドレス)?|電子メール", Guess("email", "email")),
    (r"(last|first|family|given|full|middle|user|customer)_?name|name", Guess("name")),
    (r"氏名|名前|姓|名|(customer|member|user)_?nm|shimei", Guess("name")),
    (r"(\w+_)?kana|フリガナ|ふりがな|氏名カナ|カナ", Guess("name_kana")),
    (r"(mobile_?|cell_?)?(phone|tel|telephone)(_?(no|number|num))?", Guess("phone", "phone")),
    (r"mobile|fax|電話(番号)?|携帯(電話)?(番号)?|denwa", Guess("phone", "phone")),
    (r"(post|postal|zip)_?code|zip|郵便番号|yubin", Guess("postal_code")),
    (r"(street_?|home_?|postal_?)?addr(ess)?(_?(line)?_?\d)?", Guess("address")),
    (r"street|city|prefecture|住所\d?|所在地|都道府県|市区町村|番地|jusho", Guess("address")),
    (r"(date_?of_?)?birth(_?(date|day))?|birthday|dob|生年月日|誕生日", Guess("birth_date")),
    (r"sex|gender|性別", Guess("sex")),
    (r"employer|company_?name|勤務先|会社名", Guess("employer")),
    (r"member_?(no|number|code)|会員(番号|コード)", Guess("member_number", "member_number")),
    (r"(remote_?|client_?|last_?)?ip(_?(address|addr))?|ipアドレス", Guess("ip")),
    (r"user_?agent|ブラウザ", Guess("browser")),
    (r"(device|terminal)_?(id|no|uuid)|端末(識別子|id)", Guess("device_id", "device_id")),
    (r"(cookie|session|visitor)_?id|クッキー", Guess("cookie_id", "cookie_id")),
    (r"last_?login(_?at)?|最終ログイン(日時)?", Guess("last_login")),
    (r"lat(itude)?|lon(gitude)?|lng|緯度|経度|位置(情報)?|position", Guess("position")),
    (r"notes?|memo|remarks?|comments?|message|body", Guess("inquiry_text")),
    (r"備考|メモ|コメント|本文|問い?合わ?せ(内容)?", Guess("inquiry_text")),
    (r"(self_?)?profile|bio|自己紹介", Guess("profile_text")),
    (r"nick_?name|handle|screen_?name|display_?name|ニックネーム|表示名", Guess("name")),
    (r"password(_?hash)?|passwd|pw_?hash|パスワード", Guess("password")),
    (r"(credit_?)?card_?(no|number)|カード番号|account_?number|口座番号", Guess("account_number")),
    (r"my_?number|個人番号|マイナンバー", Guess("my_number")),
)  # fmt: skip
_PATTERNS = tuple(
    (re.compile(rf"(?:.*_)?(?:{form})", re.IGNORECASE), one) for form, one in _GUESSES
)
_OF_THINGS = re.compile(
    r"(?:.*_)?(?:product|item|file|category|shop|store|plan|tag|group|event|host|service|app|role"
    r"|status|type|table|column|brand|goods|商品|品|店舗|カテゴリ)_?(?:name|nm|名前|名|code)",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"(?:.*_)?(?:users?|customers?|members?|clients?|people|persons?|employees?|staffs?|patients?"
    r"|students?|accounts?|contacts?|subscribers?|利用者|会員|顧客|社員|従業員|患者|ユーザー)",
    re.IGNORECASE,
)


def guess_of(column: str) -> Guess | None:
    """Return what a column looks like by its name; `None`: nothing personal is seen in it."""
    bare = re.sub(r"([a-z])([A-Z])", r"\1_\2", column).strip("_")
    if _OF_THINGS.fullmatch(bare):
        return None
    return next((one for form, one in _PATTERNS if form.fullmatch(bare)), None)


def names_people(table: str) -> bool:
    """Return whether a table is called as those are whose rows are people."""
    return _PEOPLE.fullmatch(table.rpartition(".")[2]) is not None
