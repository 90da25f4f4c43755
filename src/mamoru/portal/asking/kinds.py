"""From what somebody wants, in plain words, to the kind of request that the law has for it."""

from mamoru.policy.words import Word

KINDS: dict[str, tuple[str, ...]] = {
    "held": ("disclose",),
    "purposes": ("explain_purpose",),
    "received": ("disclose_records",),
    "wrong": ("correct", "add", "delete"),
    "stop": ("suspend_use", "erase"),
    "give": ("suspend_provision",),
}
"""What somebody wants, and the kinds that may be meant; of several, a second question finds out."""
EVERY = frozenset(kind for kinds in KINDS.values() for kind in kinds)
PARTED = frozenset(["disclose", "suspend_use", "suspend_provision"])
"""Kinds that may be about some categories only."""
CHANGING = frozenset(["correct", "add"])
BY_SESSION = 2
"""Strength of being signed in (`law/requests.yaml`)."""
WANTS: dict[str, tuple[Word, Word]] = {
    "held": (
        Word("どんな情報を持っているか知りたい", "I want to know what you hold about me"),
        Word(
            "保有している情報の写しを受け取れます(開示の請求、法33条)。",
            "You get a copy of it (disclosure, APPI 33).",
        ),
    ),
    "purposes": (
        Word("何のために使っているか知りたい", "I want to know what you use it for"),
        Word(
            "利用の目的をお知らせします(利用目的の通知の請求、法32条2項)。",
            "You are told the purposes (notice of the purposes of use, APPI 32(2)).",
        ),
    ),
    "received": (
        Word("誰に渡したか知りたい", "I want to know who received it"),
        Word(
            "渡した相手と受け取った相手の記録を受け取れます(第三者提供記録の開示、法33条5項)。",
            "You get the records of who received it and who gave it (APPI 33(5)).",
        ),
    ),
    "wrong": (
        Word("間違いを直してほしい", "Something is wrong"),
        Word(
            "訂正、追加又は削除をします(法34条)。",
            "It is corrected, added to or deleted (APPI 34).",
        ),
    ),
    "stop": (
        Word("使うのをやめて、又は消してほしい", "I want you to stop using it, or to erase it"),
        Word(
            "法律が定める理由があるときに、利用を止め、又は消去します(法35条1項・5項)。",
            "It is stopped or erased where one of the law's grounds applies (APPI 35(1), 35(5)).",
        ),
    ),
    "give": (
        Word("ほかの会社に渡すのをやめてほしい", "I want you to stop giving it to others"),
        Word(
            "法律が定める理由があるときに、提供を止めます(法35条3項・5項)。",
            "It is stopped where one of the law's grounds applies (APPI 35(3), 35(5)).",
        ),
    ),
}
PRECISELY: dict[str, tuple[Word, Word]] = {
    "correct": (
        Word("書かれている内容が間違っている", "What it says is wrong"),
        Word("正しい内容に直します。", "It is corrected."),
    ),
    "add": (
        Word("足りないものがある", "Something is missing"),
        Word("足りない内容を加えます。", "It is added."),
    ),
    "delete": (
        Word("間違っている項目を消してほしい", "A wrong item should go"),
        Word("その項目だけを消します。", "That item alone is deleted."),
    ),
    "suspend_use": (
        Word("使うのをやめてほしい", "Stop using it"),
        Word("情報は残したまま、利用を止めます。", "It stays, and nothing uses it any more."),
    ),
    "erase": (
        Word("すべて消してほしい", "Erase all of it"),
        Word(
            "法律が保存を求めるものを除いて消去します。元に戻せないため、"
            "本人確認書類による確認が必要です。",
            "It goes, but for what the law makes us keep. That cannot be undone, so we have to see "
            "an identity document.",
        ),
    ),
}
CLAIMS: dict[str, Word] = {
    "beyond_purpose": Word(
        "お知らせした目的以外に使われている", "It is used for something I was not told of"
    ),
    "improper_use": Word(
        "違法なことや不当なことを助けるように使われている",
        "It is used in a way that helps something unlawful or unfair",
    ),
    "improper_collection": Word(
        "だまされたり、隠れて取得されたりした", "It was obtained by deceit, or behind my back"
    ),
    "unlawful_provision": Word(
        "同意していないのに、ほかの会社に渡された", "It was given to others without my consent"
    ),
    "not_needed": Word(
        "もう使う必要がないはず(使うのをやめた、取引が終わったなど)",
        "You do not need it any more (I stopped using the service, our dealings ended)",
    ),
    "breach": Word("漏えいなどの事故があった", "It was part of a leak or the like"),
    "harm": Word(
        "このままでは、自分の権利や利益が害されるおそれがある",
        "As it is, it could harm my rights or interests",
    ),
}
"""The law's grounds in plain words; the law's own stand beside them."""
