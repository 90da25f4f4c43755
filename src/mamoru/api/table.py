"""Every endpoint of the API: the one list from which routing and the OpenAPI document are made."""

from mamoru.api import (
    cases,
    choices,
    decisions,
    entrust,
    events,
    files,
    forms,
    hand_overs,
    holds,
    inquiries,
    joint,
    keeping,
    leaving,
    ledger,
    openapi,
    parties,
    partners,
    people,
    policies,
    quarantine,
    records,
    requests,
    retaining,
    revisions,
    state,
    system_plans,
    systems,
)
from mamoru.api.consent_table import CONSENT
from mamoru.api.endpoint import BULK, OCTETS, OUTSIDE, SINGLE, TEXT, Endpoint
from mamoru.api.tag import TAG
from mamoru.api.terms import Reads, Terse
from mamoru.gate.errors import Scopes
from mamoru.gate.readiness import Readiness
from mamoru.gate.replay import Replayed
from mamoru.notices import analyses
from mamoru.notices.draft import Drafted
from mamoru.notices.publish import Publication

PEOPLE = (
    Endpoint(
        method="POST", path="/people", name="createPerson", summary="Store one person",
        verb=people.create, scope=Scopes.PEOPLE_CREATE, takes=people.NewPerson,
        gives=people.Created, status=201,
    ),
    Endpoint(
        method="POST", path="/people/bulk", name="createPeople",
        summary="Store many people, all of them or none", verb=people.create_many,
        scope=Scopes.PEOPLE_CREATE, takes=people.NewPeople, gives=people.CreatedMany, status=201,
        limit=BULK,
    ),
    Endpoint(
        method="POST", path="/people/find", name="findPerson",
        summary="Find who has an identifier", verb=people.find, scope=Scopes.PEOPLE_READ,
        takes=people.Sought, gives=people.Found,
    ),
    Endpoint(
        method="GET", path="/people/{ref}", name="readPerson",
        summary="Read items of one person for a purpose", verb=people.read,
        scope=Scopes.PEOPLE_READ, query=Reads, gives=people.Person,
    ),
    Endpoint(
        method="GET", path="/people/{ref}/disclosure", name="disclosePerson",
        summary="Everything that is held of one person, former values too",
        verb=people.disclose, scope=Scopes.PEOPLE_DISCLOSE, query=Terse, gives=people.Person,
    ),
    Endpoint(
        method="GET", path="/people/{ref}/entries", name="listEntriesOfPerson",
        summary="What the ledger holds of one person", verb=choices.entries,
        scope=Scopes.PEOPLE_DISCLOSE, query=Terse, gives=choices.Trace,
    ),
)  # fmt: skip
CHANGES = (
    Endpoint(
        method="PATCH", path="/people/{ref}", name="changePerson",
        summary="Correct or add values of one person", verb=keeping.change,
        scope=Scopes.PEOPLE_CHANGE, takes=keeping.Correcting, gives=keeping.Changed,
        conditional=True,
    ),
    Endpoint(
        method="POST", path="/people/{ref}/suspension", name="suspendPerson",
        summary="Stop use or provision, or let it go on", verb=keeping.suspend,
        scope=Scopes.PEOPLE_CHANGE, takes=keeping.Suspension, gives=keeping.Changed,
    ),
    Endpoint(
        method="POST", path="/people/{ref}/leave", name="leavePerson",
        summary="Note that the person deleted their account", verb=keeping.leave,
        scope=Scopes.PEOPLE_CHANGE, takes=keeping.Leaving, gives=keeping.Changed,
    ),
    Endpoint(
        method="POST", path="/people/{ref}/erasure", name="erasePerson",
        summary="Erase everything that is held of one person", verb=keeping.erase,
        scope=Scopes.PEOPLE_ERASE, takes=keeping.Erasure, gives=keeping.Erased,
    ),
    Endpoint(
        method="POST", path="/people/{ref}/choices", name="giveChoice",
        summary="Record what a person chose", verb=choices.give, scope=Scopes.PEOPLE_CHANGE,
        takes=choices.Giving, gives=choices.GivenChoice, status=201,
    ),
    Endpoint(
        method="POST", path="/people/{ref}/choices/{reference}/withdrawal", name="withdrawChoice",
        summary="Take a choice back", verb=choices.withdraw, scope=Scopes.PEOPLE_CHANGE,
        gives=choices.WithdrawnChoice,
    ),
    Endpoint(
        method="POST", path="/people/{ref}/opt-out", name="optOut",
        summary="Take back every choice to be written to for a purpose", verb=choices.opt_out,
        scope=Scopes.PEOPLE_CHANGE, takes=choices.OptingOut, gives=choices.OptedOut,
    ),
)  # fmt: skip
DECISIONS = (
    Endpoint(
        method="POST", path="/decisions", name="decide",
        summary="Ask whether handlings may happen", verb=decisions.decide, scope=Scopes.DECIDE,
        takes=decisions.Questions, gives=decisions.Answers,
    ),
)  # fmt: skip
LEDGER = (
    Endpoint(
        method="GET", path="/ledger/checkpoint", name="checkpoint",
        summary="The checkpoint published last (C2SP tlog-checkpoint)", verb=ledger.checkpoint,
        scope=OUTSIDE, media=TEXT,
    ),
    Endpoint(
        method="GET", path="/ledger/vkey", name="vkey",
        summary="The key that checkpoints are signed with (C2SP signed-note)", verb=ledger.vkey,
        scope=OUTSIDE, media=TEXT,
    ),
    Endpoint(
        method="GET", path="/ledger/tile/{tile*}", name="tile",
        summary="A tile of the tree (C2SP tlog-tiles)", verb=ledger.tile, scope=OUTSIDE,
        media=OCTETS,
    ),
    Endpoint(
        method="GET", path="/ledger/tile/entries/{bundle*}", name="entryBundle",
        summary="A bundle of entries (C2SP tlog-tiles)", verb=ledger.bundle, scope=Scopes.LEDGER,
        media=OCTETS,
    ),
    Endpoint(
        method="GET", path="/ledger/entries/{index}", name="entry",
        summary="The canonical bytes of an entry", verb=ledger.entry, scope=Scopes.LEDGER,
        gives=dict,
    ),
    Endpoint(
        method="GET", path="/ledger/entries/{index}/receipt", name="receipt",
        summary="Proof, checkable offline, that the log holds an entry (C2SP tlog-proof)",
        verb=ledger.receipt, scope=Scopes.LEDGER, media=TEXT,
    ),
    Endpoint(
        method="GET", path="/ledger/tickets/{ticket}", name="entryByTicket",
        summary="An entry by its ticket, and its place once it has one", verb=ledger.placed,
        scope=Scopes.LEDGER, gives=ledger.Placed,
    ),
    Endpoint(
        method="GET", path="/ledger/consistency", name="consistency",
        summary="Proof that the log at one size continues the log at another",
        verb=ledger.consistency, scope=Scopes.LEDGER, query=ledger.Sizes, gives=ledger.Continued,
    ),
)  # fmt: skip
POLICIES = (
    Endpoint(
        method="POST", path="/policies/diff", name="comparePolicies",
        summary="What changes for people between two texts", verb=policies.compared,
        scope=Scopes.POLICY_READ, takes=policies.Two, gives=analyses.Compared, limit=8 * SINGLE,
    ),
    Endpoint(
        method="POST", path="/policies/lint", name="lintPolicy",
        summary="What is wrong with a text, and what the law asks for that it does not say",
        verb=policies.linted, scope=Scopes.POLICY_READ, takes=policies.One,
        gives=analyses.Linted, limit=4 * SINGLE,
    ),
    Endpoint(
        method="POST", path="/policies/proofs", name="proveInvariants",
        summary="Proof of each invariant, or a handling against it", verb=policies.proved,
        scope=Scopes.POLICY_READ, takes=policies.Claims, gives=analyses.Proofs,
        limit=4 * SINGLE,
    ),
    Endpoint(
        method="POST", path="/policies/replay", name="replayDraft",
        summary="Decide the recorded handlings again under a draft", verb=policies.replayed,
        scope=Scopes.POLICY_READ, also=(Scopes.LEDGER,), takes=policies.Draft, gives=Replayed,
        limit=4 * SINGLE,
    ),
    Endpoint(
        method="GET", path="/policies/coverage", name="coverage",
        summary="Clause by clause, what stands behind the text in force", verb=policies.covered,
        scope=Scopes.POLICY_READ, also=(Scopes.LEDGER,), gives=policies.Covered,
    ),
)  # fmt: skip
REVISIONS = (
    Endpoint(
        method="GET", path="/revisions", name="listRevisions",
        summary="Every version of the policy, and where it stands", verb=revisions.listed,
        scope=Scopes.POLICY_READ, gives=revisions.Revisions,
    ),
    Endpoint(
        method="GET", path="/revisions/{version}/text", name="textOfRevision",
        summary="The file of a version, byte by byte", verb=revisions.text,
        scope=Scopes.POLICY_READ, gives=revisions.RevisionText,
    ),
    Endpoint(
        method="POST", path="/revisions", name="layDownDraft",
        summary="Lay down a draft of the next version", verb=revisions.lay_down,
        scope=Scopes.POLICY_REVISE, takes=revisions.NewDraft, gives=Drafted, status=201,
        limit=4 * SINGLE,
    ),
    Endpoint(
        method="POST", path="/revisions/{version}/approval", name="approveDraft",
        summary="Approve a draft that somebody else laid down", verb=revisions.approval,
        scope=Scopes.POLICY_REVISE, takes=revisions.Approving, gives=revisions.Approved,
    ),
    Endpoint(
        method="POST", path="/revisions/{version}/publication", name="publishRevision",
        summary="Publish a draft: record its difference, announce an important change",
        verb=revisions.publication, scope=Scopes.POLICY_REVISE, takes=revisions.Publishing,
        gives=Publication, status=201,
    ),
    Endpoint(
        method="POST", path="/revisions/{version}/withdrawal", name="withdrawRevision",
        summary="Withdraw a draft, or a version that is not in force yet",
        verb=revisions.withdrawal, scope=Scopes.POLICY_REVISE, gives=revisions.Withdrawn,
    ),
)  # fmt: skip
STATE = (
    Endpoint(
        method="GET", path="/health", name="health", summary="Whether the process answers",
        verb=state.health, scope=OUTSIDE, gives=state.Live,
    ),
    Endpoint(
        method="GET", path="/ready", name="ready", summary="Whether the server can work",
        verb=state.ready, scope=OUTSIDE, gives=Readiness,
    ),
    Endpoint(
        method="GET", path="/openapi.json", name="openapi", summary="This document",
        verb=openapi.served, scope=OUTSIDE, gives=dict,
    ),
)  # fmt: skip
ENDPOINTS: tuple[Endpoint, ...] = (
    *PEOPLE, *CHANGES, *forms.ENDPOINTS, *files.ENDPOINTS, *partners.ENDPOINTS,
    *parties.ENDPOINTS, *cases.ENDPOINTS, *entrust.ENDPOINTS, *hand_overs.ENDPOINTS,
    *requests.ENDPOINTS, *inquiries.ENDPOINTS, *records.ENDPOINTS, *leaving.ENDPOINTS,
    *holds.ENDPOINTS, *retaining.ENDPOINTS, *joint.ENDPOINTS, *systems.ENDPOINTS,
    *system_plans.ENDPOINTS, *events.ENDPOINTS, *CONSENT, *quarantine.ENDPOINTS,
    *DECISIONS, *LEDGER, *POLICIES, *REVISIONS, *TAG, *STATE,
)  # fmt: skip
