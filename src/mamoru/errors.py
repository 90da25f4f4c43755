"""Every error that Mamoru raises on purpose, as one tree.

MamoruError
├── BadInputError          the caller sent something that cannot be accepted
├── NotFoundError          what was asked for is not there
├── ConflictError          somebody else changed it first, or it exists already
├── RefusedError           policy or law says no, or asks for evidence
├── ConfigurationError     this installation is set up wrongly
├── IntegrityError         stored evidence does not hold: a sign of tampering or damage
└── UnavailableError       a part we need does not answer now; trying again is sensible

A room adds its own subclasses below one of these. `facts` fill the message and are shown to people
and programs, so they never hold personal data: ids of rules, positions, counts and limits only.
"""

from typing import ClassVar, Literal

Language = Literal["ja", "en"]
Fact = str | int | float


class MamoruError(Exception):
    """Something that Mamoru noticed and can explain, in Japanese and in English."""

    code: ClassVar[str] = "error"
    ja: ClassVar[str] = "処理できませんでした。"
    en: ClassVar[str] = "This could not be done."

    def __init__(self, **facts: Fact) -> None:
        super().__init__(self.code)
        self.facts = facts

    def message(self, language: Language = "en") -> str:
        """Return what happened and what to do next, in `language`."""
        return (self.ja if language == "ja" else self.en).format_map(self.facts)

    def __str__(self) -> str:
        return f"{self.code}: {self.message()}"


class BadInputError(MamoruError):
    """The caller sent something that cannot be accepted; nothing was changed."""

    code = "bad-input"
    ja = "入力を受け付けられません。"
    en = "The input cannot be accepted."


class NotFoundError(MamoruError):
    """What was asked for is not there, or not for this caller to know."""

    code = "not-found"
    ja = "見つかりません。"
    en = "Not found."


class ConflictError(MamoruError):
    """Somebody else changed it first, or it exists already; read again and repeat."""

    code = "conflict"
    ja = "他の処理と競合しました。読み直してから、もう一度お試しください。"
    en = "This conflicts with another change. Read again, then retry."


class RefusedError(MamoruError):
    """Policy or law does not allow it, or asks for evidence first."""

    code = "refused"
    ja = "ポリシーまたは法令により認められません。"
    en = "Policy or law does not allow this."


class ConfigurationError(MamoruError):
    """The installation is set up wrongly; an operator must act."""

    code = "configuration"
    ja = "設定に誤りがあります。"
    en = "The configuration is wrong."


class IntegrityError(MamoruError):
    """Stored evidence does not hold: tampering or damage; nothing is signed over it."""

    code = "integrity"
    ja = "記録の整合性が確認できません。"
    en = "The stored record does not verify."


class UnavailableError(MamoruError):
    """A part we need does not answer now; nothing was done, and trying again is sensible."""

    code = "unavailable"
    ja = "一時的に利用できません。しばらくしてからお試しください。"
    en = "Temporarily unavailable. Try again shortly."
