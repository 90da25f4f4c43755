"""A small policy that is whole, and ways to break it: each finding with the file that brings it."""

from typing import NamedTuple

WHOLE = """\
mamoru: 1
policy:
  id: small
  title: {ja: 題, en: Title}
  controller: {id: small, ja: 会社, en: Company}
  version: "2026-01-01"
  effective_from: "2026-01-01"
  history: [{date: "2026-01-01", ja: 制定, en: Established}]
  users: {ja: 客, en: Customers}
people:
  guest: {ja: 客, en: Guest, is: natural}
data:
  card: {ja: 札, en: Card, identifies: always, items: {number: {ja: 番号, en: Number}}}
parties:
  company: {ja: 当社, en: We, role: company}
facts:
  badge: {ja: 証, en: Badge, evidence: referral, origin: claim}
clauses:
  "1":
    title: {ja: 取得, en: Collection}
    ja: 文
    en: text
    may: [collect]
    data: [card]
    must:
      a: {do: notice_shown, when: before, evidence: notice_record, ja: 示す, en: shown}
  "2":
    title: {ja: 利用, en: Use}
    ja: 文
    en: text
    may: [use]
    purposes:
      a: {ja: 配送, en: To deliver, kind: service, named: deliver, reading: [R1]}
retention:
  cards: {ja: 札, en: Cards, data: [card], keep: P1Y, from: collected}
readings:
  R1:
    about: ["1"]
    date: "2026-01-02"
    asks: {ja: 問, en: What}
    holds: {ja: 答, en: This.}
    because: {ja: 訳, en: So.}
gaps:
  - {about: "2", rule: "APPI 18(1)", ja: 欠, en: missing}
"""


class Break(NamedTuple):
    """One change to the file, and the finding that it brings: where, and what."""

    code: str
    old: str
    new: str
    line: int
    column: int

    def text(self) -> str:
        """Return the broken file."""
        assert WHOLE.count(self.old) == 1, self.old
        return WHOLE.replace(self.old, self.new)


LEAF = "{ja: 札, en: Card, identifies: always, items: {number: {ja: 番号, en: Number}}}"
LAST = '  - {about: "2", rule: "APPI 18(1)", ja: 欠, en: missing}\n'
PURPOSES = """\
    purposes:
      a: {ja: 配送, en: To deliver, kind: service, named: deliver, reading: [R1]}"""
NOTICE = "a: {do: notice_shown, when: before, evidence: notice_record, ja: 示す, en: shown}"
COLLECTS = f"""\
    may: [collect]
    data: [card]
    must:
      {NOTICE}
"""
MAY_USE = "    may: [use]\n"
NEVER = """\
    never: [collect]
    from: [person]
    unless:
      a: {{ja: 除く, en: but, from: [partner]{}}}
"""

