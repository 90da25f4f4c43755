"""The feed of published versions (Atom, RFC 4287): one entry for each, whose id never changes."""

from uuid import NAMESPACE_URL, uuid5

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape, format_html, format_html_join

from mamoru.errors import Language
from mamoru.gate.editions import Edition
from mamoru.notices import wording
from mamoru.notices.changes import Told, between
from mamoru.notices.known import Known, effective, policy_of
from mamoru.notices.places import in_language


def feed(known: Known, language: Language, root: str) -> bytes:
    """Return the feed in `language`, the newest first; `root` is the prefix of its addresses."""
    newest = policy_of(known.current or known.editions[-1])
    atom = Atom1Feed(
        title=in_language(newest.title, language),
        link=f"{root}/policy",
        description="",
        language=language,
        author_name=in_language(newest.controller, language),
        feed_url=f"{root}/policy/feed.atom",
        feed_guid=urn(f"{newest.id}/{language}"),
    )
    for edition in sorted(known.editions, key=lambda one: one.number, reverse=True):
        policy = policy_of(edition)
        atom.add_item(
            title=f"{in_language(policy.title, language)} {edition.version}",
            link=f"{root}/policy/versions/{known.name(edition)}",
            description=_summary(known, edition, language),
            unique_id=urn(f"{policy.id}/{edition.text_hash}/{language}"),
            pubdate=edition.published_at,
            updateddate=edition.published_at,
        )
    return str(atom.writeString("utf-8")).encode()


def urn(name: str) -> str:
    """Return the id of what is named `name`, the same wherever and whenever it is asked for."""
    return uuid5(NAMESPACE_URL, f"urn:mamoru:policy:{name}").urn


def _summary(known: Known, edition: Edition, language: Language) -> str:
    policy = policy_of(edition)
    said = [in_language(word, language) for day, word in policy.history if day == edition.version]
    day = wording.written(effective(edition), language)
    in_force = f"{wording.say(wording.WORDS, 'in_force', language)}: {day}"
    before = known.before(edition)
    changes = between(before, edition, language) if before else None
    lines = format_html_join("", "<p>{}</p>", ((line,) for line in [*said, in_force]))
    return lines + (_list(changes) if changes else "")


def _list(changes: Told) -> str:
    items = format_html_join("", "<li>{}</li>", ((one.text,) for one in changes.sentences))
    return format_html("<ul>{}</ul>", items) if changes.sentences else escape("")
