"""What can be wrong with an account, with what an officer keeps, or with how somebody comes in.

MamoruError
├── BadInputError
│   ├── InvalidOfficerError
│   ├── InvalidServiceError
│   └── InvalidViewError
├── NotFoundError
│   ├── OfficerAbsentError
│   └── ServiceAbsentError
├── ConflictError
│   ├── OfficerNameTakenError
│   └── ServiceNameTakenError
└── RefusedError
    └── HandInRefusedError
"""

from mamoru.errors import BadInputError, ConflictError, NotFoundError, RefusedError


class InvalidOfficerError(BadInputError):
    """A name or role that is none."""

    code = "invalid-officer"
    ja = "担当者の登録内容が正しくありません。使えるもの: {what}"
    en = "The officer cannot be registered like this. What can be used: {what}"


class InvalidViewError(BadInputError):
    """A view that cannot be kept: no name, no list of the console, or too many."""

    code = "invalid-view"
    ja = "この表示は保存できません。名前は 1 文字から 60 文字、保存は 50 件までです。"
    en = "This view cannot be kept. Give it a name of 1 to 60 characters; 50 can be kept."


class OfficerAbsentError(NotFoundError):
    """No officer of that name can sign in."""

    code = "unknown-officer"
    ja = "その名前の担当者は登録されていません。"
    en = "No officer of that name is registered."


class OfficerNameTakenError(ConflictError):
    """The name is or was in use; a name is never given twice."""

    code = "officer-name-taken"
    ja = "担当者名 {name} は使われています。"
    en = "The officer's name {name} is taken."


class InvalidServiceError(BadInputError):
    """A name, address or key of a service that is none."""

    code = "invalid-service"
    ja = "連携するサービスの登録内容が正しくありません。使えるもの: {what}"
    en = "The service cannot be registered like this. What can be used: {what}"


class ServiceAbsentError(NotFoundError):
    """No service of that name is trusted."""

    code = "unknown-service"
    ja = "その名前のサービスは登録されていません。"
    en = "No service of that name is registered."


class ServiceNameTakenError(ConflictError):
    """The name is or was in use; a name is never given twice."""

    code = "service-name-taken"
    ja = "サービス名 {name} は使われています。"
    en = "The service's name {name} is taken."


class HandInRefusedError(RefusedError):
    """What a service handed in lets nobody in; why, only the server's log says."""

    code = "hand-in-refused"
    ja = "ログインを引き継げませんでした。元のサービスから、もう一度お試しください。"
    en = "You could not be signed in from there. Please start again from the service."
