"""A policy that permits everything it can, so that only the law decides."""

from datetime import datetime

from mamoru.law.book import Rulebooks
from mamoru.law.calendar import TOKYO
from mamoru.policy.decide import decide
from mamoru.policy.handling import Consent, Decision, Handling, Standing
from mamoru.policy.load import load

PERMISSIVE = """
mamoru: 1
policy:
  id: permissive
  title: {ja: 何でも, en: Anything}
  controller: {id: acme, ja: 会社, en: Company}
  version: "2022-04-01"
  effective_from: "2022-04-01"
  history: [{date: "2022-04-01", ja: 制定, en: first}]
  users: {ja: 利用者, en: users}
people:
  individual: {ja: 個人, en: individual, is: natural}
  firm: {ja: 法人, en: firm, is: corporate}
data: {note: {ja: 情報, en: note, identifies: maybe, items: {text: {ja: 文, en: text}}}}
sensitive:
  illness: {ja: 病歴, en: illness, law: special_care}
  union: {ja: 労働組合, en: union, law: other}
parties:
  company: {ja: 当社, en: company, role: company}
  user: {ja: 本人, en: person, role: person}
  vendor: {ja: 委託先, en: vendor, role: contractor}
  partner: {ja: 提携先, en: partner, role: joint_user}
  heir: {ja: 承継先, en: successor, role: successor}
  police: {ja: 警察, en: police, role: state_body}
  other: {ja: 第三者, en: other, role: third_party}
clauses:
  "1":
    title: {ja: 全て, en: all}
    ja: 全て認める。
    en: Everything is permitted.
    may:
      - collect
      - use
      - provide
      - entrust
      - share
      - explain_purpose
      - disclose
      - disclose_records
      - correct
      - add
      - erase
      - suspend_use
      - suspend_provision
      - dispose
      - amend
      - publish
      - answer
  "2":
    title: {ja: 目的, en: purposes}
    ja: 次のとおり。
    en: As follows.
    may: [use]
    purposes:
      a: {ja: 提供, en: service, kind: service}
      b: {ja: 広告, en: offers, kind: marketing}
"""
NOON = datetime(2026, 11, 23, 12, tzinfo=TOKYO)
BOOKS = Rulebooks(load(PERMISSIVE))
CONSENT = Consent(given_at=NOON.replace(month=1), recipient="other")
ILLNESS = Consent(given_at=NOON.replace(month=1), sensitive="illness")


def decided(standing: Standing | None = None, /, *shown: str, **asked: object) -> Decision:
    """Return the answer to a handling whose recipient is in Japan unless it is said otherwise."""
    grounds = dict.fromkeys(shown, "reference")
    fields = {"data": "note", "place": "JP", "grounds": grounds, **asked}
    handling = Handling(**fields)  # type: ignore[arg-type]  # its fields differ in type
    return decide(BOOKS.at(NOON), handling, standing=standing, at=NOON)
