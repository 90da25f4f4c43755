"""Whether a text obliges, permits or forbids, as far as its words tell without doubt."""

import re

_MAY_JA = re.compile(r"ことがあります|ことがあり、|ことができます|ことがある。")
_MAY_EN = re.compile(r"\b(?:may|might|can|could|sometimes|entitled|possible)\b", re.IGNORECASE)
_MUST_JA = re.compile(
    r"なければなりません|なければならない|義務を負い|ものとします|必要があり|必要です|必ず"
)
_MUST_EN = re.compile(
    r"\b(?:must|shall|obliged|have to|has to|need(?:s|ed)?|require[sd]?|always|will|are to"
    r"|is to)\b",
    re.IGNORECASE,
)
_NEEDED_JA = re.compile(r"必要|なければ|要し|義務")
_NOT_JA = re.compile(r"ない|ません|なし|なく|なか|ず[、にと。]|禁|限|除|断|止|無|不|のみ|だけ")
_NOT_EN = re.compile(
    r"\b(?:not|never|no|nor|neither|none|nobody|nothing|without|only|unless|except\w*|cannot|refus\w+"
    r"|forbid\w*|prohibit\w*|limit\w*|stop\w*|outside|withh\w+|end|ends|lack\w*|nowhere|anonym\w+"
    r"|no longer|instead|avoid\w*|declin\w+|free)\b|n't|\bun\w+|\bfar\b",
    re.IGNORECASE,
)
_NEGATED_JA = re.compile(r"ません。|しない。|ないこととします。")
_NEGATED_EN = re.compile(
    r"\b(?:do|does|will|shall|must|may|is|are) not\b|\bnever\b|\bno longer\b", re.IGNORECASE
)
Strengths = tuple[str, str]


def differing(ja: str, en: str) -> Strengths | None:
    """Return what either text says, if one of them says something else beyond doubt."""
    if _NEGATED_JA.search(ja) and not _NOT_EN.search(en):
        return "not", "-"
    if _NEGATED_EN.search(en) and not _NOT_JA.search(ja):
        return "-", "not"
    if _MAY_JA.search(ja) and not _MAY_EN.search(en):
        return "may", "must" if _MUST_EN.search(en) else "-"
    is_may = re.search(r"\bmay\b(?! not)", en) is not None
    says_must = re.search(r"なければなりません|なければならない|義務を負", ja) is not None
    if says_must and not _MUST_EN.search(en):
        return "must", "may" if is_may else "-"
    if re.search(r"\b(?:must|shall)\b(?! not)", en) and _MAY_JA.search(ja):
        return ("may", "must") if not _MUST_JA.search(ja) else None
    return None


def is_restricting(text: str, language: str) -> bool:
    """Return whether a text says that something is not done, or what is needed for it."""
    patterns = (_NOT_JA, _NEEDED_JA) if language == "ja" else (_NOT_EN, _MUST_EN)
    return any(pattern.search(text) for pattern in patterns)
