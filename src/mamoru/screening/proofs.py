"""Which documents show who somebody is; what is masked in each is told in `documents`."""

from enum import StrEnum


class Document(StrEnum):
    """A document that shows who somebody is."""

    MY_NUMBER_CARD = "my_number_card"
    LICENCE = "licence"
    PASSPORT = "passport"
    RESIDENT_RECORD = "resident_record"
    INSURANCE_CARD = "insurance_card"
    PENSION_BOOK = "pension_book"
