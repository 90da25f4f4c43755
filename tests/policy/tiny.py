"""A tiny policy and a tiny law that use every construct once, for answers worked out by hand."""

from datetime import UTC, datetime
from typing import Any

import yaml
from tests.policy.oracle import OracleAnswer, decide

from mamoru.policy.handling import Handling, Standing

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)

TINY = """
mamoru: 1
policy: {id: tiny, binds: everyone}
people: {guest: {ja: 客, en: guest, is: natural}, firm: {ja: 社, en: firm, is: corporate}}
data:
  all:
    kinds:
      card: {identifies: always}
      traces: {kinds: {clicks: {identifies: maybe}, pages: {identifies: never}}}
sensitive: {health: {law: special_care}, union: {law: other}}
parties:
  company: {role: company}
  person: {role: person}
  bank: {role: third_party}
  shop: {role: third_party}
  heir: {role: successor}
facts: {badge: {ja: 証, en: badge, evidence: referral, origin: claim}}
clauses:
  "1":
    law: ["APPI 20(1)"]
    may: [collect]
    must: {a: {do: file_it, when: after, within: P3D, evidence: notice_record}}
    cases:
      "(1)":
        from: person
        data: card
        reading: R1
        must: {b: {do: notice_shown, when: before, evidence: notice_record}}
      "(2)": {from: [automatic, module], cases: {a: {data: traces}, b: {data: card, from: partner}}}
  "2":
    may: [use]
    purposes:
      "(1)":
        purposes:
          a: {kind: service}
          b: {kind: marketing, is: opted_in, named: mail}
      "(2)": {kind: misuse, is: [badge]}
  "3":
    reading: R3
    never: [collect, use, provide]
    sensitive: any
    unless:
      "(1)": {is: by_law, law: ["APPI 20(2)(i)"]}
      "(2)":
        is: [business_necessity, consent]
        must:
          a: {do: approved, when: before, evidence: approval}
          b: {do: look_again, when: after, every: P1Y, evidence: review}
  "4":
    may: [provide]
    to: role:third_party
    law: ["APPI 27(1)"]
    only_when:
      "(1)": {is: consent_prior}
      "(2)": {is: by_law, to: bank}
    also:
      "[stop]": {never: [provide], is: provision_suspended, unless: {a: {is: by_law}}}
      "[heir]": {may: [provide], to: heir, is: succession}
  "5":
    may: [provide]
    data: traces
    identifying: false
    to: shop
    exception_to: ["4"]
  "6":
    data: all
    cases:
      "(1)":
        on_request: [disclose]
        refuse_when: {a: {is: harm_to_rights}, b: {whose: firm, is: violates_law}}
      "(2)": {says: true}
  "7": {may: [amend]}
  "8": {may: [publish], to: bank, place: JP}
  "9": {may: [answer], sensitive: none}
  "10": {may: [dispose], is: left, only_when: {a: {from: person}}}
  "11": {may: [dispose], data: card}
  "12": {may: [use], purpose_kind: service, is: badge}
  "13": {may: [disclose], purpose_kind: service, exception_to: ["6"]}
overlays:
  eea:
    residence: [EEA]
    replaces: ["7", "2"]
    clauses:
      "E1": {may: [use], for: "2(1)", is: consent}
retention:
  cards: {data: card, keep: P5Y, from: account_deleted}
  firms: {data: all, whose: firm, keep: P1Y, from: collected}
"""
LAW = """
statutes: {appi: {cite: APPI, protects: natural}}
rules:
  "APPI 20(2)":
    status: in_force
    effective_from: "2022-04-01"
    never: [collect, use]
    sensitive: [special_care]
    unless:
      "(main)":
        is: [consent_prior]
        must: {"[note]": {do: note_it, when: after, evidence: review}}
      "(i)": {is: by_law}
  "APPI 30(1)":
    status: in_force
    effective_from: "2022-04-01"
    applies_to: [collect]
    from: [partner]
    must:
      "[source]": {do: source_confirmed, when: before, evidence: receipt_record}
      "[record]": {do: record, when: after, within: receipt_record, evidence: receipt_record}
  "APPI 99": {status: bill, never: [amend]}
  "APPI 98": {status: in_force, effective_from: "2026-11-21", never: [amend]}
  "APPI 97": {status: in_force, effective_to: "2026-11-19", never: [amend]}
clocks:
  receipt_record: {status: in_force, effective_from: "2022-04-01", from: transferred}
  reply: {status: in_force, effective_from: "2022-04-01", from: request_arrived}
  "reply #2": {status: in_force, effective_from: "2026-11-21", from: decided}
parameters:
  guardian_age: {status: policy, effective_from: "2022-04-01", value: "16"}
"""
POLICY: dict[str, Any] = yaml.safe_load(TINY)


def ask(
    act: str,
    data: str | None = None,
    *,
    law: bool = False,
    standing: Standing | None = None,
    document: dict[str, Any] = POLICY,
    **stated: Any,
) -> OracleAnswer:
    """Ask the oracle about one handling of the tiny policy, at noon."""
    handling = Handling(act=act, data=data, **stated)
    return decide(document, yaml.safe_load(LAW) if law else None, handling, standing, NOON)
