"""What a policy states beside its rules: the controller, roles, whom it binds, fees."""

from collections.abc import Iterator, Mapping

from mamoru.policy.diff.asks import Asks
from mamoru.policy.diff.changes import Particular
from mamoru.policy.model import Policy
from mamoru.policy.wording import Wording
from mamoru.policy.words import ACTS, PERSON_KINDS, ROLES, SENSITIVE_LAWS, Word

RESPONSIBLE = ("APPI 27(6)", "APPI 32(1)")
_EVERYONE = Word("すべての人に適用される", "applies to everyone")
_AGREED = Word("同意した人だけに適用される", "applies only to those who agreed")
_NONE = Word("なし", "none")

_LABELS: dict[str, Word] = {
    "controller": Word("責任を負う者", "The responsible party"),
    "address": Word("責任を負う者の住所", "The address of the responsible party"),
    "representative": Word("責任を負う者の代表者", "The representative of the responsible party"),
    "contact": Word("連絡先", "The contact"),
    "binds": Word("適用される人", "Whom the policy binds"),
    "role": Word("「{of}」の立場", "The role of “{of}”"),
    "person_kind": Word("「{of}」の区分", "The kind of person of “{of}”"),
    "sensitive_law": Word("「{of}」の法令上の区分", "What “{of}” is in law"),
    "identifies": Word("「{of}」の個人の識別", "Whether “{of}” identifies somebody"),
    "nature": Word("「{of}」の性質", "What “{of}” is by nature"),
    "fee": Word("「{of}」の手数料", "The fee for {of}"),
}
_IDENTIFIES: dict[str, Word] = {
    "always": Word("常に識別できる", "always"),
    "maybe": Word("識別できることがある", "maybe"),
    "never": Word("識別できない", "never"),
}


def particulars(old: Policy, new: Policy) -> Iterator[Particular]:
    """Yield what is stated differently in two versions."""
    yield from _controller(old, new)
    if old.binds_everyone != new.binds_everyone:
        was, now = ((_EVERYONE if one.binds_everyone else _AGREED) for one in (old, new))
        yield _particular("binds", "policy binds", was, now)
    yield from _of_words(old, new)
    for act in dict.fromkeys((*old.fees, *new.fees)):
        before, after = old.fees.get(act), new.fees.get(act)
        if before != after:
            asks, law = (Asks.NOTICE, ("APPI 32(1)",)) if after else (Asks.NOTHING, ())
            yield _particular("fee", f"fee {act}", before, after, of=ACTS[act], asks=asks, law=law)


def _controller(old: Policy, new: Policy) -> Iterator[Particular]:
    both = (old, new)
    contacts = (Word(one.contact, one.contact) if one.contact else None for one in both)
    named = (Word(f"{p.controller.ja}({p.controller_id})", f"{p.controller.en} ({p.controller_id})")
             for p in both)  # fmt: skip
    stated = {
        "controller": tuple(named),
        "address": (old.address, new.address),
        "representative": (old.representative, new.representative),
    }
    for code, (was, now) in stated.items():
        if was != now:
            cite = f"policy {code}"
            yield _particular(code, cite, was, now, asks=Asks.NOTICE, law=RESPONSIBLE)
    was, now = contacts
    if was != now:
        yield _particular("contact", "policy contact", was, now)


def _of_words(old: Policy, new: Policy) -> Iterator[Particular]:
    """Yield what a word of both versions is, where that differs."""

    def people(one: Policy) -> dict[str, Word]:
        kinds = {name: "natural" if name in one.natural else "corporate" for name in one.people}
        return {name: PERSON_KINDS[kind] for name, kind in kinds.items()}

    def natures(one: Policy) -> dict[str, Word]:
        return {
            name: one.sensitive[category.nature] if category.nature else _NONE
            for name, category in one.categories.items()
        }

    both = (old, new)
    tables: dict[str, tuple[dict[str, Word], ...]] = {
        "role": tuple({k: ROLES[v.role] for k, v in p.parties.items()} for p in both),
        "person_kind": tuple(map(people, both)),
        "sensitive_law": tuple(
            {k: SENSITIVE_LAWS[v] for k, v in p.sensitive_law.items()} for p in both
        ),
        "identifies": tuple(
            {k: _IDENTIFIES[v.identifies] for k, v in p.categories.items()} for p in both
        ),
        "nature": tuple(map(natures, both)),
    }
    names = _names(new)
    for code, (was, now) in tables.items():
        for name in was.keys() & now.keys():
            if was[name] != now[name]:
                yield _particular(code, f"{code} {name}", was[name], now[name], of=names[name])


def _names(policy: Policy) -> Mapping[str, Word]:
    categories = {name: one.word for name, one in policy.categories.items()}
    parties = {name: one.word for name, one in policy.parties.items()}
    return {**categories, **policy.sensitive, **policy.people, **parties}


def _particular(
    code: str,
    cite: str,
    old: Word | None,
    new: Word | None,
    *,
    of: Word | None = None,
    asks: Asks = Asks.NOTHING,
    law: tuple[str, ...] = (),
) -> Particular:
    label, of = _LABELS[code], of or Word("", "")
    was, now = old or _NONE, new or _NONE
    return Particular(
        code=code,
        cite=cite,
        old=Wording.of(old),
        new=Wording.of(new),
        asks=asks,
        law=law,
        ja=f"{label.ja.format(of=of.ja)}が変わります:{was.ja} → {now.ja}",
        en=f"{label.en.format(of=of.en)} changes: {was.en} → {now.en}",
    )
