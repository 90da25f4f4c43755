"""What keeps a reminder from being sent.

MamoruError
└── ConfigurationError
    └── OfficerUnnamedError    no address is named for the officer
"""

from mamoru.errors import ConfigurationError


class OfficerUnnamedError(ConfigurationError):
    """No address is named for the officer, so nobody is reminded."""

    code = "officer-unnamed"
    ja = "MAMORU_OFFICER_MAIL が設定されていないため、責任者への知らせを送りません。"
    en = "MAMORU_OFFICER_MAIL is not set, so the officer is reminded of nothing."
