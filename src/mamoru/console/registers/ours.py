"""Registers of parties, joint use, holds, erasures, systems, officers: what else is to be shown."""

from datetime import datetime
from typing import Any

from mamoru.consent.models import Notice
from mamoru.console.parties.words import CASE_STATES, STATUSES
from mamoru.console.parties.words import KINDS as PARTY_KINDS
from mamoru.console.policy.words import STATES
from mamoru.console.registers.book import Book, Told
from mamoru.console.registers.book_words import ALARMS, LANGUAGES, LEFT, OPENED, RUNS
from mamoru.console.registers.choices import data, purpose
from mamoru.console.registers.words import COLUMN, YES_NO
from mamoru.faces.cursor import Joined, Part
from mamoru.faces.models import Account, Revealed
from mamoru.faces.revealing import REASONS
from mamoru.faces.roles import WORDS as ROLES
from mamoru.gate.holding.open import of_row, rows
from mamoru.gate.scopes import Scopes
from mamoru.gate.systems.registering import rows_in_use, shown_of
from mamoru.notices.listing import revisions
from mamoru.parties.models import PartyCase, PartyPaper
from mamoru.parties.papers import KINDS as PAPER_KINDS
from mamoru.parties.queries import present
from mamoru.policy.words import Word
from mamoru.provision.entrust.models import Assessment, Incident
from mamoru.provision.joint.models import JointStatement
from mamoru.rights.leaving.models import Leaving
from mamoru.rights.retention.models import Run


def _col(name: str, attribute: str = "", **more: Any) -> Told:  # noqa: ANN401 - of `Told`
    def of(row: Any) -> Any:  # noqa: ANN401 - rows of any room
        return getattr(row, attribute or name)

    return Told(name=name, word=COLUMN[name], of=of, **more)


def _holds(_: datetime) -> Joined:
    return Joined(parts=(Part(rows=rows(), sorts="ref", own="ref", row=of_row),))


def _systems(_: datetime) -> Joined:
    return Joined(parts=(Part(rows=rows_in_use(), sorts="name", own="name", row=shown_of),))


