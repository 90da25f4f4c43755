"""Clause 7 at the desk: a request for disclosure, from receipt to answer, with the shop's rows."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date

import msgspec
import pyrage

from mamoru.cli.demo.course import Course, came
from mamoru.cli.demo.recipients import SECOND
from mamoru.cli.demo.shop import ASKER, ORDERED, SYSTEM
from mamoru.cli.demo.stage import Stage
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.law.calendar import tokyo_day
from mamoru.policy.words import Word
from mamoru.rights.answer.material import Material
from mamoru.rights.answer.offer import offer, take
from mamoru.rights.requests.decide import Deciding, decide
from mamoru.rights.requests.identify import Vouched, vouch
from mamoru.rights.requests.receive import NewRequest, receive
from mamoru.rights.requests.review import Reviewing, look_through_systems, review
from mamoru.rights.requests.scope import ScopeHelp, agree, help_to_specify
from mamoru.rights.requests.search import places_of
from mamoru.rights.requests.state import RequestState
from mamoru.rights.requests.steps import request_row
from mamoru.rights.requests.work import work_one
from mamoru.screening.proofs import Document

TITLE = Word(
    "開示の請求に、保管庫と店舗のデータベースから回答する",
    "A request is answered from the vault and the shop's database",
)
LICENCE = Vouched(way="document", document=Document.LICENCE, reference="note:21")


def answered(stage: Stage) -> Course:
    """Bring one request from receipt to its end, and open what the person was given."""
    door, me = stage.door, pyrage.x25519.Identity.generate()
    new = NewRequest(kind="disclose", person=stage.refs[ASKER], recipient=str(me.to_public()))
    arrived = receive(door, OFFICER, new)
    ref = arrived.request
    vouch(door, OFFICER, ref, LICENCE)
    choice = help_to_specify(door, OFFICER, ref)
    agree(door, OFFICER, ref, None)
    work_one(door, ref)
    searched = _searched(door, ref)
    review(door, OFFICER, ref, Reviewing())
    decide(door, SECOND, ref, Deciding(outcome="whole"))
    work_one(door, ref)
    files = _opened(take(door, offer(door, OFFICER, ref).token).content, me)
    work_one(door, ref)
    told = msgspec.json.decode(files["answer.json"], type=Material)
    return Course(
        title=TITLE,
        steps=(
            *_asked(tokyo_day(arrived.due_at), choice), *searched, *_told(told, len(files)),
        ),
        is_as_foreseen=_bought(told) == [ORDERED]
        and _hidden(told) == ["author"]
        and request_row(ref).state == RequestState.CLOSED,
    )  # fmt: skip


def _asked(due: date, choice: ScopeHelp) -> Iterator[tuple[Word, Word]]:
    count = len(choice.items)
    yield came("受付", "received", f"回答期限 {due}", f"to be answered by {due}")
    yield came("本人確認", "identity", "運転免許証を確認", "a driving licence was checked")
    yield came(
        "対象", "scope", f"{count} 項目を示し、本人がすべてを選択",
        f"{count} items are offered, and the person chooses all of them",
    )  # fmt: skip


def _searched(door: Door, ref: str) -> tuple[tuple[Word, Word], ...]:
    found = {one.place: one.rows for one in places_of(request_row(ref))}
    seen = len(look_through_systems(door, OFFICER, ref))
    return (
        came(
            "検索", "searched", f"保管庫 {found['vault']} 件、店舗 {found[SYSTEM]} 行",
            f"vault: {found['vault']} entries; shop: {found[SYSTEM]} rows",
        ),
        came(
            "確認", "reviewed", f"担当者が店舗の {seen} 行を確認",
            f"an officer looks through the {seen} rows of the shop",
        ),
        came(
            "決定", "decided", "別の担当者が、全部の開示を決定",
            "a second officer decides to disclose all of it",
        ),
    )  # fmt: skip


def _told(told: Material, files: int) -> Iterator[tuple[Word, Word]]:
    values, rows = len(told.values), len(told.rows)
    bought, hidden = ", ".join(_bought(told)), ", ".join(_hidden(told))
    yield came(
        "回答", "answered", f"本人の鍵で暗号化した {files} ファイルを、一度だけ開くリンクで渡す",
        f"{files} files, sealed to the person's own key, by a link that opens once",
    )  # fmt: skip
    yield came(
        "回答の内容", "in the answer", f"値 {values} 件、店舗の {rows} 行。注文は「{bought}」",
        f"{values} values, and {rows} rows of the shop; what was ordered: {bought}",
    )  # fmt: skip
    yield came(
        "伏せたもの", "not shown", f"二人で書いた感想の、もう一人({hidden})",
        f"who the other is of the two that wrote a review ({hidden})",
    )  # fmt: skip


def _bought(told: Material) -> list[str]:
    return [cell.value for row in told.rows if row.table == "orders" for cell in row.values]


def _hidden(told: Material) -> list[str]:
    return [name for row in told.rows for name in row.hidden]


def _opened(content: bytes, me: pyrage.x25519.Identity) -> dict[str, bytes]:
    packed = pyrage.decrypt(content, [me])
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
