"""What screening finds: a kind of information, where it stands, how sure that is, and why."""

from enum import StrEnum
from typing import Annotated

import msgspec


class Kind(StrEnum):
    """What sort of information was found."""

    # Special-care-required personal information (APPI 2(3), Order 2)
    RACE = "race"
    CREED = "creed"
    SOCIAL_STATUS = "social_status"
    MEDICAL_HISTORY = "medical_history"
    CRIMINAL_RECORD = "criminal_record"
    CRIME_VICTIM = "crime_victim"
    DISABILITY = "disability"
    HEALTH_CHECK = "health_check"
    TREATMENT = "treatment"
    CRIMINAL_PROCEDURE = "criminal_procedure"
    JUVENILE_PROCEDURE = "juvenile_procedure"
    # what else is sensitive (FSA guidelines 5(1))
    UNION = "union"
    LINEAGE = "lineage"
    DOMICILE = "domicile"
    HEALTH = "health"
    SEX_LIFE = "sex_life"
    # what identifies a person
    NAME = "name"
    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"
    BIRTH_DATE = "birth_date"
    MY_NUMBER = "my_number"
    LICENCE = "licence"
    PASSPORT = "passport"
    PENSION_NUMBER = "pension_number"
    INSURANCE_NUMBER = "insurance_number"
    BANK_ACCOUNT = "bank_account"
    CARD = "card"


SPECIAL_CARE = frozenset(
    {
        Kind.RACE,
        Kind.CREED,
        Kind.SOCIAL_STATUS,
        Kind.MEDICAL_HISTORY,
        Kind.CRIMINAL_RECORD,
        Kind.CRIME_VICTIM,
        Kind.DISABILITY,
        Kind.HEALTH_CHECK,
        Kind.TREATMENT,
        Kind.CRIMINAL_PROCEDURE,
        Kind.JUVENILE_PROCEDURE,
    }
)
"""Kinds that need consent before they are collected (APPI 20(2))."""
SENSITIVE = SPECIAL_CARE | {Kind.UNION, Kind.LINEAGE, Kind.DOMICILE, Kind.HEALTH, Kind.SEX_LIFE}
"""Kinds of sensitive information (機微情報)."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something found in a text; it names a place, and never repeats what stands there."""

    kind: Kind
    start: int
    """Position of its first character."""
    end: int
    """Position after its last character."""
    confidence: Annotated[float, msgspec.Meta(ge=0.0, le=1.0)]
    reason: str
    """Code of the rule that found it, such as `card-luhn`; the documentation lists them."""
