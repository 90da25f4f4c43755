"""Errors in the reader's language down to their reasons.

Some rooms give the reason of an error as a phrase of a standard or of a library, in English. A
Japanese reader gets it in Japanese; programs get the phrase as it is, among the facts.
"""

from mamoru.errors import Fact, Language, MamoruError

_REASONS: dict[Fact, str] = {
    # proofs, receipts, notes and bundles (mamoru.ledger)
    "the index is outside the tree": "番号が台帳の範囲外",
    "too many hashes": "ハッシュが多すぎる",
    "too few hashes": "ハッシュが足りない",
    "it leads to another root": "計算した根が一致しない",
    "the older tree is larger": "古いほうの台帳が大きい",
    "two roots of one size": "同じ大きさに根が二つある",
    "the empty tree has another root": "空の台帳の根が違う",
    "no checkpoint": "チェックポイントがない",
    "header": "先頭の行",
    "index": "番号の行",
    "proof": "証明の行",
    "cut short": "途中で切れている",
    "text": "本文",
    "characters": "使えない文字",
    "no signatures": "署名がない",
    "signature line": "署名の行",
    "signature": "署名",
    "checkpoint lines": "チェックポイントの行",
    "tree size": "台帳の大きさ",
    "root hash": "根のハッシュ",
}


def message_of(error: MamoruError, speech: Language) -> str:
    """Return what happened and what to do next, in `speech`."""
    if speech == "en":
        return error.message("en")
    reason = error.facts.get("reason")
    if reason in _REASONS:
        return error.ja.format_map({**error.facts, "reason": _REASONS[reason]})
    return error.message("ja")
