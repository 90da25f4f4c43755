"""Writes the figures of the last `make bench` into both READMEs: `python -m tools.figures`.

Every figure that has a target is shown, met or not, as it was measured.
"""

import json
from pathlib import Path
from typing import Any

from bench.targets import TARGETS

from mamoru.errors import Language
from mamoru.policy.words import Word

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "bench" / "results" / "latest.json"
READMES: dict[Language, Path] = {"en": ROOT / "README.md", "ja": ROOT / "README.ja.md"}
BEGIN, END = "<!-- figures -->", "<!-- /figures -->"

NAMES: dict[str, Word] = {
    "decide_median_us": Word("判定 1 件、中央値 (µs)", "one decision, median (µs)"),
    "times_cedar": Word("判定の速さ、cedarpy の何倍か", "decisions, times as fast as cedarpy"),
    "times_casbin": Word("判定の速さ、pycasbin の何倍か", "decisions, times as fast as pycasbin"),
    "decide_many_per_s": Word("列による一括判定 (件/秒)", "decisions over columns (per second)"),
    "replay_million_ms": Word(
        "台帳の 100 万件を草案で判定し直す (ms)",
        "a million recorded handlings decided again under a draft (ms)",
    ),
    "load_first_ms": Word(
        "参照ポリシーの読込みと変換 (ms)", "reading and compiling the reference policy (ms)"
    ),
    "difference_ms": Word(
        "参照ポリシーの二つの版の差分 (ms)",
        "difference of two versions of the reference policy (ms)",
    ),
    "cli_version_ms": Word("コマンドの起動 (ms)", "start of the command line (ms)"),
    "cli_person_show_ms": Word(
        "一人の値を取り出すコマンド (ms)", "the command that takes out values (ms)"
    ),
    "cli_policy_lint_ms": Word(
        "参照ポリシーの lint のコマンド (ms)", "the command that lints the reference policy (ms)"
    ),
    "prove_slowest_ms": Word(
        "不変条件 1 件の証明、最も遅いもの (ms)", "proof of one invariant, the slowest (ms)"
    ),
    "append_and_sequence_entries_per_s": Word(
        "台帳への記録と順序付け、SQLite (件/秒)",
        "ledger, appended and sequenced, SQLite (entries per second)",
    ),
    "inclusion_proof_us": Word(
        "包含証明、100 万件のログ (µs)", "inclusion proof at a million entries (µs)"
    ),
    "partner_rows_per_s": Word(
        "提携先からの受領、SQLite (行/秒)", "receiving from a partner, SQLite (rows per second)"
    ),
    "handed_people_per_s": Word(
        "引渡し、計画から受け取りまで、SQLite (人/秒)",
        "handing over, from plan to delivery, SQLite (people per second)",
    ),
    "requests_per_hour": Word(
        "1 時間に回答する開示の請求(受付から受け取りまで)",
        "requests for disclosure an hour, from the arrival to the answer that is taken",
    ),
    "slowest_p95_ms": Word(
        "画面、10 万人・100 万件で最も遅いもの、95 パーセンタイル (ms)",
        "pages, the slowest with 100,000 people and a million entries, 95th percentile (ms)",
    ),
    "heaviest_kb": Word(
        "最も重い画面、様式とスクリプトを含む (kB gzip)",
        "the heaviest page with its styles and scripts (kB, gzip)",
    ),
    "postgresql_trace_ms_p95": Word(
        "会社のデータベース 1,000 万行から一人をたどる、PostgreSQL、95 パーセンタイル (ms)",
        "tracing a person in ten million rows, PostgreSQL, 95th percentile (ms)",
    ),
    "postgresql_erasures_per_hour": Word(
        "会社のデータベースでの消去、PostgreSQL (件/時)",
        "erasures in a company database, PostgreSQL (per hour)",
    ),
    "posts.f1_percent": Word(
        "機微情報の検出、未知の投稿での F1 (%)", "sensitive information, F1 on unseen posts (%)"
    ),
    "posts_characters_per_s": Word(
        "機微情報の検出、どの文にも該当しうる語がある場合 (字/秒)",
        "screening where every text has a word to judge (characters per second)",
    ),
    "batches.events_per_second": Word(
        "イベントの取得、100 件ずつ、SQLite (件/秒)",
        "events collected in batches of 100, SQLite (per second)",
    ),
    "single.per_second": Word(
        "イベントの取得、1 件ずつ、SQLite (件/秒)",
        "events collected one by one, SQLite (per second)",
    ),
    "half_load_batches.p99_ms": Word(
        "100 件ずつの半分の負荷での 99 パーセンタイル (ms)",
        "99th percentile at half the load of those batches (ms)",
    ),
    "half_load_single.p99_ms": Word(
        "1 件ずつの半分の負荷での 99 パーセンタイル (ms)",
        "99th percentile at half the load of single events (ms)",
    ),
    "sqlite.audited_read.per_second": Word(
        "記録付きの閲覧、HTTP、SQLite (件/秒)", "audited read over HTTP, SQLite (per second)"
    ),
    "sqlite.create.per_second": Word(
        "登録、HTTP、SQLite (件/秒)", "create over HTTP, SQLite (per second)"
    ),
    "sqlite.bulk_create.people_per_second": Word(
        "一括登録、HTTP、SQLite (人/秒)", "bulk create over HTTP, SQLite (people per second)"
    ),
    "postgres.audited_read.per_second": Word(
        "記録付きの閲覧、HTTP、PostgreSQL (件/秒)",
        "audited read over HTTP, PostgreSQL (per second)",
    ),
    "postgres.create.per_second": Word(
        "登録、HTTP、PostgreSQL (件/秒)", "create over HTTP, PostgreSQL (per second)"
    ),
    "sqlite.idle_memory_mb": Word("待機中のメモリ (MB)", "memory of an idle server (MB)"),
    "sqlite.ready_seconds": Word("応答できるまで (秒)", "until ready (seconds)"),
}
HEAD = Word("| 数値 | 実測 | 目標 | 達成 |", "| figure | measured | target | met |")
MET = {True: Word("はい", "yes"), False: Word("いいえ", "no")}
MEASURED_ON = Word(
    "{day}、{processor}、{cores} コア、Python {python} で `make bench` により実測。",
    "Measured by `make bench` on {day}: {processor}, {cores} cores, Python {python}.",
)


