"""What can be wrong with requests of people. No message repeats anything of anybody.

MamoruError
├── BadInputError
│   ├── InvalidRequestError        something of what was asked for cannot be taken so
│   └── CodeWrongError             this is not the number that was sent
├── NotFoundError
│   ├── UnknownRequestError        there is no such request
│   └── AnswerLinkUnknownError     no answer can be taken by this link
├── ConflictError
│   ├── RequestStateError          it is not at the point where this can be done
│   ├── RequestDiffersError        something else was handed in under this key
│   ├── PlanOutdatedError          another policy is in force than it was decided under
│   ├── RequestElsewhereError      another process went on with it
│   ├── RowUnseenError             a row has to be looked at before it is told
│   ├── ReadBackDiffersError       what was carried out is not what is held
│   └── AnswerTakenError           the answer was taken by this link before
├── RefusedError
│   ├── CodeLockedError            the number was tried too often, or is over
│   ├── IdentityWeakError          this way of showing who somebody is does not suffice
│   ├── MandateWeakError           the mandate is over, or does not reach so far
│   ├── FeeForbiddenError          the law, or the policy, lets no fee be charged for it
│   ├── GroundUnknownError         the law lets no such request be refused on this ground
│   ├── GroundNotReservedError     the policy promises to meet it all the same
│   └── OwnDecisionError           whoever prepared a decision cannot take it
└── UnavailableError
    ├── PlaceUnreachableError      a place that has to be searched does not answer
    │   └── AccountUnclearError    it does not tell whose an account is
    └── AnswerNotEncryptedError    no link could be made now
"""

from mamoru.errors import (
    BadInputError,
    ConflictError,
    NotFoundError,
    RefusedError,
    UnavailableError,
)


class InvalidRequestError(BadInputError):
    """Something of what was asked for cannot be taken so."""

    code = "invalid-request"
    ja = "「{item}」を受け付けられません。{reason_ja}。"
    en = "The value of {item!r} cannot be taken: {reason_en}."


class CodeWrongError(BadInputError):
    """A number is not the one that was sent."""

    code = "request-code-wrong"
    ja = "確認番号が違います。あと {left} 回試せます。"
    en = "This is not the number that was sent. It can be tried {left} more times."


class UnknownRequestError(NotFoundError):
    """There is no such request."""

    code = "unknown-request"
    ja = "その請求は見つかりません。"
    en = "There is no such request."


class AnswerLinkUnknownError(NotFoundError):
    """No answer can be taken by this link: there never was one, or its time is over."""

    code = "answer-link-unknown"
    ja = "このリンクで受け取れる回答はありません。"
    en = "No answer can be taken by this link."


class RequestStateError(ConflictError):
    """It is not at the point where this can be done."""

    code = "request-state"
    ja = "請求 {request} は「{state}」の段階なので、これは行えません。"
    en = "The request {request} is at {state!r}, where this cannot be done."


class RequestDiffersError(ConflictError):
    """Something else was handed in under this key before."""

    code = "request-differs"
    ja = "同じキーで、別の請求が受け付けられています。"
    en = "Something else was handed in under this key before."


class RequestElsewhereError(ConflictError):
    """Another process went on with it meanwhile."""

    code = "request-elsewhere"
    ja = "請求 {request} は、ほかの処理が進めました。読み直してください。"
    en = "Another process went on with the request {request}. Read it again."


class PlanOutdatedError(ConflictError):
    """Another version of the policy is in force than the request was decided under."""

    code = "plan-outdated"
    ja = "決定の後にポリシーの版が変わりました。請求 {request} をもう一度決定してください。"
    en = "Another version of the policy is in force since. Decide the request {request} again."


class ReadBackDiffersError(ConflictError):
    """What is held is not what was carried out; somebody has to look."""

    code = "read-back-differs"
    ja = "請求 {request} で行ったことを読み返せません。担当者の確認が必要です。"
    en = "What the request {request} changed does not read back. Somebody has to look."


