"""What recipients are told: which row they are to erase, until when, and how they find it."""

from django.conf import settings

from mamoru.law.calendar import tokyo_day
from mamoru.outbox.letters import Text
from mamoru.policy.model import Policy
from mamoru.policy.words import Word
from mamoru.rights.leaving.models import Told

_SUBJECT = Word("お渡しした情報の消去のお願い({told})", "Please erase what we gave you ({told})")
_BODY = Word(
    "{company}がお渡しした情報のご本人が退会されました。次の行を消去し、"
    "{until} までに、控えと再委託先を含めて消去したことをお知らせください。\n\n"
    "依頼番号: {told}\n受け渡し: {source}({day})\n項目: {items}\n{how}",
    "The person whose information {company} gave you has left. Please erase the row below, with its"
    " copies and at your sub-contractors, and tell us by {until} that you have.\n\n"
    "Number of this request: {told}\nHand-over: {source} ({day})\nItems: {items}\n{how}",
)
_BY_MARK = Word(
    "行の見つけ方: 受け取った項目のうち値のあるものだけを、項目名の順に並べた空白のない JSON"
    "(UTF-8)にし、前に塩(16進)のバイト列を付けた SHA-256 が次の印と一致する行です。\n"
    "塩: {salt}\n印: {mark}",
    "How to find the row: take the items you received that have a value, as JSON without spaces and"
    " with the names in order (UTF-8), put the bytes of the salt (hexadecimal) before it; SHA-256"
    " of that is the mark.\nSalt: {salt}\nMark: {mark}",
)
_BY_ALIAS = Word("フィードでの名前: {alias}", "Name in the feed: {alias}")
_ANSWER = Word("\n返信先: {contact}", "\nAnswer to: {contact}")


def letter_to(policy: Policy, row: Told) -> Text:
    """Return the letter to one recipient. Nothing in it says whom it is about to anybody else."""
    return Text(
        subject=Word(_SUBJECT.ja.format(told=row.ref), _SUBJECT.en.format(told=row.ref)),
        body=Word(
            _body(_BODY.ja, policy.controller.ja, _how(row).ja, _ANSWER.ja, policy, row),
            _body(_BODY.en, policy.controller.en, _how(row).en, _ANSWER.en, policy, row),
        ),
    )


def _how(row: Told) -> Word:
    if row.alias:
        return Word(_BY_ALIAS.ja.format(alias=row.alias), _BY_ALIAS.en.format(alias=row.alias))
    named = {"salt": row.salt, "mark": row.mark}
    return Word(_BY_MARK.ja.format_map(named), _BY_MARK.en.format_map(named))


def _body(text: str, company: str, how: str, answer: str, policy: Policy, row: Told) -> str:
    contact = settings.MAIL_FROM or policy.contact or ""
    said = text.format(
        company=company, told=row.ref, source=row.source, items=", ".join(row.items), how=how,
        day=tokyo_day(row.handed_at).isoformat(), until=tokyo_day(row.due_at).isoformat(),
    )  # fmt: skip
    return said + (answer.format(contact=contact) if contact else "")
