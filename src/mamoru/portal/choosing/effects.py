"""What switching something on or off does, in plain words, and why some things have no switch."""

from mamoru.policy.words import Word
from mamoru.portal.choosing.switches import RECIPIENT, SHOWN_BY_TAG

_EFFECTS: dict[str, tuple[Word, Word]] = {
    "marketing": (
        Word(
            "商品や催しのご案内、アンケートのお願いをお送りします。",
            "We send you news of products and events, and invitations to surveys.",
        ),
        Word(
            "ご案内をお送りしません。サービスに関する大切なお知らせは、引き続きお届けします。",
            "We send you none of these. Important notices about the service still reach you.",
        ),
    ),
    "statistics": (
        Word(
            "あなたの利用も、誰のものか分からない統計に数えます。",
            "Your use is counted in statistics that name nobody.",
        ),
        Word(
            "あなたの情報を統計のために使いません。サービスはこれまでどおり使えます。",
            "Your information is not used for statistics. The service works as before.",
        ),
    ),
    "development": (
        Word(
            "新しいサービスを考えるための材料に、あなたの情報も使います。",
            "Your information is among what we plan new services with.",
        ),
        Word(
            "新しいサービスの検討に、あなたの情報を使いません。サービスはこれまでどおり使えます。",
            "Your information is not used to plan new services. The service works as before.",
        ),
    ),
    "personalisation": (
        Word(
            "あなたの使い方に合わせて、表示する内容を変えます。",
            "What you are shown is chosen to fit how you use the service.",
        ),
        Word(
            "どなたにも同じ内容を表示します。",
            "You are shown what everybody is shown.",
        ),
    ),
    "advertising": (
        Word(
            "関心に合わせて選んだ広告を表示します。",
            "Advertisements are chosen by what you seem to be interested in.",
        ),
        Word(
            "関心に合わせた広告を表示しません。広告そのものは表示されることがあります。",
            "No advertisement is chosen by your interests. You may still see advertisements.",
        ),
    ),
    "research": (
        Word("あなたの情報も研究に使います。", "Your information is used in research."),
        Word("あなたの情報を研究に使いません。", "Your information is not used in research."),
    ),
    RECIPIENT: (
        Word(
            "お渡しするのは、法令による場合のほか、あらかじめあなたの同意をいただいたときだけです。",
            "They receive something only where you agreed beforehand, or the law requires it.",
        ),
        Word(
            "以前に同意された内容も含めて、お渡ししません(法令による場合を除きます)。",
            "They receive nothing, whatever you agreed to before, unless the law requires it.",
        ),
    ),
    SHOWN_BY_TAG: (
        Word(
            "ページを開いたときに、次の送信先へ情報が送られます。",
            "When you open a page, information goes to the recipients named here.",
        ),
        Word(
            "送信先へ情報を送りません。ほかの端末やブラウザでは、その画面で改めてお選びください。",
            "Nothing goes to them. In another browser, choose again on the page itself.",
        ),
    ),
}
_OTHER = (
    Word("この目的にあなたの情報を使います。", "Your information is used for this."),
    Word("この目的にあなたの情報を使いません。", "Your information is not used for this."),
)
_NEEDED: dict[str, Word] = {
    "service": Word(
        "これを止めると、お申し込みのサービスを提供できません。使うのをやめたいときは退会できます。",
        "Without it we cannot provide the service you asked for. To end it, you can leave.",
    ),
    "inquiry": Word(
        "お問い合わせに答えるときだけ使います。", "It is used only when you write to us, to answer."
    ),
    "notice": Word(
        "契約や安全に関わるお知らせは、どなたにもお届けする必要があります。",
        "Notices about your contract or your safety have to reach everybody.",
    ),
    "misuse": Word(
        "不正な利用からあなたとほかの方を守るために必要です。",
        "It protects you and others from misuse.",
    ),
    "identity": Word(
        "不正な利用があったときに、あなたご本人であることを確かめるために必要です。",
        "Once there was misuse, it is needed to make sure who is who.",
    ),
    "transaction": Word(
        "当社が権利を守り、取引を進めるために必要です。",
        "The company needs it to protect its rights and carry out its transactions.",
    ),
    "legal": Word("法令が求めています。", "The law requires it."),
}
_NEEDED_OTHER = Word(
    "サービスの運営に欠かせないため、止めることができません。",
    "The service cannot run without it.",
)


def effect(kind: str) -> tuple[Word, Word]:
    """Return what a switch of that kind does when it is on, and when it is off."""
    return _EFFECTS.get(kind, _OTHER)


def why_needed(kind: str) -> Word:
    """Return why a purpose of that kind has no switch."""
    return _NEEDED.get(kind, _NEEDED_OTHER)