class AnswerTakenError(ConflictError):
    """The answer was taken by this link before; the attempt is on record."""

    code = "answer-taken"
    ja = (
        "このリンクの回答は、すでに受け取られています。受け取っていなければ窓口に知らせ、"
        "新しいリンクを求めてください。"
    )
    en = (
        "The answer was taken by this link before. If it was not you, tell the desk, and ask for a"
        " new link."
    )


class CodeLockedError(RefusedError):
    """The number was tried too often, its time is over, or too many were asked for."""

    code = "request-code-locked"
    ja = "この確認番号はもう使えません。ほかの方法で本人確認をしてください。"
    en = "This number cannot be used any more. Show who it is in another way."


class IdentityWeakError(RefusedError):
    """A way of showing who somebody is does not suffice for what is asked for."""

    code = "identity-weak"
    ja = "この請求には、より確実な本人確認が必要です(使えるもの: {ways})。"
    en = "This request needs a stronger proof of who it is (one of: {ways})."


class MandateWeakError(RefusedError):
    """The mandate is over, or does not reach what is asked for."""

    code = "mandate-weak"
    ja = "委任の期限が過ぎたか、この請求に及びません。"
    en = "The mandate is over, or does not reach this request."


class FeeForbiddenError(RefusedError):
    """The law, or the policy, lets no fee be charged for what is asked for."""

    code = "fee-forbidden"
    ja = "「{kind}」の請求に手数料をいただくことはできません({article})。"
    en = "No fee can be charged for a request of the kind {kind!r} ({article_en})."


class GroundUnknownError(RefusedError):
    """The law lets no request of this kind be refused on this ground."""

    code = "ground-unknown"
    ja = "法令は、この理由で断ることを認めていません(認めるもの: {known})。"
    en = "The law does not let it be refused on this ground (it knows: {known})."


class GroundNotReservedError(RefusedError):
    """The policy promises to meet such requests all the same."""

    code = "ground-not-reserved"
    ja = "ポリシーは、この理由で断ることを定めていません。応じる必要があります。"
    en = "The policy reserves no refusal on this ground; the request has to be met."


class OwnDecisionError(RefusedError):
    """Whoever prepared a decision cannot take it; the attempt is on record."""

    code = "own-decision"
    ja = "この決定を準備した人は、決定できません。別の人が決定してください。"
    en = "Whoever prepared this decision cannot take it. Somebody else has to."


class RowUnseenError(ConflictError):
    """A row of a system has to be looked at by somebody, and came or changed since they did."""

    code = "row-unseen"
    ja = "{place} に、確認の後に現れた、又は変わった行があります。"
    en = "In {place} a row came or changed after it was looked through."


class PlaceUnreachableError(UnavailableError):
    """A place that has to be searched does not answer, so nothing can be said to be complete."""

    code = "place-unreachable"
    ja = "探すべき場所 {place} に届きません({problem})。"
    en = "The place {place} that has to be searched cannot be reached ({problem})."


class AccountUnclearError(PlaceUnreachableError):
    """A system does not tell whose an account is; somebody has to say it."""

    code = "account-unclear"
    ja = "{place} には、この人のものか分からない人の行があります。担当者の判断が必要です。"
    en = "In {place} it is unclear which account is this person's. Somebody has to say it."


class AnswerNotEncryptedError(UnavailableError):
    """An answer could not be encrypted to a passphrase now; no link was made."""

    code = "answer-not-encrypted"
    ja = "回答のファイルをいま暗号化できません。しばらくしてからお試しください。"
    en = "The answer cannot be encrypted now. Try again shortly."


def unreached(place: str, problem: str) -> PlaceUnreachableError:
    """Return why a place could not be searched, by the code of the problem there."""
    kind = AccountUnclearError if problem == "person-ambiguous" else PlaceUnreachableError
    return kind(place=place, problem=problem)
