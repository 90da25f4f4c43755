"""What the keys of registered systems reach."""

from typing import ClassVar


class Scopes:
    """What a client's key may reach."""

    PEOPLE_CREATE: ClassVar = "people:create"
    PEOPLE_READ: ClassVar = "people:read"
    PEOPLE_PROVIDE: ClassVar = "people:provide"
    """Reading in order to hand over: to third parties, contractors, joint users."""
    PEOPLE_DISCLOSE: ClassVar = "people:disclose"
    """Reading everything of one person, at that person's request."""
    PEOPLE_CHANGE: ClassVar = "people:change"
    PEOPLE_ERASE: ClassVar = "people:erase"
    FORMS_SUBMIT: ClassVar = "forms:submit"
    """Handing in forms, and sending files for them."""
    FORMS_MANAGE: ClassVar = "forms:manage"
    """Registering and retiring forms."""
    PARTNERS_MANAGE: ClassVar = "partners:manage"
    """The register of partners, what is confirmed of them, and the records of receipt."""
    PARTNERS_DELIVER: ClassVar = "partners:deliver"
    """Handing over deliveries, and learning what became of them."""
    PACKAGES_MAKE: ClassVar = "packages:make"
    """Planning hand-overs, making and sending their packages, calling them back."""
    PACKAGES_APPROVE: ClassVar = "packages:approve"
    """Approving what somebody else planned."""
    PARTIES_MANAGE: ClassVar = "parties:manage"
    """The register of recipients, their keys, papers and evidence files."""
    CASES_ASK: ClassVar = "cases:ask"
    """Asking for cases of clause 4."""
    CASES_APPROVE: ClassVar = "cases:approve"
    """Deciding cases that somebody else asked for."""
    ENTRUST_MANAGE: ClassVar = "entrust:manage"
    """Examining contractors, what they may have, recalls and incidents."""
    CONSENT: ClassVar = "consent"
    """Notices, what people chose, and the receipts of it."""
    RECORDS_READ: ClassVar = "records:read"
    """The registers of provision and receipt, and their purging."""
    JOINT_MANAGE: ClassVar = "joint:manage"
    """Publishing statements of joint use, and setting up feeds."""
    JOINT_PULL: ClassVar = "joint:pull"
    """Pulling the one feed that is the key's own; a partner's key has no other scope."""
    EVENTS_WRITE: ClassVar = "events:write"
    """Sending events. A browser shows such a key to everybody, so it should have no other scope."""
    EVENTS_IDENTIFY: ClassVar = "events:identify"
    """Saying which member somebody is, in events; never for a key that a browser shows."""
    EVENTS_READ: ClassVar = "events:read"
    """Reading what was observed, for a purpose: of one person, or of everybody by day."""
    QUARANTINE: ClassVar = "quarantine"
    """Looking at what may be sensitive, and settling what becomes of it."""
    DECIDE: ClassVar = "decide"
    LEDGER: ClassVar = "ledger:read"
    POLICY_READ: ClassVar = "policy:read"
    """Looking at drafts and at what they would change."""
    POLICY_REVISE: ClassVar = "policy:revise"
    """Laying down, publishing and withdrawing texts of the policy."""
    ALL: ClassVar = (
        PEOPLE_CREATE, PEOPLE_READ, PEOPLE_PROVIDE, PEOPLE_DISCLOSE, PEOPLE_CHANGE,
        PEOPLE_ERASE, FORMS_SUBMIT, FORMS_MANAGE, PARTNERS_MANAGE, PARTNERS_DELIVER,
        PACKAGES_MAKE, PACKAGES_APPROVE, EVENTS_WRITE, EVENTS_IDENTIFY, EVENTS_READ, CONSENT,
        QUARANTINE, DECIDE, LEDGER, POLICY_READ, POLICY_REVISE, PARTIES_MANAGE, CASES_ASK,
        CASES_APPROVE, ENTRUST_MANAGE, RECORDS_READ, JOINT_MANAGE, JOINT_PULL,
    )  # fmt: skip
