"""What can be wrong with the file of a form, with its place, in Japanese and English."""

from mamoru.errors import Fact, Language
from mamoru.policy.errors import Finding, Place
from mamoru.policy.shapes import Reader

MESSAGES: dict[str, tuple[str, str]] = {
    "not-a-whole-number": (
        "ここには {least} から {most} までの整数を書きます。",
        "A whole number from {least} to {most} belongs here.",
    ),
    "form-language": (
        "様式の書式の版 {word} は扱えません。版 1 を書いてください。",
        "Version {word} of the format of forms is unknown; write 1.",
    ),
    "unknown-purpose": (
        "利用目的「{word}」は、適用中のポリシーにありません。",
        "The policy in force has no purpose {word!r}.",
    ),
    "unknown-item": (
        "項目「{word}」は、適用中のポリシーのどの種類にも属しません。",
        "No category of the policy in force has the item {word!r}.",
    ),
    "unknown-class": (
        "本人の区分「{word}」は、適用中のポリシーにありません(あるもの: {known})。",
        "The policy in force has no class of person {word!r} (known: {known}).",
    ),
    "unknown-notice": (
        "通知「{word}」のその版は登録されていません。先に通知を登録してください。",
        "No such version of the notice {word!r} is registered. Register the notice first.",
    ),
    "notice-silent": (
        "通知に、利用目的「{word}」が挙げられていません。",
        "The notice does not name the purpose {word!r}.",
    ),
    "item-twice": (
        "項目「{word}」に値を入れる欄が 2 つあります。",
        "Two fields give a value to the item {word!r}.",
    ),
    "not-for-type": (
        "「{key}」は、型が {type} の欄には使えません。",
        "{key!r} does not go with a field of type {type}.",
    ),
    "needed-for-type": (
        "型が {type} の欄には「{key}」が必要です。",
        "A field of type {type} needs {key!r}.",
    ),
    "not-an-identifier": (
        "項目「{word}」は、人を見分ける識別子として使えません(使えるもの: {known})。",
        "Nobody can be found by the item {word!r} (by these: {known}).",
    ),
    "birth-date-needed": (
        "法定代理人の同意を求める様式には、必須の生年月日(birth_date、型 date)の欄が必要です。",
        "Where guardians have to consent, a required field of type date for birth_date is needed.",
    ),
    "text-file-too-large": (
        "文書として調べるテキストのファイルは {limit} バイトまでです(largest)。",
        "Text files are read and screened; `largest` is {limit} bytes at most for them.",
    ),
    "upside-down": (
        "下限が上限を上回っています。",
        "The lower bound is above the upper one.",
    ),
    "keeps-longer": (
        "保存期間が、ポリシーの定める期間({limit})より長くなっています。",
        "This is longer than the policy keeps it ({limit}).",
    ),
}


class FormFinding(Finding):
    """One thing that is wrong with a form."""

    def message(self, language: Language = "en") -> str:
        """Return what is wrong, without its place."""
        if self.code not in MESSAGES:
            return super().message(language)
        ja, en = MESSAGES[self.code]
        return (ja if language == "ja" else en).format_map(dict(self.facts))


class FormReader(Reader):
    """Collects findings about a form."""

    def say(self, code: str, place: Place, **facts: Fact) -> None:
        """Note that something is wrong, and go on."""
        self.findings.append(FormFinding.of(code, place, **facts))
