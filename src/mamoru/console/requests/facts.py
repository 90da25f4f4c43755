"""What the page of a request says of it: facts, places that were searched, history; no values."""

from datetime import datetime

from mamoru.console.officers import names_of
from mamoru.console.problems import problem
from mamoru.console.requests import wording, words
from mamoru.console.requests.call import Call
from mamoru.errors import NotFoundError
from mamoru.faces.listing import Cell
from mamoru.gate.systems.standing import standing
from mamoru.law.requests import request_rules
from mamoru.policy.words import Word
from mamoru.rights.requests.models import PlaceSearched
from mamoru.rights.requests.state import VAULT
from mamoru.rights.requests.view import RequestReport

Fact = tuple[str, Cell]
_OF_SYSTEM = ("account_chosen", "account_refused")
"""What happened in a system, which is named."""
_COUNTS: dict[str, Word] = {
    "erased": Word("消去", "erased"), "changed": Word("変更", "changed"),
    "deletes": Word("消去", "erased"), "changes": Word("変更", "changed"),
    "inserts": Word("追加", "added"), "calls": Word("サービスへの依頼", "calls of the service"),
    "confirmed": Word("確認済み", "confirmed"), "kept": Word("法令により保存", "kept by law"),
    "hold": Word("法令により保存", "kept by law"),
    "co_owned": Word("ほかの人のものでもあるため残す", "stay, since they are others' too"),
    "not_ours": Word("当社が変えられないため残す", "stay, since they are not ours to change"),
    "referenced": Word("参照されているため残す", "stay, since others refer to them"),
    "left": Word("残っている", "still there"), "unsearched": Word("探せなかった", "not searched"),
}  # fmt: skip


def facts_of(call: Call, found: RequestReport) -> tuple[Fact, ...]:
    """Return what is asked, by whom, how far it came."""
    t = {name: call.word(word) for name, word in wording.ONE.items()}
    row, one = call.row, found.summary
    told: list[tuple[str, Cell | None]] = [
        (t["kind"], Cell(text=call.word(call.kind.word))),
        (t["law"], Cell(text=call.article(call.kind.article))),
        (t["claim"], _claim(call)),
        (t["arrived"], Cell(at=one.arrived_at)),
        (t["by"], Cell(text=call.word(words.BY[one.by]))),
        (t["channel"], Cell(text=call.word(words.CHANNELS[found.channel]))),
        (t["method"], Cell(text=call.word(words.METHODS[found.given_method or found.method]))),
        (t["items"], Cell(text=_items(call, found, t["everything"]))),
        (t["person"], Cell(text=one.person or t["nobody"])),
        (t["joins"], _linked(one.joins)),
        (t["identity"], Cell(text=_identity(call, t))),
        (t["fee"], _fee(call, found, t["yen"])),
        (t["left_out"], Cell(text=", ".join(found.left_out)) if found.left_out else None),
        (t["decided"], _outcome(call)),
        (t["ground"], _ground(call)),
        (t["answered"], _moment(row.answered_at)),
        (t["kept_until"], _moment(row.keep_until)),
    ]  # fmt: skip
    return tuple((name, cell) for name, cell in told if cell is not None)


def places_shown(call: Call, found: RequestReport) -> tuple[tuple[str, int, str, str], ...]:
    """Return each place with its rows, what is planned or done there, and what is in the way."""
    plans = dict(PlaceSearched.objects.filter(request=call.row).values_list("place", "plan"))
    vault = call.word(wording.ONE["vault"])
    return tuple(
        (
            vault if one.place == VAULT else one.place, one.rows,
            _counted(call, one.counts or _planned(plans.get(one.place, ""))),
            problem(one.problem or "", call.language),
        )
        for one in found.places
    )  # fmt: skip


def checks_of(call: Call, found: RequestReport) -> tuple[str, ...]:
    """Return each check of who somebody is, in one line."""
    ways = {one.name: one.word for one in request_rules().ways}
    told = []
    for one in found.checks:
        document = words.DOCUMENTS.get(one.document or "")
        parts = [
            call.word(ways[one.way]), call.word(document) if document else "",
            call.word(words.RESULTS.get(one.result, Word(one.result, one.result))),
        ]  # fmt: skip
        told.append(" – ".join(part for part in parts if part))
    return tuple(told)


def history_of(call: Call, found: RequestReport) -> tuple[tuple[datetime, str, str, str], ...]:
    """Return what happened: when, what, by whom, and the ticket of its entry."""
    names = names_of((one.by for one in found.steps), call.language)
    told = []
    for one in reversed(found.steps):
        what = call.word(words.CHANGES.get(one.change, Word(one.change, one.change)))
        detail = words.OUTCOMES.get(one.what or "") or _named(one.what or "")
        text = f"{what} – {call.word(detail)}" if detail is not None else what
        text = f"{what} – {one.what}" if one.change in _OF_SYSTEM else text
        by = names.get(one.by, one.by)
        told.append((one.at, text, by, "" if one.ticket is None else str(one.ticket)))
    return tuple(told)


def _named(what: str) -> Word | None:
    rules = request_rules()
    ways = {one.name: one.word for one in rules.ways}
    ground = rules.grounds.get(what)
    return ground.word if ground is not None else ways.get(what) or words.METHODS.get(what)


def _claim(call: Call) -> Cell | None:
    if not call.row.claim:
        return None
    word = request_rules().claims[call.row.claim]
    return Cell(
        text=f"{call.word(word)} ({call.article(call.kind.claims.get(call.row.claim, ''))})"
    )


def _items(call: Call, found: RequestReport, everything: str) -> str:
    if found.items is None:
        return everything if call.row.is_scoped else "–"
    known = call.door.shelf.policy(call.now).categories
    return ", ".join(call.word(known[one].word) if one in known else one for one in found.items)


def _identity(call: Call, t: dict[str, str]) -> str:
    said = t["verified"] if call.row.verified_at is not None else t["not_verified"]
    return f"{said} ({t['strength']} {call.row.identity}, {t['needed']} {call.kind.identity})"


def _fee(call: Call, found: RequestReport, yen: str) -> Cell | None:
    if not found.fee_state:
        return None
    return Cell(text=f"{found.fee} {yen} – {call.word(words.FEES[found.fee_state])}")


def _outcome(call: Call) -> Cell | None:
    return Cell(text=call.word(words.OUTCOMES[call.row.outcome])) if call.row.outcome else None


def _ground(call: Call) -> Cell | None:
    if not call.row.ground:
        return None
    word = request_rules().grounds[call.row.ground].word
    return Cell(text=f"{call.word(word)} ({call.article(call.row.articles)})")


def _linked(ref: str | None) -> Cell | None:
    return None if ref is None else Cell(text=ref, address=f"/console/requests/{ref}")


def _moment(at: datetime | None) -> Cell | None:
    return None if at is None else Cell(at=at)


def _planned(plan: str) -> dict[str, int]:
    if not plan:
        return {}
    try:
        return standing(plan).counts
    except NotFoundError:
        return {}


def _counted(call: Call, counts: dict[str, int]) -> str:
    told = [
        f"{call.word(_COUNTS.get(name, Word(name, name)))} {count}"
        for name, count in counts.items()
    ]
    return ", ".join(told)
