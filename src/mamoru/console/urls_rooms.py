"""Addresses of the pages about policy, leavings, parties, systems and what may be sensitive."""

from django.urls import path, re_path

from mamoru.console.acting import acting
from mamoru.console.leavings import pages as leavings
from mamoru.console.parties import (
    acts,
    cases,
    entrusting,
    evidence,
    hands,
    joint,
    register,
    sending,
)
from mamoru.console.policy import analysing, covering, deciding, editing, overview, text
from mamoru.console.sensitive import pages as sensitive
from mamoru.console.sensitive import within
from mamoru.console.systems import pages as systems
from mamoru.console.systems import registering
from mamoru.console.systems.acts import ACTS_OF_SYSTEM

_SOURCE = r"^console/policy/(?P<kind>versions|sheets)/(?P<name>[0-9a-z_-]{1,40})/"
_PARTY = "console/parties/<slug:ref>"
_HAND = "console/parties/hand-overs/<slug:ref>"
_CASE = "console/parties/cases/<slug:ref>"
_VERSION = "console/policy/versions/<slug:name>"
_WITHIN = "console/sensitive/inquiries/<slug:ref>/<slug:name>"
urlpatterns = [
    path("console/policy", overview.overview, name="console_policy"),
    path("console/policy/coverage", covering.coverage_map, name="console_policy_coverage"),
    path("console/policy/sheets", editing.begin, name="console_policy_begin"),
    path("console/policy/check", editing.check, name="console_policy_check"),
    path("console/policy/sheets/<slug:ref>", editing.sheet, name="console_policy_sheet"),
    path(
        "console/policy/sheets/<slug:ref>/throw-away", editing.throw_away,
        name="console_policy_throw_away",
    ),
    re_path(_SOURCE + r"text$", text.text, name="console_policy_text"),
    re_path(_SOURCE + r"changes$", analysing.changes, name="console_policy_changes"),
    re_path(_SOURCE + r"findings$", analysing.findings, name="console_policy_findings"),
    re_path(_SOURCE + r"replay$", analysing.replay, name="console_policy_replay"),
    path(_VERSION, deciding.version, name="console_policy_version"),
    path(f"{_VERSION}/file", deciding.file, name="console_policy_file"),
    path(f"{_VERSION}/approval", deciding.approval, name="console_policy_approval"),
    path(f"{_VERSION}/publication", deciding.publication, name="console_policy_publication"),
    path(f"{_VERSION}/withdrawal", deciding.withdrawal, name="console_policy_withdrawal"),
    path("console/leavings", leavings.listed, name="console_leavings"),
    path("console/leavings/<slug:ref>/accounts", leavings.see, name="console_leaving_accounts"),
    path(
        "console/leavings/<slug:ref>/accounts/settled", leavings.settle,
        name="console_leaving_settled",
    ),
    path("console/parties", register.listed, name="console_parties"),
    path("console/parties/due", register.due, name="console_parties_due"),
    path("console/parties/new", acting(acts.ADD), name="console_party_add"),
    path("console/parties/cases", cases.listed, name="console_cases"),
    path(_CASE, cases.case, name="console_case"),
    path(f"{_CASE}/decision", cases.decision, name="console_case_decision"),
    path(f"{_CASE}/closing", cases.closing, name="console_case_closing"),
    path("console/parties/joint-use", joint.joint, name="console_joint"),
    path("console/parties/joint-use/new", acting(joint.PUBLISH), name="console_joint_statement"),
    path("console/parties/joint-use/feed", acting(joint.FEED), name="console_joint_feed"),
    path("console/parties/joint-use/feed/end", joint.feed_end, name="console_joint_feed_end"),
    path("console/parties/hand-overs", hands.listed, name="console_hands"),
    path("console/parties/hand-overs/new", acting(hands.PLAN), name="console_hand_plan"),
    path(_HAND, hands.hand, name="console_hand"),
    path(f"{_HAND}/approval", hands.approval, name="console_hand_approval"),
    path(f"{_HAND}/production", hands.making, name="console_hand_making"),
    path(f"{_HAND}/link", hands.link, name="console_hand_link"),
    path(f"{_HAND}/mail", hands.mailing, name="console_hand_mail"),
    path(f"{_HAND}/sftp", acting(sending.SFTP), name="console_hand_sftp"),
    path(f"{_HAND}/s3", acting(sending.S3), name="console_hand_s3"),
    path(f"{_HAND}/recall", acting(hands.RECALL), name="console_hand_recall"),
    path(_PARTY, register.party, name="console_party"),
    path(f"{_PARTY}/files/<slug:name>", evidence.file, name="console_party_file"),
    *(
        path(
            f"{_PARTY}/{act.name.replace('_', '-')}", acting(act), name=f"console_party_{act.name}"
        )
        for act in (*acts.ACTS_OF_PARTY, *entrusting.ACTS_OF_CONTRACTOR, cases.ASK)
    ),
    path("console/systems", systems.listed, name="console_systems"),
    # no system has such a name: none has an underscore in it
    path("console/systems/_new", registering.new, name="console_system_new"),
    path("console/systems/_read", registering.written, name="console_system_written"),
    path("console/systems/<slug:name>", systems.system, name="console_system"),
    path("console/systems/<slug:name>/map", systems.map_file, name="console_system_map"),
    path("console/systems/<slug:name>/check", systems.check, name="console_system_check"),
    path("console/systems/<slug:name>/new-map", registering.mapped, name="console_system_mapped"),
    *(
        path(
            f"console/systems/<slug:ref>/{act.name}", acting(act),
            name=f"console_system_{act.name.replace('-', '_')}",
        )
        for act in ACTS_OF_SYSTEM
    ),
    path("console/sensitive", sensitive.listed, name="console_sensitive"),
    path("console/sensitive/inquiries", within.listed, name="console_sensitive_inquiries"),
    path(_WITHIN, within.item, name="console_sensitive_inquiry"),
    path(f"{_WITHIN}/claim", within.claim, name="console_sensitive_inquiry_claim"),
    path(f"{_WITHIN}/clear", within.clear, name="console_sensitive_inquiry_clear"),
    path(f"{_WITHIN}/purge", within.purge, name="console_sensitive_inquiry_purge"),
    path("console/sensitive/<slug:ref>", sensitive.item, name="console_sensitive_item"),
    path("console/sensitive/<slug:ref>/claim", sensitive.claim, name="console_sensitive_claim"),
    path("console/sensitive/<slug:ref>/clear", sensitive.clear, name="console_sensitive_clear"),
    path("console/sensitive/<slug:ref>/purge", sensitive.purge, name="console_sensitive_purge"),
]  # fmt: skip
