"""What is wrong with a call, before the door is reached.

MamoruError
├── BadInputError
│   ├── BodyUnreadableError        not JSON in UTF-8, or with a key twice
│   ├── BodyInvalidError           JSON of another shape than this address takes
│   ├── BodyCutOffError            less of a body came than was said
│   ├── BodyTooLargeError          more than this address takes
│   ├── MediaUnsupportedError      another content type than JSON
│   ├── ParameterInvalidError      a parameter in the address, or a header, that cannot be taken
│   ├── ParameterMissingError      a parameter in the address that must be there is not
│   ├── MethodUnknownError         the address is there, but not for this method
│   ├── VersionExpectedError       a change that does not say which version it rests on
│   └── KeyMissingError            no key came with the call
├── NotFoundError
│   ├── AddressUnknownError        nothing is at this address
│   └── TileUnknownError           the tree has no such tile yet
├── ConfigurationError
│   └── NotListeningError          the server cannot listen where it was told to
└── UnavailableError
    ├── BodiesSlowError            too many others are still sending theirs
    └── FailedError                a defect of ours; nothing was done
"""

from mamoru.errors import BadInputError, ConfigurationError, NotFoundError, UnavailableError


class BodyUnreadableError(BadInputError):
    """The body is not JSON in UTF-8 (RFC 8259), or names a key twice."""

    code = "body-unreadable"
    ja = "本文を UTF-8 の JSON として読み取れません。"
    en = "The body cannot be read as JSON in UTF-8."


class BodyInvalidError(BadInputError):
    """The body is JSON, but not what this address takes; the value itself is not repeated."""

    code = "body-invalid"
    ja = "本文の形が正しくありません(場所:{pointer})。"
    en = "The body does not have the form that is asked for (at {pointer})."


class BodyCutOffError(BadInputError):
    """Less of the body came than its head had said; nothing of it was kept."""

    code = "body-cut-off"
    ja = "本文が途中で切れています。もう一度お送りください。"
    en = "The body was cut off. Send it again."


class BodyTooLargeError(BadInputError):
    """The body is longer than this address takes."""

    code = "body-too-large"
    ja = "本文が大きすぎます(上限 {limit} バイト)。"
    en = "The body is too large (limit {limit} bytes)."


class MediaUnsupportedError(BadInputError):
    """The body is of another type than JSON."""

    code = "media-unsupported"
    ja = "本文は application/json で送ってください。"
    en = "Send the body as application/json."


class ParameterInvalidError(BadInputError):
    """A parameter or header cannot be taken; the value itself is not repeated."""

    code = "parameter-invalid"
    ja = "パラメーターまたはヘッダー({names})の値を受け付けられません。"
    en = "A parameter or header cannot be taken (known: {names})."


class ParameterMissingError(BadInputError):
    """A parameter of the address that must be there is not."""

    code = "parameter-missing"
    ja = "パラメーターが足りません(必要なもの:{names})。"
    en = "A parameter is missing (needed: {names})."


class MethodUnknownError(BadInputError):
    """Something is at this address, but not for this method."""

    code = "method-unknown"
    ja = "このメソッドは使えません(使えるもの:{allowed})。"
    en = "This method cannot be used here (allowed: {allowed})."


class VersionExpectedError(BadInputError):
    """A change must say which version of the person it rests on."""

    code = "version-expected"
    ja = "読み取った版を If-Match ヘッダーに示してください。"
    en = "Name the version that was read in the If-Match header."


class KeyMissingError(BadInputError):
    """No key came with the call."""

    code = "key-missing"
    ja = "Authorization ヘッダーで鍵を示してください(Bearer)。"
    en = "Send your key in the Authorization header (Bearer)."


class AddressUnknownError(NotFoundError):
    """Nothing is at this address."""

    code = "address-unknown"
    ja = "このアドレスには何もありません。"
    en = "There is nothing at this address."


class TileUnknownError(NotFoundError):
    """The tree has no such tile, or has not grown to this width of it yet."""

    code = "tile-unknown"
    ja = "そのタイルはまだありません。"
    en = "There is no such tile yet."


class NotListeningError(ConfigurationError):
    """The server cannot listen where it was told to, so it does not start."""

    code = "not-listening"
    ja = (
        "{host}:{port} で待ち受けられません({reason_ja})。--host か --port で別の所を選ぶか、"
        "使用中のものを終了してください。"
    )
    en = (
        "{host}:{port} cannot be listened on: {reason_en}. Choose another with --host or --port, "
        "or end what uses it."
    )


class BodiesSlowError(UnavailableError):
    """Too many calls are still sending their bodies; this one's was not read."""

    code = "bodies-slow"
    ja = (
        "本文の受信を待っている要求が多いため、いまは受け付けられません。"
        "しばらくしてからお試しください。"
    )
    en = "Too many calls are still sending their bodies. Try again shortly."


class FailedError(UnavailableError):
    """Something went wrong that nobody foresaw; the log tells more under the request's id."""

    code = "failed"
    ja = "内部の問題により処理できませんでした。要求 ID を添えてお知らせください。"
    en = "This failed for a reason inside. Report it with the id of the request."
