"""Puts a change into one sentence of each language."""

from mamoru.policy.diff.asks import RIGHTS
from mamoru.policy.diff.lists import MANY, english, japanese, numbered, plural
from mamoru.policy.diff.parts import ALONE, DEEDS, NOTHING, OR, VERBS, Parts
from mamoru.policy.diff.periods import due
from mamoru.policy.diff.regions import Direction, Region
from mamoru.policy.diff.sides import Sides
from mamoru.policy.explain import ATTRIBUTE_WORDS, text_of
from mamoru.policy.model import ATTRIBUTES
from mamoru.policy.verdict import bits
from mamoru.policy.words import Word

NOUNS = {
    "data": "category of information",
    "sensitive": "kind of sensitive information",
    "purpose": "purpose",
    "to": "recipient",
    "by": "actor",
    "whose": "kind of person",
}
"""What a new word of an attribute is, in English."""


def sentence(sides: Sides, direction: Direction, region: Region) -> Word:
    """Return what changes for people."""
    parts = Parts(sides, region)
    if region.new_words is not None:
        return _new_words(parts, region.new_words, is_new=direction is Direction.WIDENED)
    if region.dropped:
        return _eased(parts, is_wider=direction is Direction.WIDENED)
    if region.owed is not None:
        return _duty(parts, is_added=direction is Direction.DUTY_ADDED)
    return _allowed(parts, is_wider=direction is Direction.WIDENED)


# ---------------------------------------------------------------------- allowed or not


def _allowed(parts: Parts, *, is_wider: bool) -> Word:
    actor, notes = parts.actor(), _notes(parts, is_wider=is_wider)
    verb = "will" if set(parts.acts) <= RIGHTS else "may"
    may = f"{verb} now" if is_wider else f"{verb} no longer"
    ja = f"{actor.ja}は、{_deed_ja(parts, is_wider=is_wider)}{notes.ja}。"
    en = f"{actor.en} {may} {_deed_en(parts)}{notes.en}."
    limits = _limits(parts) if is_wider else NOTHING
    return Word(ja + limits.ja, en[:1].upper() + en[1:] + limits.en)


def _deed_ja(parts: Parts, *, is_wider: bool) -> str:
    acts, data = parts.acts, parts.data().ja
    around = [parts.source().ja, parts.purpose().ja, parts.recipient().ja]
    if set(acts) <= VERBS.keys():
        verbs = japanese([VERBS[act].ja for act in acts], OR.ja)
        ending = "できるようになります" if is_wider else "できなくなります"
        said = [f"{data}を", "、" if any(around) else "", *around]
    else:
        verbs = japanese([(DEEDS.get(act) or ALONE[act]).ja for act in acts], OR.ja)
        ending = _done_ja(acts, is_wider=is_wider)
        said = [*around, "" if set(acts) <= ALONE.keys() else f"{data}の"]
    return "".join(said) + verbs + ending


def _done_ja(acts: tuple[str, ...], *, is_wider: bool) -> str:
    """Return that something may be done; of what people can ask for, that it is done."""
    if set(acts) <= RIGHTS:
        return "を行うようになります" if is_wider else "を行わなくなります"
    return "を行えるようになります" if is_wider else "を行えなくなります"


def _deed_en(parts: Parts) -> str:
    acts, data = parts.acts, parts.data().en
    deeds = [DEEDS[act].en for act in acts if act in DEEDS]
    said = [f"{english(deeds, OR.en)} {data}"] if deeds else []
    said += [ALONE[act].en for act in acts if act in ALONE]
    around = [parts.source().en, parts.recipient().en, parts.purpose().en]
    return " ".join([english(said, OR.en), *filter(None, around)])


def _notes(parts: Parts, *, is_wider: bool) -> Word:
    """Return the conditions in brackets."""
    region, found = parts.region, []
    if region.facts:
        found.append(parts.conditions(region.facts))
    if region.unless:
        except_for = parts.conditions(region.unless)
        found.append(Word(f"{except_for.ja}を除く", f"except {except_for.en}"))
    more = parts.besides()
    if more.ja:
        ja, en = ("これまでは", "so far only") if is_wider else ("今後は", "from now on only")
        found.append(Word(f"{ja}、{more.ja}に限る", f"{en} {more.en}"))
    if not found:
        return NOTHING
    return Word(
        f"({'。'.join(one.ja for one in found)})", f" ({'; '.join(one.en for one in found)})"
    )


def _limits(parts: Parts) -> Word:
    """Return which clauses go on permitting and forbidding what is told."""
    region, this = parts.region, parts.sides.this
    rules = [this.rules[i] for i in bits(region.forbidding)]
    tops = tuple(dict.fromkeys(rule.top for rule in rules if not rule.of_law))
    ja, en = "", ""
    if region.permitting:
        ja, en = "ほかの条項が認める範囲に限ります。", " Only as far as other clauses permit it."
    if tops:
        named = _clauses(tops)
        ja += f"{named.ja}の禁止は引き続き適用されます。"
        en += f" The bans of {named.en} still apply."
    return Word(ja, en)