BREAKS = (
    Break("not-yaml", "guest: {", "guest: @{", 11, 10),
    Break("not-yaml-since", "people:\n", "people\n", 11, 8),
    Break("not-yaml-since", "[{date:", "[[{date:", 9, 3),
    Break("alias", "guest: {", "guest: &g {", 11, 10),
    Break("alias", "data: [card]\n    must", "data: *card\n    must", 24, 11),
    Break("tag", "ja: 題", "ja: !!python/name:os.system 題", 4, 15),
    Break("tag", "mamoru: 1", "mamoru: !!int 1", 1, 9),
    Break("second-document", LAST, LAST + "---\nmamoru: 1\n", 45, 1),
    Break("too-deep", "[use]", "[" * 40, 31, 39),
    Break("key-not-text", "guest: {", "[guest]: {", 11, 3),
    Break("duplicate-key", '  "2":', '  "1":', 27, 3),
    Break("not-a-mapping", "{ja: 題, en: Title}", "Title", 4, 10),
    Break("not-a-mapping", "people:\n  guest:", "people:\n  - guest:", 11, 3),
    Break("not-a-list", "[{date: \"2026-01-01\", ja: 制定, en: Established}]", "new", 8, 12),
    Break("unknown-key", MAY_USE, "    might: [use]\n", 31, 5),
    Break("unknown-key", "mamoru: 1\n", "mamoru: 1\nextra: 1\n", 2, 1),
    Break("missing-key", "users: {ja: 客, en: Customers}", "binds: everyone", 3, 3),
    Break("missing-key", ", kind: service", "", 33, 10),
    Break("missing-key", "identifies: always, ", "", 13, 9),
    Break("missing-translation", "{ja: 題, en: Title}", "{ja: 題}", 4, 10),
    Break("empty", "en: Title}", 'en: ""}', 4, 22),
    Break("null-value", "en: Title}", "en: }", 4, 22),
    Break("null-value", "en: Title}", "en: ~}", 4, 22),
    Break("bare-boolean", "en: Title}", "en: Yes}", 4, 22),
    Break("bare-boolean", "en: Guest, is: natural}", "en: Guest, is: natural, on: x}", 11, 42),
    Break("bare-number", 'version: "2026-01-01"', "version: 2026-01-01", 6, 12),
    Break("bare-number", 'about: ["1"]', "about: [1]", 38, 13),
    Break("bare-number", "en: Title}", "en: 0x1F}", 4, 22),
    Break("not-text-here", "en: Title}", "en: [Title]}", 4, 22),
    Break("not-a-flag", MAY_USE, MAY_USE + '    identifying: "true"\n', 32, 18),
    Break("not-true", MAY_USE, "    says: false\n", 31, 11),
    Break("not-true", MAY_USE, '    says: "true"\n', 31, 11),
    Break("not-a-date", 'date: "2026-01-02"', 'date: "2026-02-30"', 39, 11),
    Break("not-a-date", 'date: "2026-01-02"', 'date: "20260102"', 39, 11),
    Break("not-a-date", 'date: "2026-01-02"', 'date: "2026-W01-2"', 39, 11),
    Break("not-a-period", "keep: P1Y", "keep: 1Y", 35, 49),
    Break("not-a-period", "keep: P1Y", "keep: P１Y", 35, 49),
    Break("not-a-period", "keep: P1Y", "keep: P99999Y", 35, 49),
    Break("bad-word", "id: small\n", "id: Small Shop\n", 3, 7),
    Break("bad-label", "      a: {ja: 配送", "      aa: {ja: 配送", 33, 7),
    Break("unknown-word", "may: [use]", "may: [devour]", 31, 11),
    Break("unknown-word", "data: [card]\n    must", "data: [cord]\n    must", 24, 12),
    Break("unknown-word", COLLECTS, COLLECTS + "    for: [fun]\n", 27, 11),
    Break("misplaced", MAY_USE, MAY_USE + "    for: [deliver]\n", 27, 3),
    Break("unknown-word", MAY_USE, MAY_USE + "    to: [bank]\n", 32, 10),
    Break("unknown-word", MAY_USE, MAY_USE + '    by: ["role:boss"]\n', 32, 10),
    Break("unknown-word", MAY_USE, MAY_USE + "    whose: [ghost]\n", 32, 13),
    Break("unknown-word", MAY_USE, MAY_USE + "    is: [bagde]\n", 32, 10),
    Break("unknown-word", MAY_USE, MAY_USE + "    reading: [R9]\n", 32, 15),
    Break("unknown-word", MAY_USE, MAY_USE + '    exception_to: ["7"]\n', 32, 20),
    Break("nothing-to-except", MAY_USE, MAY_USE + '    exception_to: ["2"]\n', 32, 20),
    Break("nothing-to-except", MAY_USE, MAY_USE + '    exception_to: ["1"]\n', 32, 20),
    Break("unknown-word", "identifies: always,", "identifies: always, sensitive: health,", 13, 58),
    Break("misplaced", LEAF, "{ja: 札, en: Card, sensitive: x, kinds: {ace: " + LEAF + "}}", 13, 9),
    Break("never-holds", MAY_USE, MAY_USE + '    to: ["role:successor"]\n', 32, 10),
    Break("never-holds", MAY_USE, MAY_USE + "    purpose_kind: [care]\n", 32, 20),
    Break("never-holds", "kind: service, named: deliver", "kind: service, named: deliver, "
          "purpose_kind: [care]", 33, 81),
    Break("no-purposes", "    data: [card]\n    must", '    data: [card]\n    for: ["1"]\n    must',
          25, 11),
    Break("never-lifts", COLLECTS, NEVER.format(""), 26, 7),
    Break("fee-without-act", MAY_USE,
          MAY_USE + "    fee: {for: [disclose], ja: 料, en: Fee}\n", 32, 17),
    Break("reading-not-cited", ", reading: [R1]", "", 37, 3),
    Break("effective-too-early",
          'effective_from: "2026-01-01"', 'effective_from: "2025-12-31"', 7, 19),
    Break("misplaced", "when: before", "when: before, within: P3D", 26, 51),
    Break("misplaced", "when: before", "when: before, every: P1Y", 26, 50),
    Break("misplaced", "do: notice_shown, when: before",
          "do: keep_it, when: always, within: P3D", 26, 46),
    Break("unknown-word", 'about: ["1"]', 'about: ["1(9)"]', 38, 13),
    Break("unknown-word", '{about: "2"', '{about: "3"', 44, 13),
    Break("unknown-word", "when: before", "when: after, within: sundown", 26, 50),
    Break("language-version", "mamoru: 1", "mamoru: 2", 1, 9),
    Break("two-sentences", MAY_USE, MAY_USE + "    never: [use]\n", 27, 3),
    Break("no-sentence", COLLECTS, "", 19, 3),
    Break("misplaced", MAY_USE, "    never: [use]\n", 27, 3),
    Break("case-with-sentence", PURPOSES,
          "    reading: [R1]\n    cases:\n      a: {ja: 文, en: x, says: true}", 34, 7),
    Break("before-without-permit", "may: [collect]", "never: [collect]", 26, 15),
    Break("before-not-owed", "do: notice_shown", "do: badge", 26, 15),
    Break("before-evidence", "evidence: notice_record", "evidence: review", 26, 53),
    Break("defined-twice", "badge: {", "consent: {", 17, 3),
    Break("defined-twice", "badge: {", "place: {", 17, 3),
    Break("defined-twice",
          "      a: {ja: 配送, en: To deliver, kind: service, named: deliver, reading: [R1]}",
          "      a: {ja: 配送, en: To deliver, kind: service, named: x, reading: [R1]}\n"
          "      b: {ja: 配送, en: To deliver, kind: service, named: x}", 34, 7),
    Break("defined-twice", MAY_USE, MAY_USE + f"    must: {{{NOTICE}}}\n", 34, 10),
    Break("no-company", "role: company}", "role: agent}", 15, 3),
    Break("versions-out-of-order", 'version: "2026-01-01"', 'version: "2026-01-03"', 6, 12),
    Break("nothing-listed", "may: [use]", "may: []", 31, 10),
    Break("nothing-listed", "  guest: {ja: 客, en: Guest, is: natural}\n", "  {}\n", 11, 3),
)  # fmt: skip

