"""Places in laws, as the law's tables and the rows of records have them, in the reader's language.

The tables cite as Japanese law does (法34(1), 令12(iii), 規30, 商法19); in English these are
APPI 34(1), Order 12(iii), Rules 30 and Commercial Code 19. The table of what is forbidden names its
rows in the English way (`APPI 27(1)(ii)`), with labels of our own (`[domestic]`, `(main)`); people
are told them as they cite them: 個人情報保護法27条1項2号.
"""

import re
from collections.abc import Sequence

from mamoru.errors import Language

_LAWS = {
    "法": "APPI", "令": "Order", "規": "Rules", "規則": "Rules", "会社法": "Companies Act",
    "商法": "Commercial Code", "民法": "Civil Code", "法人税法": "Corporation Tax Act",
    "労働基準法": "Labor Standards Act", "特電法": "Specified Electronic Mail Act",
    "犯罪収益移転防止法": "Criminal Proceeds Act", "電通法": "Telecommunications Business Act",
    "電通法施行規則": "Telecommunications Business Rules", "委員会Q&A": "PPC Q&A",
}  # fmt: skip
_PLACE = re.compile(
    rf"(?<![一-龠ぁ-んァ-ヶ])({'|'.join(sorted(_LAWS, key=len, reverse=True))})( ?[0-9])"
)
_BRANCH = re.compile("(?<=[0-9])の(?=[0-9])")
"""An article between two others: 27の12 is 27-12."""
_BETWEEN = {"、": ", ", "から": " to ", "まで": ""}


def articles(text: str, language: Language) -> str:
    """Return places in laws in a language; a law that we have no name for keeps its own."""
    if language == "ja":
        return text
    for ja, en in _BETWEEN.items():
        text = text.replace(ja, en)
    said = _PLACE.sub(lambda found: f"{_LAWS[found[1]]} {found[2].strip()}", text)
    return _BRANCH.sub("-", said)


_IN_FULL = {
    "法": "個人情報保護法", "令": "個人情報保護法施行令", "規": "個人情報保護法施行規則",
    "規則": "個人情報保護法施行規則",
}  # fmt: skip
_STATED = sorted(set(_LAWS) - {"委員会Q&A"}, key=len, reverse=True)
_PLACES = re.compile(
    rf"(?<![一-龠ぁ-んァ-ヶ])({'|'.join(_STATED)}) ?"
    r"([0-9]+(?:の[0-9]+)*)((?:\([0-9a-z]+\))*)(?:–\(([0-9]+)\))?"
)


def in_full(text: str, language: Language) -> str:
    """Return places in laws for people who read none: in Japanese the law's name, 条, 項 and 号."""
    return _PLACES.sub(_full, text) if language == "ja" else articles(text, language)


def _full(found: re.Match[str]) -> str:
    law = _IN_FULL.get(found[1], found[1])
    article = found[2].replace("の", "-")
    last = f"から{found[4]}項" if found[4] else ""
    return law + _in_articles(article, _LABEL.findall(found[3])) + last


STATUTES: dict[str, tuple[str, str]] = {
    "APPI": ("個人情報保護法", "APPI"),
    "APPI-2026": ("個人情報保護法の制度改正方針", "Policy for amending the APPI"),
    "TBA": ("電気通信事業法", "Telecommunications Business Act"),
    "MAIL": ("特定電子メール法", "Specified Electronic Mail Act"),
    "PPC-QA": ("委員会Q&A", "PPC Q&A"),
    "MPA": ("医師法", "Medical Practitioners Act"),
    "HICR": ("療養担当規則", "Rules for Health Insurance Care"),
    "HIA": ("健康保険法", "Health Insurance Act"),
    "LSA": ("労働基準法", "Labor Standards Act"),
    "CTA": ("法人税法", "Corporation Tax Act"),
    "GDPR": ("GDPR", "GDPR"),
}
"""What a statute of the table is called where a place in it is named, in Japanese and English."""
_BY_ARTICLE = frozenset(STATUTES) - {"PPC-QA", "GDPR", "APPI-2026"}
"""Those whose places are 条, 項 and 号 in Japanese."""
_ROW = re.compile(
    rf"(?<![A-Za-z-])({'|'.join(sorted(STATUTES, key=len, reverse=True))}) "
    r"([0-9]+(?:-[0-9]+)*|(?<=APPI-2026 )[a-z]+)((?:\([0-9a-z]+\))*)((?:\[[a-z_]+\])*)"
)
BESIDE = {
    "Order": ("個人情報保護法施行令", True),
    "Rules": ("個人情報保護法施行規則", True),
    "Guidelines": ("個人情報保護法ガイドライン", False),
    "Q&A": ("委員会Q&A", False),
}
"""Texts beside the Act that findings about a policy name, and whether their places are 条."""
_BESIDE = re.compile(
    r"(?:APPI |(?<![A-Za-z] ))\b(Order|Rules|Guidelines|Q&A) ([0-9]+(?:-[0-9]+)*)"
    r"((?:\([0-9a-z]+\))*)"
)
_LABEL = re.compile(r"\(([0-9a-z]+)\)")
_OWN = re.compile(r"\[[a-z_]+\]")
_ROMAN = {
    one: at
    for at, one in enumerate(
        "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split(),  # noqa: SIM905 - one list, not twenty lines
        1,
    )
}


def cited(text: str, language: Language) -> str:
    """Return a text in which rows of the table are named as people cite them in a language."""
    text = _ROW.sub(lambda found: _place(found, language), text)
    return _BESIDE.sub(_beside, text) if language == "ja" else text


def clause(cite: str, language: Language) -> str:
    """Return a clause of a policy, or a row of the table, as cited; without our own labels."""
    return _OWN.sub("", cited(cite, language))


def _place(found: re.Match[str], language: Language) -> str:
    statute, article = found[1], found[2]
    ja, en = STATUTES[statute]
    named = ja if language == "ja" else en
    if not article[0].isdigit():
        return named
    labels = [label for label in _LABEL.findall(found[3]) if label != "main"]
    if language != "ja" or statute not in _BY_ARTICLE:
        return f"{named} {article}{''.join(f'({label})' for label in labels)}"
    return named + _in_articles(article, labels)


def _beside(found: re.Match[str]) -> str:
    named, is_by_article = BESIDE[found[1]]
    if not is_by_article:
        return f"{named} {found[2]}{found[3]}"
    return named + _in_articles(found[2], _LABEL.findall(found[3]))


def _in_articles(article: str, labels: Sequence[str]) -> str:
    head, *branches = article.split("-")
    of = (f"{one}項" if one.isdigit() else f"{_ROMAN.get(one, one)}号" for one in labels)
    return f"{head}条" + "".join(f"の{one}" for one in branches) + "".join(of)
