"""What can go wrong with what was observed.

MamoruError
└── IntegrityError
    └── EventFileError    a file of events is gone or damaged
"""

from mamoru.errors import IntegrityError


class EventFileError(IntegrityError):
    """A file of events is not there, or is not what was written."""

    code = "event-file"
    ja = "イベントのファイル {name} がないか、壊れています。バックアップから元に戻してください。"
    en = "The file of events {name} is missing or damaged. Restore it from a backup."
