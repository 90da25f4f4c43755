"""Whether the policy in force and the notices know what a form asks for."""

from collections.abc import Iterator

from mamoru.collection.forms.findings import FormFinding
from mamoru.collection.forms.form import Form
from mamoru.collection.forms.load import Loaded
from mamoru.consent import notices
from mamoru.consent.errors import UnknownNoticeError
from mamoru.law.periods import Period
from mamoru.policy.errors import Finding
from mamoru.policy.model import Policy


def misfits(form: Form, policy: Policy) -> tuple[str, ...]:
    """Return the words of the form that `policy` does not know; with any, it takes nothing."""
    unknown = [one for one in form.purposes if one not in policy.purposes]
    unknown += [] if form.whose in policy.people else [form.whose]
    unknown += [one.item for one in form.fields if policy.category_of(one.item) is None]
    return tuple(dict.fromkeys(unknown))


def findings(loaded: Loaded, policy: Policy) -> Iterator[Finding]:
    """Yield what `policy` and the registered notices do not know of the form, with its place."""
    head, fields = loaded.file["form"], loaded.file["fields"]
    for purpose in head["purposes"]:
        if purpose not in policy.purposes:
            yield FormFinding.of("unknown-purpose", purpose.place, word=purpose)
    if head["whose"] not in policy.people:
        known = ", ".join(policy.people)
        yield FormFinding.of("unknown-class", head["whose"].place, word=head["whose"], known=known)
    for field in fields.values():
        if policy.category_of(field["item"]) is None:
            yield FormFinding.of("unknown-item", field["item"].place, word=field["item"])
    yield from _of_notice(loaded)
    yield from _of_keeping(loaded, policy)


def _of_notice(loaded: Loaded) -> Iterator[Finding]:
    form, head = loaded.form, loaded.file["form"]
    name = head["notice"]["name"]
    try:
        renderings = notices.version_of(form.notice.name, form.notice.version)
    except UnknownNoticeError:
        yield FormFinding.of("unknown-notice", name.place, word=name)
        return
    for purpose in head["purposes"]:
        if any(purpose not in one.purposes for one in renderings):
            yield FormFinding.of("notice-silent", purpose.place, word=purpose)


def _of_keeping(loaded: Loaded, policy: Policy) -> Iterator[Finding]:
    """Yield where the form would keep something longer than the policy keeps its category."""
    form, keep = loaded.form, loaded.file["form"]["keep"]
    categories = {policy.category_of(one.item) for one in form.fields}
    for rule in policy.retention:
        if rule.since != "collected" or rule.data.isdisjoint(categories):
            continue
        is_theirs = rule.whose is None or form.whose in rule.whose
        if is_theirs and _days(form.keep) > _days(rule.keep):
            yield FormFinding.of("keeps-longer", keep.place, limit=rule.keep)


def _days(text: str) -> float:
    """Return about how many days a period is long, to compare it with another."""
    period = Period.parse(text)
    return period.months * 30.44 + period.days
