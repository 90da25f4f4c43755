"""What can go wrong as events come in.

MamoruError
├── BadInputError
│   ├── PolicyFileError
│   │   └── DeclarationFileError     the file of declarations cannot be used
│   ├── EventsUnreadableError        the body is no JSON of events
│   └── EventsTooLargeError          the body is larger than events may be together
├── RefusedError
│   └── OriginUnknownError           a page of another site sent it
├── NotFoundError
│   └── NothingDeclaredError         no events are declared here yet
├── ConflictError
│   └── DeclarationVersionError      another file was declared under this version
└── UnavailableError
    ├── CollectorBusyError           more comes in than can be kept
    ├── SenderLimitedError           one sender sends more than is declared
    └── DeclarationsMovedError       others count than those by which the events were cut down
"""

from mamoru.errors import (
    BadInputError,
    ConflictError,
    NotFoundError,
    RefusedError,
    UnavailableError,
)
from mamoru.policy.errors import PolicyFileError


class DeclarationFileError(PolicyFileError):
    """The file of declarations cannot be used; every finding says where and why."""

    code = "declaration-file"
    ja = "イベントの定義のファイルに {count} 件の誤りがあります。"
    en = "The file of event declarations has {count} error(s)."


class EventsUnreadableError(BadInputError):
    """The body is not JSON in UTF-8, is broken off, or holds no events."""

    code = "events-unreadable"
    ja = "イベントとして読めません(UTF-8 の JSON で送ってください)。"
    en = "This cannot be read as events: send JSON in UTF-8."


class EventsTooLargeError(BadInputError):
    """The body is larger than events may be together, packed or unpacked."""

    code = "events-too-large"
    ja = "一度に送れるイベントは {limit} バイトまでです(展開後)。"
    en = "At most {limit} bytes of events can be sent at once, unpacked."


class OriginUnknownError(RefusedError):
    """A page of a site that is not allowed here sent it; nothing was looked at."""

    code = "origin-unknown"
    ja = "このサイトからのイベントは受け付けていません。"
    en = "Events from this site are not accepted."


class NothingDeclaredError(NotFoundError):
    """No events are declared here yet, so none can be collected."""

    code = "nothing-declared"
    ja = "イベントの定義がまだありません。mamoru collector declare で登録してください。"
    en = "No events are declared here yet; register a file with `mamoru collector declare`."


class DeclarationVersionError(ConflictError):
    """Another file was declared under this version; a version means one file for ever."""

    code = "declaration-version"
    ja = "版 {version} は、別の内容ですでに登録されています。新しい版を付けてください。"
    en = "Version {version} was declared with another content. Give the file a new version."


class CollectorBusyError(UnavailableError):
    """More comes in than can be kept now; nothing of this call was kept, so it may be repeated."""

    code = "collector-busy"
    ja = "イベントが集中しているため、いまは受け付けられません。しばらくしてから再送してください。"
    en = "More events come in than can be kept now. Send these again shortly."


class DeclarationsMovedError(UnavailableError):
    """Others count by now than those by which the events were cut down; nothing was kept."""

    code = "declarations-moved"
    ja = "イベントの定義が変わったところです。もう一度送ってください。"
    en = "The declarations of events have just changed. Send these again."


class SenderLimitedError(UnavailableError):
    """The write key sent more than is declared for one; nothing of this call was kept."""

    code = "sender-limited"
    ja = "この書き込みキーからのイベントが上限を超えています。しばらくしてから再送してください。"
    en = "More events came with this write key than are allowed. Send these again shortly."