def _clauses(tops: tuple[str, ...]) -> Word:
    if len(tops) > MANY:
        return Word("ほかの条項", "other clauses")
    return Word(
        japanese([numbered(top) for top in tops]),
        f"clause{'s' if len(tops) > 1 else ''} {english(tops)}",
    )


# ---------------------------------------------------------------------- new words


def _new_words(parts: Parts, at: int, *, is_new: bool) -> Word:
    """Return that clauses which do not ask for an attribute take in its new words, or lose them."""
    word, ja, noun = named(parts, at), ATTRIBUTE_WORDS[ATTRIBUTES[at]].ja, NOUNS[ATTRIBUTES[at]]
    where = _permitting(parts, parts.region.permitting)
    listed = f"({where.ja})" if where.ja else ""
    is_one = parts.region.box[at].bit_count() == 1
    nouns, it = (noun, "it") if is_one else (plural(noun), "them")
    kept = f"{where.en or 'is permitted'} whatever the {noun} is"
    if is_new:
        return Word(
            f"{ja}に{word.ja}が加わります。{ja}を問わない条項{listed}は、これにも当てはまります。",
            f"New {nouns}: {word.en}. What {kept} now extends to {it}.",
        )
    return Word(
        f"{ja}から{word.ja}がなくなります。"
        f"{ja}を問わない条項{listed}も、これには当てはまらなくなります。",
        f"No longer among the {plural(noun)}: {word.en}. What {kept} no longer extends to {it}.",
    )


def _permitting(parts: Parts, rules: int) -> Word:
    """Return which clauses permit, unless they are many."""
    tops = tuple(dict.fromkeys(parts.sides.this.rules[i].top for i in bits(rules)))
    if len(tops) > MANY:
        return NOTHING
    named = _clauses(tops)
    return Word(named.ja, f"{named.en} permit{'' if len(tops) > 1 else 's'}")


def _eased(parts: Parts, *, is_wider: bool) -> Word:
    """Return that many clauses ask for a fact no longer, or now as well."""
    where = _permitting(parts, parts.region.deciding)
    ja, en = where.ja or "多くの条項", where.en or "many clauses permit"
    fact = parts.conditions(parts.region.dropped)
    if is_wider:
        return Word(
            f"{ja}が認めることは、これまで{fact.ja}に限られていましたが、限られなくなります。",
            f"What {en} was allowed only {fact.en}; it is now allowed without that.",
        )
    return Word(
        f"{ja}が認めることは、今後は{fact.ja}に限られます。",
        f"What {en} is now allowed only {fact.en}.",
    )


def named(parts: Parts, at: int) -> Word:
    """Return the words of one attribute in quotation marks."""
    policy = parts.sides.this.book.policy
    tables: dict[int, dict[str, Word]] = {
        1: {one.id: one.word for one in policy.categories.values()},
        2: dict(policy.sensitive),
        4: {one.id: one.word for one in policy.purposes.values()},
        6: {one.id: one.word for one in policy.parties.values()},
        7: {one.id: one.word for one in policy.parties.values()},
        8: dict(policy.people),
    }
    words = [tables[at][str(one)] for one in parts.sides.words.named(at, parts.region.box[at])]
    ja = "".join(f"「{one.ja.rstrip('。')}」" for one in words)
    return Word(ja, english([f"“{one.en.rstrip('.')}”" for one in words]))


# ---------------------------------------------------------------------- duties


def _duty(parts: Parts, *, is_added: bool) -> Word:
    owed = parts.region.owed
    if owed is None:
        return NOTHING
    text = text_of(parts.sides.this.book, owed.clause)
    time = due(owed.within, owed.since, owed.every)
    notes = parts.conditions(parts.region.facts)
    ja_when = f"({notes.ja})" if notes.ja else ""
    en_when = f" ({notes.en})" if notes.en else ""
    acts = japanese([(DEEDS.get(act) or ALONE[act]).ja for act in parts.acts], OR.ja)
    what = "" if set(parts.acts) <= ALONE.keys() else f"{parts.data().ja}の"
    ja_change = "義務が加わります" if is_added else "義務がなくなります"
    en_change = "a duty is added" if is_added else "a duty is dropped"
    return Word(
        f"{what}{acts}について{ja_when}、次の{ja_change}:{text.ja.rstrip('。')}{time.ja}。",
        f"When {parts.actor().en} {_deed_en(parts)}{en_when}, {en_change}: "
        f"{text.en.rstrip('.')}{time.en}.",
    )
