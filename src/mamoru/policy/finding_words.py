"""What can be wrong with a policy file, by its code, in Japanese and English."""

MESSAGES: dict[str, tuple[str, str]] = {
    "too-large": (
        "ファイルが大きすぎます(上限 {megabytes} MB)。",
        "The file is too large (limit {megabytes} MB).",
    ),
    "not-utf8": ("UTF-8 の文字として読めません。", "This is not UTF-8 text."),
    "not-text": (
        "文字として扱えない文字が含まれています。",
        "There is a character that text cannot have.",
    ),
    "not-yaml": ("YAML として読めません。{problem}。", "This is not YAML: {problem}."),
    "not-yaml-since": (
        "YAML として読めません。{problem}({begun} 行目から続く部分)。",
        "This is not YAML: {problem}, in what begins on line {begun}.",
    ),
    "alias": (
        "アンカーとエイリアス(& *)は使えません。同じ内容をもう一度書いてください。",
        "Anchors and aliases (& *) are not part of the language; write it out.",
    ),
    "tag": ("タグ(!)は使えません。", "Tags (!) are not part of the language."),
    "second-document": ("1 つのファイルに文書は 1 つです。", "One file holds one document."),
    "too-deep": ("入れ子が深すぎます(上限 {depth} 段)。", "Nested too deeply (limit {depth})."),
    "too-long": ("項目が多すぎます(上限 {nodes})。", "Too many items (limit {nodes})."),
    "too-many-rules": ("規則が多すぎます(上限 {limit})。", "Too many rules (limit {limit})."),
    "key-not-text": ("キーは文字列でなければなりません。", "A key must be text."),
    "empty-file": ("ファイルが空です。", "The file is empty."),
    "not-a-mapping": (
        "ここには「キー: 値」の並びが必要です。",
        "A mapping of keys to values belongs here.",
    ),
    "not-a-list": (
        "ここには値またはその並びが必要です。",
        "A value or a list of values belongs here.",
    ),
    "duplicate-key": ("キー「{key}」が重複しています。", "The key {key!r} stands twice."),
    "unknown-key": (
        "「{key}」というキーはここでは使えません(使えるもの: {known})。",
        "The key {key!r} is unknown here (known: {known}).",
    ),
    "missing-key": ("「{key}」がありません。", "{key!r} is missing."),
    "missing-translation": (
        "「{key}」の文がありません。日本語(ja)と英語(en)の両方が必要です。",
        "The text {key!r} is missing; Japanese (ja) and English (en) are both needed.",
    ),
    "empty": ("値が空です。", "The value is empty."),
    "null-value": ("値がありません(null)。", "There is no value (null)."),
    "bare-boolean": (
        "「{word}」は YAML では真偽値です。引用符で囲んでください。",
        "YAML reads a bare {word!r} as a truth value; quote it.",
    ),
    "bare-number": (
        "「{word}」は数や日付として読まれます。引用符で囲んでください。",
        "YAML reads a bare {word!r} as a number or a date; quote it.",
    ),
    "not-text-here": ("ここには文字列が必要です。", "Text belongs here."),
    "not-a-flag": ("true または false が必要です。", "true or false belongs here."),
    "not-a-date": ('日付は "2026-11-23" の形で書きます。', 'A date is written "2026-11-23".'),
    "not-a-period": (
        "期間は P30D や P5Y の形で書きます。",
        "A period is written like P30D or P5Y.",
    ),
    "bad-word": (
        "「{word}」はここで使える形ではありません。",
        "{word!r} has not the form that belongs here.",
    ),
    "bad-label": (
        "「{word}」は番号として使えません。(1)、.1、a、[語] のいずれかです。",
        "{word!r} is no label; labels are (1), .1, a or [word].",
    ),
    "unknown-word": (
        "「{word}」は{what}にありません(あるもの: {known})。",
        "{word!r} is not among {what} (known: {known}).",
    ),
    "language-version": (
        "この言語の版 {word} は扱えません。版 1 を書いてください。",
        "Version {word} of the language is unknown; write 1.",
    ),
    "two-sentences": (
        "1 つの条には文が 1 つです。ほかの文は also: に置きます。",
        "A clause has one sentence; put others under also:.",
    ),
    "no-sentence": (
        "may・never・on_request・says・must・cases のいずれかが必要です。",
        "One of may, never, on_request, says, must or cases is needed.",
    ),
    "misplaced": (
        "「{key}」は「{beside}」と並べて置けません。",
        "{key!r} does not go with {beside!r}.",
    ),
    "case-with-sentence": (
        "文の中の場合分けに、別の文は置けません。",
        "A case of a sentence cannot hold another sentence.",
    ),
    "before-without-permit": (
        "禁止には、事前の義務(when: before)を置けません。",
        "A duty before the act does not go with a ban.",
    ),
    "before-not-owed": (
        "事前の義務 {word} は、出所(origin)が owed の事実でなければなりません。",
        "A duty before the act names a fact with origin owed; {word} is not one.",
    ),
    "before-evidence": (
        "事実 {word} の証拠は {evidence} です。事前の義務の証拠(evidence)も同じにしてください。",
        "The evidence of the fact {word} is {evidence}; a duty before the act names the same.",
    ),
    "defined-twice": ("「{word}」は 2 度定義されています。", "{word!r} is defined twice."),
    "no-company": (
        "当事者に、役割(role)が company の company が 1 つ必要です。",
        "One party must be named company, with the role company.",
    ),
    "versions-out-of-order": (
        "改定履歴の日付が順に並んでいないか、版の日付と合いません。",
        "The dates of the history are out of order, or the last is not the version.",
    ),
    "effective-too-early": (
        "適用開始日(effective_from)が、この版の日付より前です。",
        "The text would be effective before the date of its version.",
    ),
    "not-true": ("ここに書けるのは true だけです。", "Only true belongs here."),
    "never-holds": (
        "この条件に当てはまるものが一つもないため、規則が働くことがありません。",
        "Nothing meets this condition, so the rule never holds.",
    ),
    "no-purposes": (
        "「{word}」には利用目的が定められていません。",
        "{word!r} lists no purposes.",
    ),
    "never-lifts": (
        "この場合は禁止の条件と重ならないため、禁止を解くことがありません。",
        "This case lies outside its ban, so it never lifts it.",
    ),
    "nothing-to-except": (
        "条「{word}」は自らの条であるか、解くことのできる禁止がなく、例外になりません。",
        "There is no exception to {word!r}: it is this clause itself, or has no ban to lift.",
    ),
    "fee-without-act": (
        "行為「{word}」はこの条にないため、手数料の対象になりません。",
        "The fee is for {word!r}, which is no act of this clause.",
    ),
    "reading-not-cited": (
        "解釈「{word}」は、どこからも引かれていません。",
        "The reading {word!r} is cited nowhere, so it decides nothing.",
    ),
    "nothing-listed": ("1 つ以上必要です。", "At least one is needed."),
    "not-an-origin": (
        "「{word}」はページの所在ではありません。https://www.example.com の形で書きます。",
        "{word!r} is no origin; one is written like https://www.example.com.",
    ),
    "not-an-address": (
        "「{word}」はアドレスではありません。https:// から書きます。",
        "{word!r} is no address; one begins with https://.",
    ),
    "not-a-host": (
        "「{word}」はホスト名ではありません。www.example.com か *.example.com の形で書きます。",
        "{word!r} is no host; one is written like www.example.com or *.example.com.",
    ),
    "not-a-cookie": (
        "「{word}」は Cookie の名前ではありません。_ga や _ga_* の形で書きます。",
        "{word!r} is no name of a cookie; one is written like _ga or _ga_*.",
    ),
    "not-days": ("期間は P180D の形で書きます。", "A period of days is written like P180D."),
    "not-a-month-and-day": (
        '「{word}」は月日ではありません。"03-31" の形で書きます。',
        '{word!r} is no month and day; one is written "03-31".',
    ),
    "clock-or-record": (
        "clock と record のどちらか一方が必要です。",
        "Either clock or record is needed, not both.",
    ),
    "nothing-kept": ("「{hold}」は何を残すかがありません。", "Nothing is kept by {hold!r}."),
    "unknown-clock": (
        "「{word}」は法令の期間の表にありません。",
        "{word!r} is no period of the law's table.",
    ),
    "clock-not-for-holds": (
        "「{word}」は {event} から数えますが、それがいつかはここでは分かりません。",
        "{word!r} counts from {event!r}, which nobody here knows of a person.",
    ),
    "vague": (
        "「{word}」では何か分かりません。一つずつ具体的に書いてください。",
        "{word!r} leaves open what is meant; name each one.",
    ),
    "purpose-or-necessary": (
        "purpose と necessary のどちらか一方が必要です。",
        "Either purpose or necessary is needed, not both.",
    ),
    "until-before-since": (
        "until が since より前です。",
        "It would end (until) before it begins (since).",
    ),
    "columns-unpaired": (
        "columns と to_columns は同じ数にします。",
        "columns and to_columns must be as many.",
    ),
    "party-no-recipient": (
        "「{word}」は送信先になりません。当社やご本人以外の当事者を書いてください。",
        "{word!r} receives nothing here; name a party other than the company or the person.",
    ),
}
