"""What the problems of the company's own databases are called."""

from mamoru.policy.words import Word

OF_SYSTEMS: dict[str, Word] = {
    "map-file": Word("対応表に誤りがあります。", "The map has errors."),
    "map-disagrees": Word(
        "対応表とデータベースが合いません。", "The map does not fit the database."
    ),
    "system-url": Word("システムの URL が正しくありません。", "No system is reached by this URL."),
    "system-misnamed": Word("別のシステムの対応表です。", "The map is of another system."),
    "person-ambiguous": Word(
        "本人を 1 人に定められません。", "The identifier does not tell one person from others."
    ),
    "person-unnamed": Word(
        "本人を探せる識別子がありません。", "No identifier was given that the system knows."
    ),
    "too-much-held": Word("本人の行が多すぎます。", "Too many rows are one person's."),
    "unknown-system": Word("そのシステムはありません。", "There is no such system."),
    "not-mapped": Word("その対応表はありません。", "There is no such map."),
    "system-name-taken": Word("そのシステム名は使われています。", "The system's name is taken."),
    "schema-changed": Word("スキーマが変わっています。", "The schema has changed."),
    "plan-unknown": Word("その計画はありません。", "There is no such plan."),
    "plan-busy": Word("計画は実行中です。", "Somebody else works on the plan."),
    "plan-problems": Word("計画に問題があります。", "The plan has problems."),
    "plan-stale": Word("計画が古くなりました。", "Rows have changed since the plan."),
    "erasure-miscounted": Word("行数が計画と違います。", "Other rows were met than planned."),
    "system-constraint": Word(
        "システムの制約に反します。", "A constraint of the system is against it."
    ),
    "system-read-only": Word("システムは読み取り専用です。", "The system can only be read."),
    "system-denies": Word("システムに拒まれました。", "The system does not let us in."),
    "system-down": Word("システムに接続できません。", "The system does not answer."),
    "system-slow": Word("システムの応答がありません。", "The system did not answer in time."),
    "system-locked": Word("システムがロックされています。", "Rows of the system are locked."),
    "call-pending": Word("サービスの処理が終わっていません。", "The service is not done yet."),
    "system-failed": Word("システムが誤りを返しました。", "The system answered with an error."),
}
