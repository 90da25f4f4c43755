"""Places in laws, as the law's tables and the rows of records have them, in the reader's language.

The tables cite as Japanese law does (法34(1), 令12(iii), 規30, 商法19); in English these are
APPI 34(1), Order 12(iii), Rules 30 and Commercial Code 19.
"""

import re

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
