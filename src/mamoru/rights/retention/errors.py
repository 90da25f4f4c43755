"""What can be wrong with erasing by time.

MamoruError
├── NotFoundError
│   └── UnknownRunError         no run has this name
├── ConflictError
│   └── RunNotStoppedError      the run did not stop, or was settled before
└── RefusedError
    └── OwnConfirmationError    it takes somebody else to confirm
"""

from mamoru.errors import ConflictError, NotFoundError, RefusedError


class UnknownRunError(NotFoundError):
    """No run has this name."""

    code = "unknown-run"
    ja = "その名前の消去の処理は見つかりません。"
    en = "There is no run of erasures of that name."


class RunNotStoppedError(ConflictError):
    """There is nothing to settle."""

    code = "run-not-stopped"
    ja = "{run} は判断を待っていません(状態: {state})。"
    en = "{run} does not wait for anybody (state: {state})."


class OwnConfirmationError(RefusedError):
    """Whoever proposed it cannot confirm it as well; the attempt is on record."""

    code = "own-confirmation"
    ja = "続行の確認は、続行を求めた人とは別の人が行います。"
    en = "Somebody else than who asked to go on has to confirm it."
