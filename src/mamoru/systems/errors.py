"""What can go wrong with a company's databases and their maps.

MamoruError
├── BadInputError
│   ├── PolicyFileError
│   │   └── MapFileError            the map cannot be used
│   ├── SystemUrlError              an address that no system can be reached by
│   ├── MapDisagreesError           the map does not fit the schema, or leaves ownership open
│   ├── SystemMisnamedError         the map is of another system
│   ├── PersonAmbiguousError        an identifier fits several people of the system
│   ├── PersonUnnamedError          the system finds people by other identifiers
│   └── TooMuchHeldError            more is held of one person than is handed over at once
├── NotFoundError
│   ├── UnknownSystemError          no system of this name is in use
│   └── NotMappedError              the system has no such map
├── RefusedError
│   ├── SystemReadOnlyError         the system is not marked writable
│   └── SystemDeniesError           the account may not do it
├── NotFoundError
│   └── JobUnknownError             no plan of this name
├── ConflictError
│   ├── SystemNameTakenError        a system has, or had, this name
│   ├── JobBusyError                somebody else works on the plan
│   ├── PlanProblemsError           the plan cannot be carried out as it is
│   ├── PlanStaleError              the rows are not as they were when the plan was made
│   ├── ErasureMiscountedError      a statement met other rows than planned
│   ├── SchemaChangedError          the schema is not what the map was held against
│   └── SystemConstraintError       the database does not let the change be
└── UnavailableError
    ├── SystemDownError             nobody answers
    ├── SystemFailedError           it answered with an error of its own
    ├── CallPendingError            a service will do it, and has not done it yet
    ├── SystemSlowError             it did not answer in time
    └── SystemLockedError           somebody else held a lock too long
"""

from mamoru.errors import (
    BadInputError,
    ConflictError,
    NotFoundError,
    RefusedError,
    UnavailableError,
)
from mamoru.policy.errors import PolicyFileError


class MapFileError(PolicyFileError):
    """The map cannot be used; every finding says where and why."""

    code = "map-file"
    ja = "システムの対応表のファイルに {count} 件の誤りがあります。"
    en = "The map of the system has {count} error(s)."


class SystemUrlError(BadInputError):
    """No system can be reached by this address, which is not repeated: it may hold a password."""

    code = "system-url"
    ja = "システムの URL を受け付けられません({reason_ja})。"
    en = "The URL of the system cannot be used: {reason_en}."


class MapDisagreesError(BadInputError):
    """The map does not fit the schema, or leaves open whose a row is; the system is blocked."""

    code = "map-disagrees"
    ja = (
        "対応表とデータベースが合いません({count} 件、最初は {first})。systems check で確かめます。"
    )
    en = "Map and database disagree: {count} error(s), first {first}. Run systems check."


class PersonAmbiguousError(BadInputError):
    """An identifier fits several people, or identifiers lead to different ones; none is taken."""

    code = "person-ambiguous"
    ja = "システム「{system}」では、識別子 {kind} で本人を 1 人に定められません。"
    en = "In the system {system!r} the identifier {kind} does not tell one person from others."


class PersonUnnamedError(BadInputError):
    """The person is not known by any identifier that the system finds people by."""

    code = "person-unnamed"
    ja = "システム「{system}」で本人を探すには、次のいずれかが必要です: {kinds}。"
    en = "To find a person in the system {system!r}, one of these is needed: {kinds}."


class TooMuchHeldError(BadInputError):
    """More rows belong to one person than are handed over at once; the map may be wrong."""

    code = "too-much-held"
    ja = "システム「{system}」で本人の行が {limit} 行を超えました。対応表を確かめてください。"
    en = "In the system {system!r} more than {limit} rows are one person's. Check the map."


class SystemMisnamedError(BadInputError):
    """A map is of another system than the one it is given for."""

    code = "system-misnamed"
    ja = "対応表のシステム名が「{system}」ではありません。"
    en = "The map is not of the system {system!r}."