RAW = {
    "too-large": (b"#" * 5_000_000, 1, 1),
    "not-utf8": ("mamoru: 1\npolicy: 会社".encode("shift_jis"), 2, 1),
    "not-text": (b"mamoru: 1\x00", 1, 1),
    "empty-file": (b"", 1, 1),
}
"""What no text can be: the bytes, and where the finding stands."""


def with_rules(count: int) -> str:
    """Return the small policy with a clause of so many cases."""
    cases = ", ".join(f'"({number})": {{ja: 文, en: x, is: badge}}' for number in range(count))
    title = "{ja: 題, en: x}"
    clause = f'  "3": {{title: {title}, ja: 文, en: x, may: [erase], cases: {{{cases}}}}}\n'
    return WHOLE.replace("retention:\n", f"{clause}retention:\n")


def with_items(count: int) -> str:
    """Return the small policy with a list of so many items where one is expected."""
    return WHOLE.replace("may: [use]", f"may: [{', '.join(['use'] * count)}]")


def with_leaves(count: int) -> str:
    """Return the small policy with so many more categories."""
    leaf = "{{ja: 札, en: x, identifies: never, items: {{j{0}: {{ja: 札, en: x}}}}}}"
    more = "".join(f"  k{number}: {leaf.format(number)}\n" for number in range(count))
    return WHOLE.replace("data:\n  card:", f"data:\n{more}  card:")