def table(report: dict[str, Any], language: Language) -> str:
    """Return the figures of a report with their targets; raises `KeyError` if one is not there."""
    rows = [
        row(NAMES[name], report["results"][module]["figures"][name], language)
        for module, targets in TARGETS.items()
        for name in targets
    ]
    machine = report["machine"]
    said = MEASURED_ON.ja if language == "ja" else MEASURED_ON.en
    about = said.format(day=machine["at"][:10], **machine)
    head = HEAD.ja if language == "ja" else HEAD.en
    return "\n".join([about, "", head, "|---|--:|--:|---|", *rows])


def row(name: Word, figure: dict[str, Any], language: Language) -> str:
    """Return one figure as a row; what is missing is shown as missing."""
    met = MET[figure["is_met"]]
    value = figure["value"]
    measured = "–" if value is None else f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
    word, answer = (name.ja, met.ja) if language == "ja" else (name.en, met.en)
    return f"| {word} | {measured} | {figure['target']} | {answer} |"


def filled(page: str, figures: str) -> str:
    """Return the page with `figures` in their place."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise SystemExit(f"{BEGIN} … {END} is missing")
    return f"{before}{BEGIN}\n{figures}\n{END}{after}"


if __name__ == "__main__":
    last = json.loads(RESULTS.read_text(encoding="utf-8"))
    for speech, readme in READMES.items():
        content = filled(readme.read_text(encoding="utf-8"), table(last, speech))
        readme.write_text(content, encoding="utf-8")
