"""Names the values of an attribute by the policy's own words, groups first where they fit."""

from collections.abc import Mapping, Sequence

from mamoru.policy.diff.lists import clause, english, japanese, lowered, numbered, plural, runs
from mamoru.policy.model import Policy, Value
from mamoru.policy.words import PLACES, RESIDENCES, Word

LONG = 3
"""More purposes than these are named by the clause that lists them, if one does."""
_TIMES = ("once ", "when ", "where ", "if ", "after ", "before ", "in order ")
SOURCES: dict[Value, Word] = {
    "person": Word("本人から", "from the person"),
    "agent": Word("本人から委託を受けた者から", "from somebody the person entrusted"),
    "automatic": Word("自動的に", "automatically"),
    "partner": Word("業務提携先等から", "from business partners and the like"),
    "module": Word("情報収集モジュールにより", "by modules in the page"),
    "third_party": Word("その他の第三者から", "from other third parties"),
    None: Word("取得元を示さずに", "without a stated source"),
}


def data(policy: Policy, leaves: Sequence[Value]) -> Word:
    """Return the categories, groups of them where these are exact."""
    left = {str(leaf) for leaf in leaves if leaf is not None}
    found: dict[str, Word] = {}
    for group in sorted(policy.groups, key=lambda name: -len(policy.groups[name])):
        below = policy.groups[group]
        if len(below) > 1 and below <= left and group in policy.group_words:
            found[min(below, key=list(policy.categories).index)] = policy.group_words[group]
            left -= below
    found |= {leaf: policy.categories[leaf].word for leaf in left}
    order = list(policy.categories).index
    return _listed([found[leaf] for leaf in sorted(found, key=order)])


def purposes(policy: Policy, values: Sequence[Value]) -> Word:
    """Return what it is done for: 〜ために, to do this or that."""
    known = [policy.purposes[str(one)] for one in values if one is not None]
    ids = {one.id for one in known}
    if len(known) > LONG:
        for cite, listed in _purpose_groups(policy).items():
            if listed == ids:
                return Word(
                    f"{numbered(cite)}に掲げる目的のために",
                    f"for the purposes listed in {'clause ' if cite.isdigit() else ''}{cite}",
                )
    if len(known) > 2 * LONG:
        names = [one.cite for one in known]
        return Word(
            f"{japanese(runs(names, '~'))}の目的のために",
            f"for the purposes {english(runs(names, '–'))}",
        )
    ja = [clause(one.word.ja) for one in known]
    ja = [one if one.endswith("ため") else f"{one}のため" for one in ja]
    en = [clause(one.word.en) for one in known]
    return Word(f"{japanese(ja, '又は')}に", english([_aim(one) for one in en], "or"))


def _aim(purpose: str) -> str:
    """Return a purpose as an aim: to do this, for doing that; in quotes where it is a sentence."""
    if purpose.startswith(("to ", "for ")):
        return purpose
    return f"for the purpose “{purpose}”" if purpose.startswith(_TIMES) else f"for {purpose}"


def _purpose_groups(policy: Policy) -> Mapping[str, set[str]]:
    """Return the purposes below every place that lists several."""
    found: dict[str, set[str]] = {}
    for cite in policy.said:
        for one in policy.purposes.values():
            inner = one.cite.removeprefix(cite)
            if inner != one.cite and inner and not inner[0].isdigit():
                found.setdefault(cite, set()).add(one.id)
    return found


def parties(
    policy: Policy, values: Sequence[Value], last: Word, *, first: Word | None = None
) -> Word:
    """Return who acts or receives; `first` is named before them."""
    known = [policy.parties[str(one)].word for one in values if one is not None]
    before = [first] if first else []
    ja = [one.ja for one in (*before, *known)]
    en = [*(one.en for one in before), *(plural(one.en) for one in known)]
    return Word(japanese(ja, last.ja), english(en, last.en))


def places(values: Sequence[Value]) -> Word:
    """Return where the recipient is."""
    return _where(
        PLACES, values, Word("にある", "in "), Word("所在の示されない", "in a place not stated")
    )


def residences(values: Sequence[Value]) -> Word:
    """Return where the person lives."""
    unstated = Word("居住地の示されない", "in a place not stated")
    return _where(RESIDENCES, values, Word("に住む", "living in "), unstated)


def people(policy: Policy, values: Sequence[Value]) -> Word:
    """Return whose information it is."""
    known = [policy.people[str(one)] for one in values if one is not None]
    words = [Word(one.ja, plural(one.en)) for one in known]
    if None in values:
        words.append(Word("区分の示されない方", "persons whose class is not stated"))
    return _listed(words)


def sources(values: Sequence[Value]) -> Word:
    """Return from where it is collected."""
    chosen = [SOURCES[value] for value in values]
    return Word(japanese([one.ja for one in chosen], "又は"), english([w.en for w in chosen], "or"))


def _where(table: Mapping[str, Word], values: Sequence[Value], link: Word, unstated: Word) -> Word:
    known = [table[str(one)] for one in values if one is not None]
    ja = [japanese([one.ja for one in known], "又は") + link.ja] if known else []
    en = [link.en + english([one.en for one in known], "or")] if known else []
    if None in values:
        ja.append(unstated.ja)
        en.append(unstated.en)
    return Word("、又は".join(ja), " or ".join(en))


def _listed(words: Sequence[Word]) -> Word:
    return Word(japanese([one.ja for one in words]), english([lowered(one.en) for one in words]))
