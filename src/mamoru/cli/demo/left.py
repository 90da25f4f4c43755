"""Clause 9 to its end: somebody leaves, what the law keeps is held, and the rest is erased."""

from collections.abc import Iterator
from pathlib import Path

from mamoru.cli.demo.course import Course, came
from mamoru.cli.demo.shop import BUYER, rows
from mamoru.cli.demo.stage import Stage
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.holding.publish import publish
from mamoru.policy.words import Word
from mamoru.rights.leaving.begin import leave
from mamoru.rights.leaving.certificate import certificate
from mamoru.rights.leaving.proof import check
from mamoru.rights.leaving.report import KeptByLaw, LeavingReport, SystemReport
from mamoru.rights.leaving.state import LeavingState

TITLE = Word(
    "退会を最後まで進める。法令が求めるものは保持し、残りは保管庫と店舗から消去",
    "A leaving to its end: what the law keeps is held, the rest goes from vault and shop",
)
CERTIFICATE = "leaving-certificate.json"
HOLDS = """\
mamoru_holds: 1
fiscal_year_ends: "03-31"
holds:
  contracts:
    ja: 契約の書類
    en: papers of contracts
    clock: hold_tax
    for: "2(1)f"
    keep: [partner_contract]
    naming: [name]
    identifiers: [email]
"""
_LEFT_IN_SHOP = """
SELECT (SELECT count(*) FROM customers), (SELECT count(*) FROM orders),
    (SELECT count(*) FROM reviews WHERE author IS NULL AND co_author IS NOT NULL),
    (SELECT count(*) FROM invoices WHERE customer_id IS NULL AND delivery_note IS NULL
        AND bill_to IS NOT NULL)
"""


def left(stage: Stage, shop: Path, home: Path) -> Course:
    """Let a customer of the shop leave, and check the certificate without the database."""
    door = stage.door
    publish(door, OFFICER, HOLDS.encode())
    found = leave(door, OFFICER, Wish(act="dispose"), stage.refs[BUYER])
    raw = certificate(door, OFFICER, found.leaving)
    (home / CERTIFICATE).write_bytes(raw)
    proved = check((home / CERTIFICATE).read_bytes(), door.sequencer.vkey)
    [there] = found.systems
    [kept] = found.kept
    in_shop = rows(shop, _LEFT_IN_SHOP)
    is_well = (
        found.state is LeavingState.ERASED
        and in_shop == [(2, 2, 1, 1)]
        and proved.content["leaving"] == found.leaving
    )
    steps = (*_kept(kept, there), *_erased(found, there), _proved(proved.index))
    return Course(title=TITLE, steps=steps, is_as_foreseen=is_well)


def _kept(kept: KeptByLaw, there: SystemReport) -> Iterator[tuple[Word, Word]]:
    [invoice] = there.kept
    yield came(
        "保管庫に保持", "held in the vault",
        f"契約の書類 {len(kept.items)} 項目、{kept.last_day} まで({kept.article})",
        f"{len(kept.items)} items of the contract, by the law on tax until {kept.last_day}",
    )  # fmt: skip
    yield came(
        "店舗に保持", "held in the shop",
        f"請求書 {invoice.rows} 通の宛名と金額、{invoice.last_day} まで",
        f"addressee and amount of {invoice.rows} invoice, until {invoice.last_day}",
    )  # fmt: skip


def _erased(found: LeavingReport, there: SystemReport) -> Iterator[tuple[Word, Word]]:
    values, counts = found.counts["values"], there.counts
    yield came(
        "保管庫から消去", "erased in the vault", f"値 {values} 件と、その人の鍵",
        f"{values} values, and the person's key",
    )  # fmt: skip
    yield came(
        "店舗から消去", "erased in the shop",
        f"{counts['deletes']} 行を削除、{counts['changes']} 行から本人の分を除去",
        f"{counts['deletes']} rows deleted, the person's part of {counts['changes']} taken out",
    )  # fmt: skip
    yield came(
        "読み戻し", "read back",
        f"店舗の {counts['confirmed']} 行が計画どおり。二人の感想はもう一人に残る",
        f"{counts['confirmed']} rows of the shop, as planned; the other keeps the review of two",
    )  # fmt: skip


def _proved(index: int) -> tuple[Word, Word]:
    return came(
        "証明書", "certificate",
        f"{CERTIFICATE}、台帳のエントリ {index} によりオフラインで検証済み",
        f"{CERTIFICATE}, checked offline by entry {index} of the ledger",
    )  # fmt: skip
