"""What of one person is to be held, and what is left to be erased."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import msgspec

from mamoru.consent import queries as consent
from mamoru.gate.about import About, Touched
from mamoru.gate.holding.registers import of_tickets
from mamoru.gate.holding.rules import RECORD, HoldRule, HoldRules, Naming
from mamoru.law.calendar import tokyo_day
from mamoru.vault.files import files_of, keys_of
from mamoru.vault.hold import FileMaterial, Material, ToHold
from mamoru.vault.keyring import Keyring
from mamoru.vault.person import Identity, Value
from mamoru.vault.read import export

VALUE, IDENTIFIER, CHOICE = "value", "identifier", "choice"


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be held, and the categories of which everything is."""

    holds: tuple[ToHold, ...]
    whole: frozenset[str]


def chosen(keys: Keyring, about: About, rules: HoldRules, tickets: Sequence[int]) -> Chosen:
    """Return what is to be held of a person, who was fetched with every former value.

    `tickets` are those of the entries that touched them. Raises `UnknownClockError`,
    `UnknownRecordError`.
    """
    found = export(keys, about.held)
    files = _files(keys, about)
    whose = about.held.whose
    mine = [one for one in rules.rules if not one.whose or whose in one.whose]
    holds = [
        hold
        for rule in mine
        for hold in _by_day(
            rule,
            rules,
            [*_wanted(rule, found.values, about), *_of_rule(rule, files)],
            found,
            about.at,
        )
    ]
    holds += _of_records(rules, tickets, found.values, found.identities, about.at)
    whole = _whole(mine, rules, [*found.values, *files], about)
    return Chosen(holds=tuple(holds), whole=whole)


def left_to_erase(touched: Iterable[Touched], what: Chosen, about: About) -> list[Touched]:
    """Return of which categories something is to be erased; never nothing, since somebody is."""
    left = [one for one in touched if one[0] not in what.whole]
    return left or [
        (name, None)
        for name, category in about.book.policy.categories.items()
        if category.identifies != "never" and name not in what.whole
    ]


def _wanted(rule: HoldRule, values: Iterable[Value], about: About) -> list[Material]:
    found = [_value(one) for one in values if rule.keeps(one.data, one.item)]
    return found + (_choices(about.held.number) if rule.choices else [])


def _by_day(
    rule: HoldRule,
    rules: HoldRules,
    wanted: Iterable[Material | FileMaterial],
    found: object,
    at: datetime,
) -> list[ToHold]:
    """Return one hold for each last day, so that each can end by itself."""
    days: dict[datetime, list[Material | FileMaterial]] = {}
    for one in wanted:
        until = rules.until(rule.clock, one.collected_at, at)
        if until > at:
            days.setdefault(until, []).append(one)
    values: Sequence[Value] = getattr(found, "values", ())
    identities: Sequence[Identity] = getattr(found, "identities", ())
    naming = _naming(rule.naming, values, identities, at)
    return [
        ToHold(
            kind=rule.kind, clock=rule.clock, article=rules.article(rule.clock, tokyo_day(at)),
            purpose=rule.purpose, edition=rules.number, until=until,
            material=(*_without(naming, kept), *kept), files=files,
        )
        for until, kept, files in _parted(days)
    ]  # fmt: skip


def _parted(
    days: Mapping[datetime, Sequence[Material | FileMaterial]],
) -> Iterator[tuple[datetime, list[Material], tuple[FileMaterial, ...]]]:
    for until, kept in sorted(days.items()):
        values = [one for one in kept if isinstance(one, Material)]
        yield until, values, tuple(one for one in kept if isinstance(one, FileMaterial))


def _files(keys: Keyring, about: About) -> list[FileMaterial]:
    """Return the files of a person with the keys of their contents."""
    known = keys_of(keys, about.held)
    return [
        FileMaterial(
            name=one.file, key=known[one.file], data=one.data, item=one.item, media=one.media,
            size=one.size, label=one.label, collected_at=one.collected_at,
        )
        for one in files_of(keys, about.held)
    ]  # fmt: skip


def _of_rule(rule: HoldRule, files: Iterable[FileMaterial]) -> list[FileMaterial]:
    return [one for one in files if rule.keeps(one.data, one.item)]


def _of_records(
    rules: HoldRules, tickets: Sequence[int], values: Sequence[Value],
    identities: Sequence[Identity], at: datetime,
) -> list[ToHold]:  # fmt: skip
    naming = _naming(rules.records, values, identities, at)
    return [
        ToHold(
            kind=RECORD, record=one.key, clock=one.clock, article=one.article,
            purpose=rules.records_purpose, edition=rules.number, until=one.until, material=naming,
        )
        for one in of_tickets(tickets)
        if one.until > at and naming
    ]  # fmt: skip


def _whole(
    rules: Iterable[HoldRule],
    known: HoldRules,
    values: Iterable[Value | FileMaterial],
    about: About,
) -> frozenset[str]:
    """Return the categories of which every value and file is held."""
    kept: dict[str, bool] = {}
    for one in values:
        is_kept = any(
            rule.keeps(one.data, one.item)
            and known.until(rule.clock, one.collected_at, about.at) > about.at
            for rule in rules
        )
        kept[one.data] = kept.get(one.data, True) and is_kept
    return frozenset(data for data, is_kept in kept.items() if is_kept)


def _naming(
    naming: Naming, values: Iterable[Value], identities: Iterable[Identity], at: datetime
) -> tuple[Material, ...]:
    """Return what says who somebody was, as far as it is held; at least one identifier if any."""
    present = [one for one in values if one.superseded_at is None and one.item in naming.items]
    every = list(identities)
    named = [one for one in every if one.kind in naming.identifiers]
    if not present and not named:
        named = every[:1]
    return (
        *(_value(one) for one in present),
        *(
            Material(sort=IDENTIFIER, data=None, item=one.kind, value=one.value, collected_at=at)
            for one in named
        ),
    )


def _without(naming: Iterable[Material], kept: Sequence[Material]) -> list[Material]:
    known = {(one.sort, one.item, one.value) for one in kept}
    return [one for one in naming if (one.sort, one.item, one.value) not in known]


def _value(one: Value) -> Material:
    return Material(
        sort=VALUE, data=one.data, item=one.item, value=one.value, sensitive=one.sensitive,
        collected_at=one.collected_at,
    )  # fmt: skip


def _choices(number: int) -> list[Material]:
    """Return what a person chose and took back, with what opens its commitment in the ledger."""
    rows = consent.of_person(number)
    givings = dict.fromkeys(row.giving for row in rows if row.giving)
    found = {row.giving or row.reference: row.made_at for row in rows}
    kept = []
    for reference, made_at in found.items():
        given = consent.given(reference) if reference in givings else None
        held = given._asdict() if given else [row for row in rows if row.reference == reference]
        text = msgspec.json.encode(held).decode()
        kept.append(Material(sort=CHOICE, data=None, item=CHOICE, value=text, collected_at=made_at))
    return kept
