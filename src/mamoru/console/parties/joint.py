"""Joint use: statements that were published, and the feeds of partners (clause 6)."""

import msgspec
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from mamoru.console.acting import Act, Asking, filled, may
from mamoru.console.items import item_words, purposes_of
from mamoru.console.parties.forms import FeedForm, StatementForm, items_of
from mamoru.console.parties.words import JOINT
from mamoru.console.worded import Worded, said
from mamoru.faces.frame import page
from mamoru.faces.guard import for_officer
from mamoru.faces.here import door_of
from mamoru.faces.language import language_of
from mamoru.gate.looking import looking
from mamoru.gate.scopes import Scopes
from mamoru.parties import queries
from mamoru.policy.words import Word
from mamoru.provision.joint import feeds
from mamoru.provision.joint.feeds import NewFeed
from mamoru.provision.joint.publish import every, publish
from mamoru.provision.joint.statement import Statement


@for_officer(Scopes.RECORDS_READ)
@require_safe
def joint(request: HttpRequest) -> HttpResponse:
    """Show statements and feeds."""
    policy, language = door_of(request).policy, language_of(request)
    items, purposes = item_words(policy, language), dict(purposes_of(policy, language))
    with looking():
        statements = list(reversed(every()))
        found = list(feeds.feeds())
        named = {one.ref: one.name for one in queries.parties("joint_user")}
    return page(
        request, "console/parties/joint.html", JOINT,
        statements=[
            (one, [named.get(ref, ref) for ref in one.statement.partners],
             [items.get(item, item) for item in one.statement.items])
            for one in statements
        ],
        feeds=[
            (one, named.get(one.party, one.party), purposes.get(one.purpose, one.purpose),
             [items.get(item, item) for item in one.items])
            for one in found
        ],
        may_manage=may(request, Scopes.JOINT_MANAGE),
    )  # fmt: skip


@for_officer(Scopes.JOINT_MANAGE)
@require_POST
def feed_end(request: HttpRequest) -> HttpResponse:
    """End a feed."""
    feeds.end(door_of(request), request.POST.get("feed", ""))
    messages.success(request, said(JOINT["ended_now"], language_of(request)))
    return HttpResponseRedirect(reverse("console_joint"))


def _back(_: str) -> str:
    return reverse("console_joint")


def _offered(form: Worded, asking: Asking) -> None:
    policy = asking.door.policy
    with looking():
        partners = [(one.ref, one.name) for one in queries.parties("joint_user")]
    form.choose("items", items_of(policy, asking.language))
    form.choose("purposes", purposes_of(policy, asking.language))
    form.choose("partners", partners)
    for name in ("address", "representative"):
        known: Word | None = getattr(policy, name)
        if known is not None:
            form.fields[f"{name}_ja"].initial = known.ja
            form.fields[f"{name}_en"].initial = known.en


def _publish(asking: Asking) -> str:
    given, policy = asking.given, asking.door.policy

    def both(name: str) -> dict[str, str]:
        return {"ja": given[f"{name}_ja"], "en": given[f"{name}_en"]}

    new = msgspec.convert(
        {
            **filled(given, "items", "partners", "until"), "key": given["joint"],
            "title": both("title"), "range": both("range"), "in_force_from": given["from_"],
            "purposes": [
                {"id": name, **policy.purposes[name].word._asdict()} for name in given["purposes"]
            ],
            "responsible": {
                "name": policy.controller._asdict(), "address": both("address"),
                "representative": both("representative"),
            },
        },
        Statement,
    )  # fmt: skip
    publish(asking.door, asking.asker, new)
    return _back("")


def _stated(form: Worded, asking: Asking) -> None:
    policy = asking.door.policy
    with looking():
        keys = dict.fromkeys(one.statement.key for one in every())
        partners = [(one.ref, one.name) for one in queries.parties("joint_user")]
    form.choose("joint", [(key, key) for key in keys])
    form.choose("party", partners)
    form.choose("purpose", purposes_of(policy, asking.language))
    form.choose("items", items_of(policy, asking.language))


def _feed(asking: Asking) -> str:
    feeds.add(asking.door, msgspec.convert(dict(asking.given), NewFeed))
    return _back("")


PUBLISH = Act(
    name="statement", title=JOINT["publish"],
    lead=Word(
        "公表した日から、ここに書いた利用者・項目・目的の範囲でだけ共同利用できます。",
        "From its day on, joint use stays within the users, items and purposes that it names.",
    ),
    done=Word("公表しました。", "It is published."), scope=Scopes.JOINT_MANAGE, form=StatementForm,
    do=_publish, back=_back, prepare=_offered,
)  # fmt: skip
FEED = Act(
    name="feed", title=JOINT["add_feed"],
    lead=Word(
        "共同利用者が、自分の鍵で差分を取りに来ます。一人ずつ、そのつど判定します。",
        "The partner fetches what changed with its own key; each person is decided each time.",
    ),
    done=Word("設けました。", "It is set up."), scope=Scopes.JOINT_MANAGE, form=FeedForm, do=_feed,
    back=_back, prepare=_stated,
)  # fmt: skip
