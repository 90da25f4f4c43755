"""The words of the pages about the company's own databases."""

from mamoru.policy.words import Word

STATES: dict[str, Word] = {
    "planned": Word("実行待ち", "waits"),
    "checked": Word("確認済み・実行待ち", "checked, waits"),
    "applying": Word("実行中", "under way"),
    "applied": Word("読み返し待ち", "to be read back"),
    "read_back": Word("読み返し済み", "read back"),
    "done": Word("完了", "done"),
    "partial": Word("一部残り", "something was left"),
    "blocked": Word("中断", "blocked"),
}
DOES: dict[str, Word] = {
    "erase": Word("消去", "erase"),
    "correct": Word("訂正", "correct"),
    "suspend": Word("利用停止", "suspend"),
    "resume": Word("停止の解除", "end of suspension"),
}
RELATIONS: dict[str, Word] = {
    "owned_by": Word("行を所有", "owns the rows"),
    "owns": Word("所有", "owns"),
    "accessed_by": Word("行を閲覧", "may see the rows"),
    "accesses": Word("閲覧", "may see"),
    "reference": Word("参照のみ", "reference only"),
}
SYSTEMS: dict[str, Word] = {
    "title": Word("社内システム", "Systems"),
    "lead": Word(
        "当社のデータベースと、そのどこに誰の情報があるかを示す対応表です。開示や消去の請求は、"
        "この対応表をたどって行います。",
        "The company's databases, and the maps that say whose information is where. Requests to "
        "see or to erase follow these maps.",
    ),
    "caption": Word("登録したシステム", "Registered systems"),
    "name": Word("名前", "Name"),
    "what": Word("説明", "What it is"),
    "way": Word("書込み", "Writing"),
    "writable": Word("できる", "yes"),
    "read_only": Word("読取りのみ", "read only"),
    "check": Word("前回の確認", "Last check"),
    "checked": Word("確認", "Checked"),
    "never": Word("未確認", "never"),
    "fits": Word("一致", "fits"),
    "wrong": Word("誤り {errors}、注意 {warnings}", "{errors} errors, {warnings} warnings"),
    "plans": Word("実行待ち・中断した計画", "Plans that wait or broke"),
    "plan": Word("計画", "Plan"),
    "do": Word("内容", "What"),
    "state": Word("状態", "State"),
    "made": Word("作成", "Made"),
    "problem": Word("問題", "Problem"),
    "system": Word("システム", "System"),
    "none": Word("ありません。", "There is nothing."),
    "register": Word("システムを登録する", "Register a system"),
}
SYSTEM: dict[str, Word] = SYSTEMS | {
    "back": Word("システムの一覧へ", "All systems"),
    "shown": Word("接続先", "Where it is"),
    "version": Word("対応表の版", "Version of the map"),
    "categories": Word("持っている情報", "What it holds"),
    "map": Word("対応表の図", "The map as a picture"),
    "map_why": Word(
        "左が本人の表、右へ行くほど本人から遠い情報です。線は「誰の行か」を示します。",
        "On the left are the tables of people; lines say whose rows the others are.",
    ),
    "alt": Word(
        "{tables} 個の表。本人の表: {people}。続く表に同じ内容があります。",
        "{tables} tables. Tables of people: {people}. The table below says the same.",
    ),
    "as_table": Word("表で見る", "As a table"),
    "table": Word("表", "Table"),
    "people": Word("本人の表", "people"),
    "reference": Word("参照用", "reference"),
    "held": Word("法令により保存", "kept by law"),
    "personal": Word("個人の情報 {count} 列", "{count} personal columns"),
    "holds": Word("個人の情報の列", "Personal columns"),
    "found_by": Word("探し方", "Found by"),
    "ties": Word("つながり", "Leads to"),
    "nobody": Word("誰の行でもない", "nobody's rows"),
    "remarks": Word("前回の確認の結果", "What the last check said"),
    "line": Word("{line} 行目", "line {line}"),
    "error": Word("誤り", "error"),
    "warning": Word("注意", "warning"),
    "drift": Word("変化", "changed"),
    "check_now": Word("いま確認する", "Check now"),
    "checked_now": Word("確認しました。", "Checked."),
    "change_map": Word("対応表を改める", "Change the map"),
    "let_write": Word("書込みを許す", "Let it be written"),
    "let_read": Word("読取りのみにする", "Let it only be read"),
    "remove": Word("登録を外す", "Remove it"),
    "download": Word("対応表のファイルを保存", "Save the map's file"),
    "broken": Word(
        "対応表が現在のポリシーと合わないため、図を描けません。",
        "The map does not fit the policy in force, so it cannot be drawn.",
    ),
    "owning": Word("行の持ち主", "owner"),
    "access": Word("閲覧のみ", "may see only"),
}
