"""Four eyes: who may not decide a request, since they prepared what is decided.

Whoever leaves something out never decides. Which other decisions nobody takes alone, the settings
say. Two steps are of the same pair of eyes where the same officer acted, or, where one of them
names no officer, the same system.
"""

from django.conf import settings

from mamoru.errors import ConfigurationError
from mamoru.gate.asking import Asker
from mamoru.law.requests import request_rules
from mamoru.rights.requests.models import Request, Step

LEFT_OUT = ("redacted",)
PREPARED = (
    "identified", "identity_refused", "document_kept", "mandate_shown", "fee_asked", "redacted",
    "reviewed", "account_chosen", "account_refused",
)  # fmt: skip
"""Steps that what is decided rests on."""
OUTCOMES = ("refused", "part", "substitute", "nothing_held", "whole")


class FourEyesError(ConfigurationError):
    """The settings name decisions that there are not."""

    code = "four-eyes-setting"
    ja = "MAMORU_FOUR_EYES には、決定又は請求の種類をコンマで区切って書きます({known})。"
    en = "MAMORU_FOUR_EYES lists decisions or kinds of request, with commas between ({known})."


def four_eyes() -> frozenset[str]:
    """Return which decisions nobody takes alone: outcomes, and kinds that are met.

    Raises `FourEyesError`.
    """
    kinds = dict.fromkeys(one.name for one in request_rules().kinds)
    named = frozenset(filter(None, (one.strip() for one in settings.FOUR_EYES.split(","))))
    if not named <= {*OUTCOMES, *kinds}:
        raise FourEyesError(known=", ".join((*OUTCOMES, *kinds)))
    return named


def is_own(row: Request, by: Asker, outcome: str) -> bool:
    """Tell whether whoever wants to decide prepared it, where that is not for one alone."""
    demanded = four_eyes()
    is_met = row.kind in demanded and outcome in ("whole", "part")
    steps = PREPARED if outcome in demanded or is_met else LEFT_OUT
    done = Step.objects.filter(request=row, change__in=steps).values_list("by", "officer")
    return any(_is_same(system, officer, by) for system, officer in done.distinct())


def _is_same(system: str, officer: str, by: Asker) -> bool:
    return officer == by.officer if officer and by.officer else system == by.system
