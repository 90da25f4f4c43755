"""What the demonstration tells while it runs: lines for people, or one JSON document."""

from pathlib import Path
from typing import Any

import msgspec

from mamoru.cli.demo import show
from mamoru.cli.demo.course import Course
from mamoru.cli.demo.remains import Found
from mamoru.cli.demo.stage import Answered
from mamoru.cli.language import say
from mamoru.cli.output import as_json, tell, wrapped
from mamoru.errors import Language
from mamoru.gate.erase import Certificate
from mamoru.ledger.tree.notes import encode
from mamoru.ledger.verify import Verified
from mamoru.policy.model import Policy
from mamoru.policy.rulebook import Rulebook
from mamoru.policy.words import Word


class Searched(msgspec.Struct, frozen=True, kw_only=True):
    """What was searched for, and how often it was found before and after the erasure."""

    word: Word
    before: Found
    after: Found


class Erasure(msgspec.Struct, frozen=True, kw_only=True):
    """One erasure, and what the search afterwards went through."""

    certificate: Certificate
    is_gone: bool
    searched: tuple[Searched, ...]
    rows: int
    entries: int
    files: int

    @property
    def is_complete(self) -> bool:
        """Whether nothing at all was found afterwards."""
        return self.is_gone and not any(one.after.total for one in self.searched)


class Told:
    """Tells each thing as it happens, and remembers whether all was as foreseen."""

    def __init__(self, speech: Language, *, is_json: bool) -> None:
        self.speech = speech
        self.is_json = is_json
        self.clause = ""
        self.taken = 0
        self.unforeseen = 0
        self.is_erased = False
        self.document: dict[str, Any] = {"steps": []}

    def begin(self, policy: Policy, home: Path) -> None:
        """Say whose policy it is, and where everything lies."""
        self.policy = policy
        self.document |= {"policy": policy.id, "version": policy.version, "home": str(home)}
        self._line(show.title(policy, self.speech))
        self._line(show.legend(self.speech))
        self._line(show.pair(Word("置き場所", "home"), _relative(home), self.speech))

    def step(self, book: Rulebook, answered: Answered) -> None:
        """Show one step, under the heading of its clause."""
        self.taken += 1
        self.unforeseen += not answered.is_as_foreseen
        self.document["steps"].append(
            {
                "clause": answered.clause,
                "asked": say(answered.asked, self.speech),
                "decision": answered.decision,
                "as_foreseen": answered.is_as_foreseen,
            }
        )
        if answered.clause != self.clause:
            self.clause = answered.clause
            self._line(show.heading(self.policy, answered.clause, self.speech))
            self._line(show.head(self.speech))
        self._line("")
        self._line(show.step(book, answered, self.speech))

    def course(self, name: str, course: Course) -> None:
        """Show what took several steps, one a line; programs find it under `name`."""
        self.unforeseen += not course.is_as_foreseen
        self.document[name] = {
            "steps": [
                {"step": say(step, self.speech), "came": say(came, self.speech)}
                for step, came in course.steps
            ],
            "as_foreseen": course.is_as_foreseen,
        }
        self._line(show.section(course.title, self.speech))
        self._line(show.course(course, self.speech))

    def owed(self, duties: int) -> None:
        """Say how many handlings were asked, and what is owed because of them."""
        self.document["duties_owed"] = duties
        self._line(show.section(Word("まとめ", "In sum"), self.speech))
        asked = f"{self.taken} ({_unforeseen(self.unforeseen, self.speech)})"
        self._line(show.pair(Word("求めた取扱い", "handlings asked for"), asked, self.speech))
        self._line(show.pair(Word("残った義務", "duties owed"), str(duties), self.speech))

    def erased(self, erasure: Erasure) -> None:
        """Show what was erased, and what is left of it."""
        self.is_erased = erasure.is_complete
        self.document["erasure"] = {**msgspec.to_builtins(erasure), "complete": self.is_erased}
        self._line(
            show.section(
                Word("一人を消去する(第7条2号)", "One person is erased (7(2))"), self.speech
            )
        )
        for line in wrapped(_certified(erasure.certificate, self.speech), show.WIDTH):
            self._line(line)
        self._line("")
        self._line(show.erasure(erasure, self.speech))
        self._line("")
        self._line(say(_GONE if self.is_erased else _LEFT, self.speech))

    def end(self, verified: Verified) -> int:
        """Say that the ledger holds, and return the exit code."""
        checkpoint = verified.checkpoint
        self.document["ledger"] = {
            "entries": checkpoint.size,
            "origin": checkpoint.origin,
            "root": encode(checkpoint.root),
        }
        is_well = not self.unforeseen and self.is_erased
        self.document["ok"] = is_well
        if self.is_json:
            tell(as_json(self.document))
        self._line(show.section(Word("台帳を検証する", "The ledger is verified"), self.speech))
        self._line(show.pair(Word("名前", "origin"), checkpoint.origin, self.speech))
        self._line(show.pair(Word("木の根", "root"), encode(checkpoint.root), self.speech))
        self._line(f"ledger verified: {checkpoint.size} entries")
        self._line("")
        self._line(say(_FACES, self.speech))
        return 0 if is_well else 1

    def _line(self, text: str) -> None:
        if not self.is_json:
            tell(text)


_FACES = Word(
    "make serve で、本人と担当者の画面をこの見本の人で試せます。",
    "make serve opens the pages of people and of officers with these samples.",
)
_GONE = Word(
    "この人の値も、鍵も、名前も、どこにも残っていません。",
    "Nothing of this person is left: no value, no key, no name.",
)
_LEFT = Word("この人の情報が残っています。", "Something of this person is left.")


def _unforeseen(count: int, speech: Language) -> str:
    if not count:
        return say(Word("すべて想定どおりの答え", "every answer as foreseen"), speech)
    return say(Word(f"想定外の答え {count} 件", f"{count} answers not as foreseen"), speech)


def _certified(certificate: Certificate, speech: Language) -> str:
    ja = (
        f"値 {certificate.values} 件、識別子 {certificate.identifiers} 件、選択の記録"
        f" {certificate.choices} 件と、その人の鍵を消去しました。"
        f"台帳の {certificate.entries_unlinked} 件の記録は、誰にもつながらなくなりました。"
    )
    en = (
        f"Destroyed: {certificate.values} values, {certificate.identifiers} identifiers,"
        f" {certificate.choices} choices, and the person's key."
        f" {certificate.entries_unlinked} ledger entries no longer lead to anybody."
    )
    return ja if speech == "ja" else en


def _relative(home: Path) -> str:
    return str(home.relative_to(Path.cwd())) if home.is_relative_to(Path.cwd()) else str(home)
