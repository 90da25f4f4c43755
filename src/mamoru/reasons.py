"""Why the operating system would not do it, in Japanese and in English."""

import errno
import os
import socket

_NO_ANSWER = ("時間内に応答がありません", "it did not answer in time")
_REASONS: dict[int, tuple[str, str]] = {
    errno.ENOENT: ("ありません", "there is none"),
    errno.EACCES: ("権限がありません", "permission denied"),
    errno.EPERM: ("許可されていません", "not permitted"),
    errno.EISDIR: ("ディレクトリです", "it is a directory"),
    errno.ENOTDIR: ("途中にディレクトリでないものがあります", "a part of the path is no directory"),
    errno.EEXIST: ("すでにあります", "it exists already"),
    errno.ELOOP: ("リンクが循環しています", "its links go round in circles"),
    errno.ENAMETOOLONG: ("名前が長すぎます", "the name is too long"),
    errno.EROFS: ("読み取り専用です", "it can only be read"),
    errno.ENOSPC: ("空き容量がありません", "no space left"),
    errno.EDQUOT: ("割り当ての容量を使い切りました", "the quota is used up"),
    errno.EFBIG: ("大きさの上限に達しました", "the file would be too large"),
    errno.EMFILE: ("開けるファイルの数の上限に達しました", "too many open files"),
    errno.EIO: ("装置の誤りです", "the device failed"),
    errno.EBADF: ("閉じられています", "it is closed"),
    errno.EADDRINUSE: ("使用中です", "it is in use"),
    errno.EADDRNOTAVAIL: (
        "この機械のアドレスではありません", "this machine does not have the address",
    ),
    errno.ECONNREFUSED: ("接続を断られました", "the connection was refused"),
    errno.ECONNRESET: ("接続が切れました", "the connection was lost"),
    errno.EHOSTUNREACH: ("そこへの経路がありません", "there is no way to it"),
    errno.ENETUNREACH: ("そこへの経路がありません", "there is no way to it"),
    errno.ETIMEDOUT: _NO_ANSWER,
}  # fmt: skip
_NO_HOST = ("そのような名前の機械が見つかりません", "no such host is known")
_NO_PATH = ("ファイルの名前として正しくありません", "it is no name of a file")


def reason_of(error: OSError | ValueError) -> dict[str, str]:
    """Return the facts `reason_ja` and `reason_en`, without anything that was typed."""
    if isinstance(error, socket.gaierror):
        ja, en = _NO_HOST
    elif isinstance(error, ValueError):  # a path with a null character
        ja, en = _NO_PATH
    elif isinstance(error, TimeoutError):
        ja, en = _NO_ANSWER
    elif error.errno in _REASONS:
        ja, en = _REASONS[error.errno]
    else:
        name = errno.errorcode.get(error.errno or 0, type(error).__name__)
        ja = f"システムの誤り {name}"
        en = os.strerror(error.errno) if error.errno else name
    return {"reason_ja": ja, "reason_en": en}
