"""What can be wrong with entrusting.

MamoruError
└── ConflictError
    └── DataSetStandsError   another set stands for the purpose, and has to be ended first
"""

from mamoru.errors import ConflictError


class DataSetStandsError(ConflictError):
    """Another set stands for this purpose; end it first, so that it is on record that it ended."""

    code = "data-set-stands"
    ja = "利用目的 {purpose} の項目はすでに定められています。先に終了してください。"
    en = "A data set stands for the purpose {purpose} already. End it first."
