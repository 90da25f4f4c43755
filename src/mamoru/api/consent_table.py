"""The endpoints of consent and notices."""

from mamoru.api import choices, noticing
from mamoru.api.endpoint import Endpoint
from mamoru.consent.notice import NewNotice
from mamoru.gate.errors import Scopes

CONSENT = (
    Endpoint(
        method="POST", path="/people/{ref}/choices/bulk", name="giveChoices",
        summary="Record what a person chose together, all of it or nothing",
        verb=choices.give_many, scope=Scopes.PEOPLE_CHANGE, takes=choices.GivingTogether,
        gives=choices.GivenTogether, status=201,
    ),
    Endpoint(
        method="GET", path="/people/{ref}/choices", name="listChoices",
        summary="Everything that a person chose and took back", verb=choices.history,
        scope=Scopes.CONSENT, gives=choices.ChoiceHistory,
    ),
    Endpoint(
        method="GET", path="/people/{ref}/choices/{reference}/receipt", name="receiptOfChoice",
        summary="The receipt of a choice (ISO/IEC TS 27560, JSON-LD), to be kept byte by byte",
        verb=choices.receipt, scope=Scopes.CONSENT, gives=dict,
    ),
    Endpoint(
        method="POST", path="/notices", name="registerNotice",
        summary="Register a notice as it is shown", verb=noticing.add, scope=Scopes.CONSENT,
        takes=NewNotice, gives=noticing.NoticeText, status=201,
    ),
    Endpoint(
        method="GET", path="/notices", name="listNotices", summary="Every notice",
        verb=noticing.listed, scope=Scopes.CONSENT, gives=noticing.NoticeList,
    ),
    Endpoint(
        method="GET", path="/notices/{notice}", name="versionsOfNotice",
        summary="Every version of one notice", verb=noticing.versions, scope=Scopes.CONSENT,
        gives=noticing.NoticeList,
    ),
    Endpoint(
        method="POST", path="/notices/{notice}/shown", name="showNotice",
        summary="Record that a notice is being shown, to somebody known or not",
        verb=noticing.shown, scope=Scopes.CONSENT, takes=noticing.ShowingNotice,
        gives=noticing.NoticeShown, status=201,
    ),
)  # fmt: skip