class UnknownSystemError(NotFoundError):
    """No system of this name is in use."""

    code = "unknown-system"
    ja = "そのシステムは登録されていません。"
    en = "No system is registered under this name."


class NotMappedError(NotFoundError):
    """The system has no such map."""

    code = "not-mapped"
    ja = "システム「{system}」に、その対応表はありません。"
    en = "The system {system!r} has no such map."


class SystemNameTakenError(ConflictError):
    """A system has, or had, this name: entries of the ledger name it, so it means one for ever."""

    code = "system-name-taken"
    ja = "システム名「{system}」は使われています。外した名前は再び使えません。"
    en = "The name {system!r} is taken; a removed name is not used again."


class SystemReadOnlyError(RefusedError):
    """The system is not marked writable, or its database lets nothing be written."""

    code = "system-read-only"
    ja = "システムは読み取り専用です。"
    en = "The system can only be read."


class SystemDeniesError(RefusedError):
    """The account that Mamoru was given may not do it, or is not let in."""

    code = "system-denies"
    ja = "システムのアカウントに権限がないか、ログインできません。"
    en = "The account in the system is not let in, or may not do this."


class SchemaChangedError(ConflictError):
    """A table or a column is not there any more; nothing was changed."""

    code = "schema-changed"
    ja = "システムの表や列が変わっています。systems check を実行してください。"
    en = "Tables or columns of the system have changed. Run systems check."


class SystemConstraintError(ConflictError):
    """A constraint or a type of the database does not let the change be; nothing was changed."""

    code = "system-constraint"
    ja = "システムの制約により変更できません。"
    en = "A constraint of the system does not allow the change."


class JobUnknownError(NotFoundError):
    """There is no plan of this name."""

    code = "plan-unknown"
    ja = "その計画はありません。"
    en = "There is no such plan."


class JobBusyError(ConflictError):
    """Somebody else works on the plan, or has moved it on; nothing was done."""

    code = "plan-busy"
    ja = "計画 {plan} は他の処理が実行中です。"
    en = "Somebody else works on the plan {plan}."


class PlanProblemsError(ConflictError):
    """The plan names problems, so nothing of it was done."""

    code = "plan-problems"
    ja = "システム「{system}」の計画には {count} 件の問題があるため、実行しません。"
    en = "The plan for the system {system!r} has {count} problem(s); nothing was done."


class PlanStaleError(ConflictError):
    """Rows are not as they were when the plan was made; nothing was done, plan again."""

    code = "plan-stale"
    ja = "計画の後にシステム「{system}」のデータが変わりました。計画を作り直してください。"
    en = "Rows of the system {system!r} have changed since the plan was made. Plan again."


class ErasureMiscountedError(ConflictError):
    """A statement met more or fewer rows than it named; everything was taken back."""

    code = "erasure-miscounted"
    ja = "表「{table}」で {planned} 行の予定に対し {met} 行が対象となったため、取り消しました。"
    en = "In {table!r} {met} rows were met where {planned} were planned; all was taken back."


class SystemFailedError(UnavailableError):
    """The system answered with an error of its own; what it said is left out."""

    code = "system-failed"
    ja = "システムが誤りを返しました({what})。"
    en = "The system answered with an error ({what})."


class CallPendingError(UnavailableError):
    """A service took a call and has not done it yet; whoever goes on later looks again."""

    code = "call-pending"
    ja = "サービスは呼出しを受け付けましたが、まだ終わっていません。"
    en = "The service has taken the call and is not done with it yet."


class SystemDownError(UnavailableError):
    """The system does not answer, or broke off."""

    code = "system-down"
    ja = "システムに接続できません。"
    en = "The system does not answer."


class SystemSlowError(UnavailableError):
    """The system did not answer within the time it is given."""

    code = "system-slow"
    ja = "システムが時間内に応答しません。"
    en = "The system did not answer in time."


class SystemLockedError(UnavailableError):
    """Somebody else held what was needed for too long."""

    code = "system-locked"
    ja = "システムのデータが他の処理にロックされています。"
    en = "Rows of the system were locked by others for too long."
