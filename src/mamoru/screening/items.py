"""What the name of an item or of a column says: 「本籍」, `my_number`, `lastName`."""

import re
import unicodedata
from functools import lru_cache

from mamoru.screening.findings import Kind

_JAPANESE = {
    Kind.MY_NUMBER: "マイナンバー 個人番号 特定個人情報 住民票コード",
    Kind.DOMICILE: "本籍 筆頭者 戸籍",
    Kind.INSURANCE_NUMBER: "保険者番号 被保険者 保険証 資格確認書",
    Kind.PENSION_NUMBER: "基礎年金番号 年金番号 年金手帳",
    Kind.CREED: "宗教 宗派 信仰 信条 思想 支持政党 政治的 檀家",
    Kind.RACE: "人種 民族 世系",
    Kind.SOCIAL_STATUS: "社会的身分 同和 被差別 部落",
    Kind.LINEAGE: "門地 家柄 続柄",
    Kind.DISABILITY: (
        "障害者 障がい 障碍 障害の 障害有無 障害等級 障害種別 障害名 障害区分 障害支援 療育手帳"
    ),
    Kind.MEDICAL_HISTORY: "病歴 既往 持病 病名 傷病 診断名 疾患 罹患",
    Kind.HEALTH_CHECK: "健康診断 健診 人間ドック ストレスチェック 検診",
    Kind.TREATMENT: "服薬 処方 通院 治療 手術 診療 調剤 投薬 お薬",
    Kind.HEALTH: "健康状態 健康情報 アレルギー 妊娠 体調 ワクチン 接種 臓器提供 要介護",
    Kind.CRIMINAL_RECORD: "犯罪歴 犯罪の経歴 前科 犯歴",
    Kind.CRIME_VICTIM: "犯罪被害 被害事実",
    Kind.CRIMINAL_PROCEDURE: "逮捕 起訴 刑事手続 刑事事件",
    Kind.JUVENILE_PROCEDURE: "少年審判 保護処分 保護観察 少年事件",
    Kind.UNION: "労働組合 組合加入 加入組合",
    Kind.SEX_LIFE: "性生活 性的 性自認 性指向 性経験",
}  # fmt: skip
"""A part of the name is enough: 「お客様の本籍地」."""
_EXACT = {"障害": Kind.DISABILITY, "組合": Kind.UNION, "union": Kind.UNION, "党派": Kind.CREED}
_ENGLISH = {
    Kind.MY_NUMBER: "my number|mynumber|individual number|kojin bango|kojin bangou",
    Kind.DOMICILE: "domicile|honseki|koseki|legal domicile",
    Kind.INSURANCE_NUMBER: (
        "insurance number|insurance no|insurer number|insured number|health insurance|hokensha|"
        "insurance symbol|insurance card"
    ),
    Kind.PENSION_NUMBER: "pension number|pension no|nenkin",
    Kind.CREED: "religion|religious|creed|faith|belief|beliefs|political|shukyo|philosophy",
    Kind.RACE: "race|ethnicity|ethnic|racial",
    Kind.SOCIAL_STATUS: "social status|caste|dowa",
    Kind.LINEAGE: "lineage|family origin|ancestry|descent",
    Kind.DISABILITY: "disability|disabilities|disabled|handicap|impairment",
    Kind.MEDICAL_HISTORY: "medical|disease|diseases|illness|diagnosis|anamnesis|condition history",
    Kind.HEALTH_CHECK: "health check|health checkup|checkup|stress check",
    Kind.TREATMENT: "treatment|prescription|medication|medications|medicine|surgery",
    Kind.HEALTH: "health|allergy|allergies|pregnancy|pregnant|vaccination|organ donation|donor",
    Kind.CRIMINAL_RECORD: "criminal|conviction|convictions|crime record",
    Kind.CRIME_VICTIM: "crime victim|victim",
    Kind.CRIMINAL_PROCEDURE: "arrest|arrests|indictment|prosecution",
    Kind.JUVENILE_PROCEDURE: "juvenile",
    Kind.UNION: "labor union|labour union|trade union|union membership|union member",
    Kind.SEX_LIFE: "sex life|sexual|sexuality|sexual orientation|gender identity",
}
"""Whole words of the name, whichever way they are written: `healthCheck`, `health_check`."""
_PLAIN_NAMES = (
    "name|name kana|full name|first name|last name|family name|given name|kana|furigana|nickname|"
    "email|mail|e mail|mail address|email address|phone|phone number|tel|telephone|mobile|fax|"
    "birth date|birthday|date of birth|birth|dob|birthdate|age|sex|gender|postal code|zip|zip code|"
    "zipcode|post code|postcode|address|address 1|address 2|address 3|prefecture|city|town|street|"
    "building|country|employer|company|company name|department|job title|account id|account|id|"
    "user id|customer id|member id|member number|customer number|partner customer id|cookie id|"
    "device id|device model|operating system|os|screen size|ip|ip address|browser|user agent|"
    "language|locale|timezone|position|area|latitude|longitude|access log entry|page viewed|url|"
    "feature used|last login|interest|segment|page category|usage level|created at|updated at|"
    "date|time|timestamp|amount|price|quantity|currency|order id|product id|total|share|average|"
    "氏名|名前|お名前|姓|名|氏|姓名|氏名カナ|氏名フリガナ|フリガナ|ふりがな|カナ|セイ|メイ|読み仮名|"
    "メールアドレス|メール|eメール|電話番号|電話|携帯電話|携帯電話番号|携帯番号|fax番号|生年月日|"
    "誕生日|年齢|性別|郵便番号|住所|住所1|住所2|住所3|都道府県|市区町村|番地|建物名|国|勤務先|"
    "会社名|部署|部署名|役職|アカウントid|会員番号|会員id|顧客番号|お客様番号|顧客id|利用者id|"
    "登録日|更新日|日付|日時|金額|数量|単価|商品名|商品番号|注文番号"
)
_PLAIN = frozenset(_PLAIN_NAMES.split("|"))
"""Items whose values are what they are called: one word or number, no story."""
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NO_LETTER = re.compile(r"[\W_]+")


@lru_cache(maxsize=10_000)
def kind_of(item: str) -> Kind | None:
    """Return the kind of sensitive information that an item's name says it holds."""
    words = _words(item)
    squashed = words.replace(" ", "")
    if squashed in _EXACT:
        return _EXACT[squashed]
    for kind, parts in _JAPANESE.items():
        if any(part in squashed for part in parts.split()):
            return kind
    padded = f" {words} "
    for kind, phrases in _ENGLISH.items():
        if any(f" {phrase} " in padded for phrase in phrases.split("|")):
            return kind
    return None


@lru_cache(maxsize=10_000)
def is_plain(item: str) -> bool:
    """Return whether values of an item are no text that could tell something else."""
    words = _words(item)
    return words in _PLAIN or words.replace(" ", "") in _PLAIN


def _words(item: str) -> str:
    """Return the words of a name in lower case, with a blank between."""
    spaced = _CAMEL.sub(" ", unicodedata.normalize("NFKC", item))
    return _NO_LETTER.sub(" ", spaced).strip().lower()
