"""Why somebody may not receive, whatever the person's own choices; each refusal is on record.

HandlingRefusedError
└── PartyUnnamedError       nobody of the register is named who would receive
    ├── PartyMergedError    the party is part of another now
    ├── PartyInactiveError  the party is suspended, or ended
    ├── PartyNotReadyError  a paper of the party is missing, ran out, or lacks something
    ├── CaseNotHoldingError the ground is not an approved case for this party
    ├── BeyondScopeError    the case, or what was fixed for the purpose, does not reach so far
    └── BeyondJointUseError no statement of joint use that is in force reaches so far
"""

from collections.abc import Collection, Sequence

import msgspec

from mamoru.gate.errors import HandlingRefusedError
from mamoru.parties.joint import WHY, Why
from mamoru.parties.party import Party
from mamoru.parties.ready import Missing
from mamoru.policy.handling import Decision


class PartyUnnamedError(HandlingRefusedError):
    """Nobody of the register is named who would receive; the refusal is on record."""

    code = "party-unnamed"
    ja = "登録された提供先を示してください(party)。"
    en = "Name the party of the register that receives it (party)."

    def __init__(self, decision: Decision, party: Party | None = None) -> None:
        super().__init__(decision)
        if party is not None:
            self.facts["party"] = party.ref


class PartyMergedError(PartyUnnamedError):
    """The party is part of another now, which has to be named itself; on record."""

    code = "party-merged"
    ja = "提供先 {party} は {into} に統合されました。統合後の提供先を示してください。"
    en = "The party {party} became part of {into}. Name that one."

    def __init__(self, decision: Decision, party: Party, *, into: str) -> None:
        super().__init__(decision, party)
        self.facts["into"] = into


class PartyInactiveError(PartyUnnamedError):
    """The party is suspended or has ended, so it receives nothing; on record."""

    code = "party-inactive"
    ja = "提供先 {party} は受け取ることができません(状態: {status})。"
    en = "The party {party} may receive nothing; it is {status}."

    def __init__(self, decision: Decision, party: Party, *, status: str) -> None:
        super().__init__(decision, party)
        self.facts["status"] = status


class PartyNotReadyError(PartyUnnamedError):
    """A paper of the party is missing, ran out or lacks something; on record with its clauses."""

    code = "party-not-ready"
    ja = "提供先 {party} は受け取ることができません。{missing_ja}。根拠: {cites}"
    en = "The party {party} may not receive: {missing_en}. Decided by: {cites}"

    def __init__(self, decision: Decision, party: Party, *, missing: Sequence[Missing]) -> None:
        cites = tuple(dict.fromkeys(one.clause for one in missing))
        law = tuple(dict.fromkeys(one.article for one in missing))
        super().__init__(msgspec.structs.replace(decision, cites=cites, law=law), party)
        self.missing = tuple(missing)
        self.facts["missing_ja"] = "、".join(one.ja for one in missing)
        self.facts["missing_en"] = ", ".join(one.en for one in missing)


class CaseNotHoldingError(PartyUnnamedError):
    """The ground is shown by no approved case for this party; on record."""

    code = "case-not-holding"
    ja = (
        "根拠「{fact}」には、提供先 {party} についての承認済みのケースが必要です"
        "(現在: {reason})。根拠: {cites}"
    )
    en = (
        "The ground {fact} needs an approved case for the party {party}; this is {reason}."
        " Decided by: {cites}"
    )

    def __init__(self, decision: Decision, party: Party, *, fact: str, reason: str) -> None:
        super().__init__(msgspec.structs.replace(decision, cites=("4",)), party)
        self.facts |= {"fact": fact, "reason": reason}


class BeyondScopeError(PartyUnnamedError):
    """Items are asked for that the case or the data set does not name; on record."""

    code = "beyond-scope"
    ja = "提供先 {party} に渡すことのできる項目ではありません({items})。根拠: {cites}"
    en = "These may not be handed to the party {party}: {items}. Decided by: {cites}"

    def __init__(self, decision: Decision, party: Party, *, items: Sequence[str], act: str) -> None:
        clause = "5[needed]" if act == "entrust" else "4"
        super().__init__(msgspec.structs.replace(decision, cites=(clause,)), party)
        self.facts["items"] = ", ".join(items) or "*"


class BeyondJointUseError(PartyUnnamedError):
    """No statement in force names this user, purpose or items; on record with why."""

    code = "beyond-joint-use"
    ja = "提供先 {party} との共同利用は公表した範囲にありません({reason_ja})。根拠: {cites}"
    en = (
        "Joint use with the party {party} is not within what was published: {reason_en}."
        " Decided by: {cites}"
    )

    def __init__(
        self, decision: Decision, party: Party, *, why: Why, items: Collection[str] = ()
    ) -> None:
        outside = msgspec.structs.replace(decision, cites=("6",), law=("APPI 27(5)(iii)",))
        super().__init__(outside, party)
        named = ", ".join(items) or "*" if why == "items" else ""
        said = [f"{word} ({named})" if named else word for word in WHY[why]]
        self.facts |= {"reason": why, "reason_ja": said[0], "reason_en": said[1]}
