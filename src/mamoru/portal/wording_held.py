"""The words of what is held."""

from mamoru.policy.words import Word

HELD: dict[str, Word] = {
    "title": Word("保有している情報", "What we hold"),
    "lead": Word(
        "当社が保有しているあなたの情報を、種類ごとに示しています。値は伏せてあり、「値を表示」を押した"
        "ときだけ表示します。表示したことも、あなたの記録に残ります。",
        "Here is what we hold about you, by kind. Values stay covered until you press “Show the "
        "value”; that you looked becomes part of your record, too.",
    ),
    "since": Word("最初に登録された日", "Known to us since"),
    "nothing": Word("当社は、あなたの情報を保有していません。", "We hold nothing about you."),
    "suspended": Word("ご請求により、利用を停止しています。", "At your request, we do not use it."),
    "withheld": Word(
        "ご請求により、第三者への提供を停止しています。",
        "At your request, we provide it to nobody else.",
    ),
    "source": Word("取得元", "Where it came from"),
    "collected": Word("取得した日", "Since"),
    "show": Word("値を表示", "Show the value"),
    "show_of": Word("の値を表示", "Show the value: "),
    "earlier": Word("以前の値", "earlier values"),
    "sensitive": Word("機微情報", "sensitive"),
    "sensitive_is": Word(
        "機微情報とは、健康や信条など、特に慎重に扱う情報です。",
        "Sensitive information is what needs special care, such as health or beliefs.",
    ),
    "found_by": Word("あなたを見分けるための情報", "What we find you by"),
    "events": Word("利用の記録", "records of use"),
    "files": Word("お送りいただいたファイルがあります。", "There are files that you sent."),
    "quarantined": Word(
        "件は、機微情報かもしれないため、使わずに確認を待っています。",
        "of them may be sensitive; they are set aside, unused, until somebody has checked.",
    ),
    "all_of_it": Word(
        "利用の記録やファイルの中身は、「ご請求」から開示を求めると、まとめてお渡しします。",
        "Ask for disclosure under “Your requests” to get records of use and files in whole.",
    ),
    "uses": Word("何のために使うか", "What we use it for"),
    "uses_is": Word(
        "利用目的とは、情報を使ってよい範囲のことです。これ以外には使いません。",
        "A purpose says how far we may use information. We use it for nothing else.",
    ),
    "no_uses": Word(
        "利用してよい目的はありません。", "There is no purpose that we may use it for."
    ),
    "not_now": Word("あなたの情報には使っていません", "not used for you"),
    "not_now_is": Word(
        "あなたの選択、または法令により、今は使えません。",
        "Because of what you chose, or the law, it may not be used for this now.",
    ),
    "kept": Word("いつまで保有するか", "How long we keep it"),
    "until": Word("この日まで:", "until"),
    "kept_open": Word(
        "利用目的に必要な間です。退会されるか、消去を請求されると、法令で残すものを除いて消去します。",
        "As long as the purposes need it. When you leave or ask for erasure, we erase all that no "
        "law makes us keep.",
    ),
    "clause": Word("第", "Clause"),
    "why_shown": Word("このページの根拠", "Why we show you this"),
    "elsewhere": Word("当社のほかの仕組みにあるもの", "What our other systems hold"),
    "elsewhere_is": Word(
        "当社の業務用のデータベースにも、あなたの情報が記録されていることがあります。調べるのに少し時間"
        "がかかります。",
        "Databases that our services work with may hold something of you as well. Looking takes a "
        "moment.",
    ),
    "look": Word("調べる", "Look there"),
    "records": Word("件の記録", "records"),
    "no_records": Word("あなたの記録はありません。", "Nothing of you."),
    "no_systems": Word("つながっている仕組みはありません。", "No other system is connected."),
    "not_asked": Word("いまは調べられませんでした。", "It could not be asked just now."),
    "back": Word("保有している情報に戻る", "Back to what we hold"),
    "revealed": Word("表示した値", "The value"),
    "no_value": Word("値はありません。", "There is no value."),
    "from_day": Word("取得した日:", "since"),
    "until_day": Word("この日まで有効でした:", "replaced on"),
    "on_record": Word(
        "この表示は、取扱いの記録に残りました。",
        "That you looked at this is now in your record.",
    ),
}