OURS: tuple[Book, ...] = (
    Book(
        name="parties", word=Word("提供先・委託先の台帳", "Register of recipients and contractors"),
        told=Word("情報を受け取る相手。", "Whoever receives information."), record="R08",
        first="name", key="ref", rows=lambda _: present(), day_of=lambda one: one.since,
        address=lambda one: f"/console/parties/{one.ref}",
        columns=(
            _col("number", "ref"), _col("name", sorts="name"),
            _col("kind", words=PARTY_KINDS), _col("state", "status", words=STATUSES),
            _col("country"), _col("since"),
        ),
    ),
    Book(
        name="papers", word=Word("契約書などの帳簿", "Papers of parties"),
        told=Word("委託契約、共同利用の合意などと、その期間。",
                  "Contracts, agreements of joint use and the like, with their terms."),
        record="R08", first="-at", rows=lambda _: PartyPaper.objects.all(),
        day_of=lambda one: one.noted_at, address=lambda one: f"/console/parties/{one.party}",
        columns=(
            _col("number", "ref"), _col("party"), _col("kind", words=PAPER_KINDS),
            _col("from", "from_day"), _col("until"), _col("at", "noted_at", sorts="pk"),
            _col("withdrawn", "withdrawn_at"),
        ),
    ),
    Book(
        name="assessments", word=Word("委託先の評価", "Assessments of contractors"),
        told=Word("委託先を選ぶとき、続けるときの評価(法25)。",
                  "How contractors were examined (APPI 25)."),
        record="R08", first="-at", rows=lambda _: Assessment.objects.all(),
        day_of=lambda one: one.made_at, address=lambda one: f"/console/parties/{one.party}",
        columns=(
            _col("number", "paper"), _col("party"), _col("score", "percent"),
            _col("passed", words=YES_NO), _col("at", "made_at", sorts="pk"),
        ),
    ),
    Book(
        name="joint-use", word=Word("共同利用の公表文", "Statements of joint use"),
        told=Word("公表した共同利用の内容と、その適用日。", "What was published, and from when."),
        record="R09", first="-published", rows=lambda _: JointStatement.objects.all(),
        day_of=lambda one: one.published_at,
        columns=(
            _col("number", "key"), _col("policy", "policy_version"),
            _col("in_force", "in_force_from"), _col("published", "published_at", sorts="pk"),
            _col("late", "is_late", words=YES_NO), _col("digest", "text_hash"),
        ),
    ),
    Book(
        name="cases", word=Word("例外提供の案件(ポリシー第4条)", "Cases of clause 4"),
        told=Word("同意によらない提供の申請と、二人目による承認。",
                  "Provision without consent: asked for by one, approved by another."),
        first="-asked", rows=lambda _: PartyCase.objects.all(), day_of=lambda one: one.asked_at,
        address=lambda one: f"/console/parties/cases/{one.ref}",
        columns=(
            _col("number", "ref"), _col("party"), _col("clause", "case"),
            _col("state", words=CASE_STATES), _col("asked", "asked_at", sorts="pk"),
            _col("decided", "decided_at"),
            _col("by", "decided_by", is_officer=True), _col("closed", "closed_at"),
        ),
    ),
    Book(
        name="incidents", word=Word("漏えい等の連絡", "Incidents that parties reported"),
        told=Word("委託先などから受けた連絡と、期限。", "What was reported, and by when to act."),
        record="R13", first="-at", rows=lambda _: Incident.objects.all(),
        day_of=lambda one: one.told_at, address=lambda one: f"/console/parties/{one.party}",
        columns=(
            _col("number", "ref"), _col("party"), _col("report"), _col("people"),
            _col("knew", "knew_at"), _col("at", "told_at", sorts="pk"), _col("tell_by"),
            _col("outcome"), _col("closed", "closed_at"),
        ),
    ),
    Book(
        name="holds", word=Word("法令による保存", "What is kept by law"),
        told=Word("退会や消去の後も法令により残すもの。中身は載りません。",
                  "What stays after somebody went, since a law says so; nothing of its content."),
        first="number", key="ref", rows=_holds, day_of=lambda _: None, scope=Scopes.HOLDS_READ,
        columns=(
            _col("number", "ref", sorts="ref"), _col("kind"), _col("article", is_law=True),
            _col("clock"), _col("until"),
        ),
    ),
    Book(
        name="retention", word=Word("期限による消去の実行", "Runs of erasure by time"),
        told=Word("毎日の消去の結果と、止まったときの判断。",
                  "What went each day, and what was decided when it stopped."),
        record="R17", first="-at", rows=lambda _: Run.objects.all(), day_of=lambda one: one.at,
        columns=(
            _col("number", "ref"), _col("at", sorts="pk"), _col("state", words=RUNS),
            _col("alarm", words=ALARMS),
            Told(name="erased", word=COLUMN["erased"], of=lambda one: sum(one.gone.values())),
            _col("refused"), _col("ended", "ended_at"),
        ),
    ),
    Book(
        name="leavings", word=Word("退会と消去", "Leavings"),
        told=Word("退会した人の情報を、いつまでに、いつ消したか。誰かは載りません。",
                  "By when and when somebody's information went; not whose."),
        record="R17", first="-left", rows=lambda _: Leaving.objects.all(),
        day_of=lambda one: one.left_at,
        columns=(
            _col("number", "ref"), _col("left", "left_at", sorts="pk"),
            _col("state", words=LEFT),
            _col("erase_by"), _col("erased", "erased_at"), _col("unreadable", "unreadable_at"),
            _col("closed", "closed_at"),
        ),
    ),
    Book(
        name="notices", word=Word("示した通知文", "Notices that were shown"),
        told=Word("同意や利用目的の通知で、実際に示した文面の版。",
                  "The wordings that people were shown, by version."),
        record="R01", first="-made", rows=lambda _: Notice.objects.defer("text"),
        day_of=lambda one: one.made_at,
        columns=(
            _col("name"), _col("version"), _col("language", words=LANGUAGES),
            _col("policy", "policy_version"),
            _col("made", "made_at", sorts="pk"), _col("digest"),
        ),
    ),
    Book(
        name="revisions", word=Word("ポリシーの改定履歴", "Revisions of the policy"),
        told=Word("すべての版と、公表・適用の日。", "Every version, and its days."), record="R20",
        first="number", key="version", rows=revisions,
        day_of=lambda one: one.published_at, scope=Scopes.POLICY_READ,
        address=lambda one: f"/console/policy/versions/{one.version}",
        columns=(
            _col("number", "version", sorts="version"), _col("state", words=STATES),
            _col("published", "published_at"), _col("in_force", "in_force_from"),
            _col("digest", "text_hash"),
        ),
    ),
    Book(
        name="systems", word=Word("社内システムの台帳", "Company's systems"),
        told=Word("個人情報のある社内データベースと、そのマップ。",
                  "Databases that hold people's information, and their maps."),
        first="name", key="name", rows=_systems,
        day_of=lambda one: one.registered_at, address=lambda one: f"/console/systems/{one.name}",
        columns=(
            _col("name", sorts="name"), _col("shown"),
            Told(name="categories", word=COLUMN["categories"],
                 of=lambda one: ", ".join(one.categories),
                 phrase=lambda one, reader: reader.together(
                     data(name, reader) for name in one.categories)),
            _col("map", "map_version"), _col("at", "registered_at"),
        ),
    ),
    Book(
        name="officers", word=Word("担当者", "Officers"),
        told=Word("ログインできる担当者と役割。", "Who may sign in, and in which role."),
        record="R14", first="-made", rows=lambda _: Account.objects.filter(ref=None),
        day_of=lambda one: one.created_at,
        columns=(
            _col("name", "username"), _col("handle"),
            Told(name="roles", word=COLUMN["roles"], of=lambda one: ", ".join(one.roles),
                 phrase=lambda one, reader: reader.together(
                     reader.say(ROLES[name]) for name in one.roles)),
            _col("active", "is_active", words=YES_NO), _col("made", "created_at", sorts="pk"),
        ),
    ),
    Book(
        name="openings", word=Word("個人情報を開いた理由", "Why values were opened"),
        told=Word("担当者がいつ、何を、どの目的と理由で開いたか。",
                  "Which officer opened what, when, for which purpose and why."),
        record="R14", first="-at", rows=lambda _: Revealed.objects.select_related("account"),
        day_of=lambda one: one.at,
        columns=(
            _col("at", sorts="pk"), Told(name="by", word=COLUMN["by"],
                                         of=lambda one: one.account.username),
            _col("what", words=OPENED), _col("number", "ref"),
            _col("purpose", phrase=lambda one, reader: purpose(one.purpose, reader)),
            _col("reason", words=REASONS), _col("reference"),
        ),
    ),
)  # fmt: skip
