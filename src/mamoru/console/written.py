"""Texts that officers write in a form: what a strict loader says of them, with the lines it means.

A text is read by a loader that knows no way to execute anything, and shown as text.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from mamoru.console.worded import said
from mamoru.errors import Language
from mamoru.policy.errors import PolicyFileError
from mamoru.policy.words import Word

SHOWN = 50
"""Findings that are shown; whoever mends them sees the rest at the next check."""
AROUND = 1
"""Lines shown before and after the one that is wrong."""
WIDTH = 160
"""Characters of a line that are shown."""
WORDS: dict[str, Word] = {
    "check": Word("点検", "Check"),
    "holds": Word("誤りはありません。", "There are no errors."),
    "wrong": Word("誤り {count} 件", "{count} errors"),
    "more": Word("ほかに {count} 件あります。", "And {count} more."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """What is wrong, with the lines it stands in."""

    line: int
    column: int
    message: str
    code: str
    lines: tuple[tuple[int, str, bool], ...]
    """Number and text of each line, and whether it is the one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a loader says of a text."""

    wrong: tuple[Wrong, ...] = ()
    more: int = 0

    def told(self, counted: str, language: Language) -> Mapping[str, object]:
        """Return what the template `checked.html` needs; `counted` is what a good text holds."""
        return {
            "found": self,
            "counted": counted,
            "wrong": said(WORDS["wrong"], language).format(count=len(self.wrong) + self.more),
            "more": said(WORDS["more"], language).format(count=self.more) if self.more else "",
        }


def found_wrong(text: bytes, error: PolicyFileError, language: Language) -> Checked:
    """Return what is wrong with a text, in the officer's language."""
    lines = text.decode(errors="replace").split("\n")
    wrong = tuple(
        Wrong(
            line=one.place.line, column=one.place.column, message=one.message(language),
            code=one.code, lines=tuple(_around(lines, one.place.line)),
        )
        for one in error.findings[:SHOWN]
    )  # fmt: skip
    return Checked(wrong=wrong, more=max(0, len(error.findings) - SHOWN))


def typed(request: HttpRequest) -> bytes:
    """Return the text of a form as a file has it: browsers send each line end as two characters."""
    return request.POST.get("text", "").replace("\r\n", "\n").encode(errors="surrogatepass")


def _around(lines: list[str], line: int) -> Iterator[tuple[int, str, bool]]:
    for at in range(max(1, line - AROUND), min(len(lines), line + AROUND) + 1):
        yield at, lines[at - 1][:WIDTH], at == line
