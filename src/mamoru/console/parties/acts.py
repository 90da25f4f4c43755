"""What officers do about a party: each act with its form, its scope and its effect."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec
from django.urls import reverse

from mamoru.console.acting import Act, Asking, filled
from mamoru.console.parties.form_words import FORMS
from mamoru.console.parties.forms import (
    Because,
    ChangeForm,
    KeyForm,
    Merging,
    OneKey,
    OnePaper,
    PaperForm,
    PartyForm,
    media_of,
)
from mamoru.console.worded import Worded, said
from mamoru.gate.asking import is_reference
from mamoru.gate.evidence_files import keep
from mamoru.gate.looking import looking
from mamoru.gate.scopes import Scopes
from mamoru.parties import queries
from mamoru.parties.papers import KINDS, MADE
from mamoru.parties.party import Party
from mamoru.parties.register import NewPaper, NewParty, PartyChanges
from mamoru.policy.words import Word
from mamoru.provision.parties import register
from mamoru.provision.parties.register import NewKey

_DONE = Word("記録しました。", "It is on record.")
_UNREFERENCED = Word(
    "memo:2026-11 のような番号を書いてください。", "Write a number such as memo:2026-11."
)


def name_of(ref: str) -> str:
    """Return what a party is called; raises `UnknownPartyError`."""
    with looking():
        return queries.party(ref).name


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyAct(Act):
    """An act about a party, and which parties it is for."""

    fits: Callable[[Party], bool] = lambda party: party.status != "ended"
    about: Callable[[str], str] = name_of


def there(ref: str) -> str:
    """Return the address of a party."""
    return reverse("console_party", args=[ref])


def reference(asking: Asking, name: str = "reason") -> str:
    """Return where something is kept, as it was entered; raises `msgspec.ValidationError`."""
    shown = str(asking.given[name]).strip()
    if not is_reference(shown):
        message = f"no reference - at `$.{name}`"
        raise msgspec.ValidationError(message)
    return shown


def kept_file(asking: Asking) -> str | None:
    """Keep the file that came with a form, sealed, and return its name."""
    upload = asking.given.get("file")
    if not upload:
        return None
    media = media_of(upload) or ""
    return keep(asking.door, asking.asker, asking.ref, media, upload.chunks()).file


def words_of_party(form: Worded, asking: Asking) -> None:
    """Let a form offer what the policy calls those who receive."""
    known = asking.door.policy.parties.items()
    named = [(name, said(one.word, asking.language)) for name, one in known]
    form.choose("word", [("", said(FORMS["empty"], asking.language)), *named])


def _add(asking: Asking) -> str:
    given = asking.given
    new = msgspec.convert(
        {
            **filled(given, "kind", "word", "name", "address", "representative", "contact"),
            "country": given["country"].upper(),
            "is_corporation": given["is_corporation"],
            "storage": given["storage"].upper().split(),
        },
        NewParty,
    )
    return there(register.add(asking.door, asking.asker, new).ref)


def _changeable(form: Worded, asking: Asking) -> None:
    with looking():
        now = queries.party(asking.ref)
    for name in form.fields:
        form.fields[name].initial = getattr(now, name)


def _change(asking: Asking) -> str:
    with looking():
        now = queries.party(asking.ref)
    changed = {name: value for name, value in asking.given.items() if value != getattr(now, name)}
    if changed:
        made = msgspec.convert(changed, PartyChanges)
        register.change(asking.door, asking.asker, asking.ref, made, expected=now.version)
    return there(asking.ref)


def _suspend(asking: Asking) -> str:
    register.suspend(asking.door, asking.asker, asking.ref, reference(asking))
    return there(asking.ref)


def _resume(asking: Asking) -> str:
    register.resume(asking.door, asking.asker, asking.ref, reference(asking))
    return there(asking.ref)


def _end(asking: Asking) -> str:
    register.end(asking.door, asking.asker, asking.ref, reference(asking))
    return there(asking.ref)


def _merge(asking: Asking) -> str:
    into = asking.given["into"]
    register.merge(asking.door, asking.asker, asking.ref, into, reference(asking))
    return there(asking.ref)


def _others(form: Worded, asking: Asking) -> None:
    with looking():
        found = queries.parties()
    form.choose("into", [(one.ref, one.name) for one in found if one.ref != asking.ref])


def _add_key(asking: Asking) -> str:
    new = msgspec.convert(dict(asking.given), NewKey)
    register.add_key(asking.door, asking.asker, asking.ref, new)
    return there(asking.ref)


def _keys(form: Worded, asking: Asking) -> None:
    with looking():
        found = queries.keys(asking.ref)
    now = asking.door.clock()
    valid = [(one.ref, f"{one.kind} {one.fingerprint}") for one in found if one.is_valid(now)]
    form.choose("key", valid)


def _revoke_key(asking: Asking) -> str:
    register.revoke_key(asking.door, asking.asker, asking.ref, asking.given["key"])
    return there(asking.ref)


def _file_paper(asking: Asking) -> str:
    given = {
        **filled(asking.given, "kind", "number", "until", "clauses"),
        "from": asking.given["from_"],
    }
    new = msgspec.convert(given | {"file": None}, NewPaper)
    new = msgspec.structs.replace(new, file=kept_file(asking))
    register.file_paper(asking.door, asking.asker, asking.ref, new)
    return there(asking.ref)


def _papers(form: Worded, asking: Asking) -> None:
    with looking():
        found = queries.papers(asking.ref)
    filed = [one for one in found if one.kind not in MADE]
    form.choose(
        "paper",
        [
            (one.ref, f"{said(KINDS[one.kind], asking.language)} {one.number} {one.from_}")
            for one in filed
        ],
    )


def _withdraw_paper(asking: Asking) -> str:
    register.withdraw_paper(asking.door, asking.asker, asking.ref, asking.given["paper"])
    return there(asking.ref)


def moment(day: object) -> datetime | None:
    """Return a moment with its zone, or nothing."""
    return day.astimezone(UTC) if isinstance(day, datetime) else None


ADD = Act(
    name="add", title=Word("相手を登録する", "Register a party"),
    lead=Word(
        "登録しただけでは何も渡せません。書類と鍵がそろって初めて受け取れます。",
        "Nothing can be handed over by that alone: it takes papers and a key as well.",
    ),
    done=Word("登録しました。", "It is registered."), scope=Scopes.PARTIES_MANAGE, form=PartyForm,
    do=_add, back=lambda _: reverse("console_parties"), prepare=words_of_party,
)  # fmt: skip
ACTS_OF_PARTY: tuple[PartyAct, ...] = (
    PartyAct(
        name="change", title=Word("登録内容を変更する", "Change particulars"),
        lead=Word("変更前の内容は履歴に残ります。", "What it was before stays in the history."),
        done=_DONE, scope=Scopes.PARTIES_MANAGE, form=ChangeForm, do=_change, back=there,
        prepare=_changeable,
    ),
    PartyAct(
        name="paper", title=Word("書類を登録する", "File a paper"),
        lead=Word(
            "契約や確認の書類です。期限が切れると、受け取れなくなります。",
            "A contract or a check. Once it runs out, nothing can be received.",
        ),
        done=_DONE, scope=Scopes.PARTIES_MANAGE, form=PaperForm, do=_file_paper, back=there,
    ),
    PartyAct(
        name="paper_withdrawal", title=Word("書類を取り下げる", "Withdraw a paper"),
        lead=Word("誤って登録した書類を取り下げます。", "For one that was filed in error."),
        done=_DONE, scope=Scopes.PARTIES_MANAGE, form=OnePaper, do=_withdraw_paper, back=there,
        prepare=_papers,
    ),
    PartyAct(
        name="key", title=Word("鍵を加える", "Add a key"),
        lead=Word(
            "渡すものは、この鍵の持ち主だけが開けられるように封をします。",
            "What is handed over is sealed so that only who has its private half can open it.",
        ),
        done=_DONE, scope=Scopes.PARTIES_MANAGE, form=KeyForm, do=_add_key, back=there,
    ),
    PartyAct(
        name="key_revocation", title=Word("鍵を失効させる", "Revoke a key"),
        lead=Word("以後、この鍵では封をしません。", "Nothing is sealed to it any more."),
        done=_DONE, scope=Scopes.PARTIES_MANAGE, form=OneKey, do=_revoke_key, back=there,
        prepare=_keys, is_danger=True,
    ),
    PartyAct(
        name="suspension", title=Word("引渡しを止める", "Suspend it"),
        lead=Word("再開するまで、何も渡しません。", "It receives nothing until it is resumed."),
        done=_DONE, scope=Scopes.PARTIES_MANAGE, form=Because, do=_suspend, back=there,
        fits=lambda party: party.status == "active",
    ),
    PartyAct(
        name="resumption", title=Word("引渡しを再開する", "Resume it"),
        lead=Word("止めていた引渡しを再開します。", "It may receive again."),
        done=_DONE, scope=Scopes.PARTIES_MANAGE, form=Because, do=_resume, back=there,
        fits=lambda party: party.status == "suspended",
    ),
    PartyAct(
        name="merger", title=Word("別の相手への合併を記録する", "Note a merger"),
        lead=Word(
            "合併先の書類と、合併先への同意だけが効くようになります。",
            "From then on only the papers of the other party count, and consents that name it.",
        ),
        done=_DONE, scope=Scopes.PARTIES_MANAGE, form=Merging, do=_merge, back=there,
        prepare=_others, is_danger=True,
    ),
    PartyAct(
        name="end", title=Word("登録を終了する", "End it"),
        lead=Word("終了すると元に戻せません。", "This cannot be taken back."),
        done=_DONE, scope=Scopes.PARTIES_MANAGE, form=Because, do=_end, back=there, is_danger=True,
    ),
)  # fmt: skip
