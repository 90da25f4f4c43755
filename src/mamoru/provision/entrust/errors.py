"""What can be wrong with entrusting.

MamoruError
├── NotFoundError
│   ├── UnknownRecallError     there is no such recall
│   └── UnknownIncidentError   there is no such incident
└── ConflictError
    ├── DataSetStandsError     another set stands for the purpose, and has to be ended first
    ├── RecallEndedError       the recall has its certificate already
    └── IncidentClosedError    the incident is closed already
"""

from mamoru.errors import ConflictError, NotFoundError


class UnknownRecallError(NotFoundError):
    """There is no such recall."""

    code = "unknown-recall"
    ja = "その回収はありません。"
    en = "There is no such recall."


class UnknownIncidentError(NotFoundError):
    """There is no such incident."""

    code = "unknown-incident"
    ja = "その事故はありません。"
    en = "There is no such incident."


class DataSetStandsError(ConflictError):
    """Another set stands for this purpose; end it first, so that it is on record that it ended."""

    code = "data-set-stands"
    ja = "利用目的 {purpose} の項目はすでに定められています。先に終了してください。"
    en = "A data set stands for the purpose {purpose} already. End it first."


class RecallEndedError(ConflictError):
    """The recall has its certificate already."""

    code = "recall-ended"
    ja = "回収 {recall} は、消去の証明を受けて終了しています。"
    en = "The recall {recall} has ended with a certificate."


class IncidentClosedError(ConflictError):
    """The incident is closed already."""

    code = "incident-closed"
    ja = "事故 {incident} の対応は終了しています。"
    en = "The incident {incident} is closed."
