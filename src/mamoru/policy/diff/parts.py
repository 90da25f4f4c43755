"""The parts of a sentence about a region: who does what with what, and under which conditions."""

from dataclasses import dataclass

from mamoru.policy.diff import naming
from mamoru.policy.diff.conditions import condition
from mamoru.policy.diff.lists import english, japanese
from mamoru.policy.diff.regions import Region
from mamoru.policy.diff.sides import ACT, DATA, IDENTIFYING, PURPOSE, SENSITIVE, Sides
from mamoru.policy.model import ATTRIBUTES, Policy, Value
from mamoru.policy.verdict import bits
from mamoru.policy.words import Word

FROM, TO, BY, WHOSE, PLACE, RESIDENCE = (
    ATTRIBUTES.index(name) for name in ("from", "to", "by", "whose", "place", "residence")
)
NOTHING = Word("", "")
AND, OR = Word("及び", "and"), Word("又は", "or")
VERBS: dict[str, Word] = {
    "collect": Word("取得", "collect"),
    "use": Word("利用", "use"),
    "provide": Word("提供", "provide"),
    "entrust": Word("委託", "entrust"),
    "share": Word("共同利用", "share"),
}
"""Acts that take information as their object, and are done to somebody or with somebody."""
DEEDS: dict[str, Word] = {
    "explain_purpose": Word("利用目的の通知", "tell the purposes of use of"),
    "disclose": Word("開示", "disclose"),
    "disclose_records": Word("第三者提供記録の開示", "disclose the provision records of"),
    "correct": Word("訂正", "correct"),
    "add": Word("追加", "add to"),
    "erase": Word("削除", "erase"),
    "suspend_use": Word("利用停止", "stop the use of"),
    "suspend_provision": Word("第三者提供の停止", "stop the provision of"),
    "dispose": Word("消去等の処理", "dispose of"),
    "publish": Word("公表", "publish"),
    **VERBS,
}
"""Acts on information."""
ALONE: dict[str, Word] = {
    "amend": Word("本ポリシーの改定", "revise this policy"),
    "answer": Word("お問い合わせへの回答", "answer inquiries"),
}
"""Acts that need no information."""
_ANY_DATA = Word("情報", "information")
_SENSITIVE = Word("機微情報", "sensitive information")


@dataclass(frozen=True, slots=True)
class Parts:
    """Says the parts of one region in the words of the version that it belongs to."""

    sides: Sides
    region: Region

    def values(self, at: int) -> tuple[Value, ...] | None:
        """Return the values of an attribute, `None` where it is left out."""
        if at in self.region.left_out:
            return None
        return self.sides.words.named(at, self.region.box[at])

    @property
    def acts(self) -> tuple[str, ...]:
        """Return the acts."""
        return tuple(map(str, self.sides.words.named(ACT, self.region.box[ACT])))

    def actor(self) -> Word:
        """Return who acts; the company where nobody in particular does."""
        values = [one for one in self.values(BY) or () if one is not None]
        if not values or values == ["company"]:
            return Word("当社", "we")
        first = Word("当社", "we") if "company" in values else None
        others = [one for one in values if one != "company"]
        return naming.parties(self._policy, others, AND, first=first)

    @property
    def _policy(self) -> Policy:
        return self.sides.this.book.policy

    def data(self) -> Word:
        """Return which information, of whom, and in which form."""
        leaves, form = self.values(DATA), self.values(IDENTIFYING)
        if form == (True,):
            leaves = self._that_may_identify(leaves) or leaves
        word = _ANY_DATA if leaves is None else naming.data(self._policy, leaves)
        stated = self.values(SENSITIVE)
        if stated is not None:
            word = self._sensitive(word, stated, is_any=leaves is None)
        if form == (True,):
            told = f"{word.en} (in a form that identifies the person)"
            word = Word(f"個人を識別できる形の{word.ja}", told)
        elif form == (False,) and (leaves is None or self._that_may_identify(leaves)):
            told = f"{word.en} (in a form that identifies nobody)"
            word = Word(f"個人を識別できない形の{word.ja}", told)
        return self._of_whom(word)

    def _that_may_identify(self, leaves: tuple[Value, ...] | None) -> tuple[Value, ...]:
        """Return the categories by which somebody may be told."""
        known = self._policy.categories
        return tuple(
            one for one in leaves or () if one is None or known[str(one)].identifies != "never"
        )

    def _sensitive(self, word: Word, stated: tuple[Value, ...], *, is_any: bool) -> Word:
        kinds = [self._policy.sensitive[str(one)] for one in stated if one is not None]
        if not kinds:
            return Word(f"{word.ja}(機微情報を除く)", f"{word.en} (not sensitive information)")
        is_all = len(kinds) == len(self._policy.sensitive)
        named = Word(japanese([k.ja for k in kinds]), english([k.en.lower() for k in kinds]))
        named = _SENSITIVE if is_all else named
        if None in stated:
            return Word(f"{word.ja}({named.ja}を含む)", f"{word.en} ({named.en} included)")
        if is_any:
            return named
        return Word(f"{word.ja}のうち{named.ja}", f"{named.en} among {word.en}")

    def _of_whom(self, word: Word) -> Word:
        whose, lives = self.values(WHOSE), self.values(RESIDENCE)
        if lives is not None:
            where = naming.residences(lives)
            word = Word(f"{where.ja}方の{word.ja}", f"{word.en} of people {where.en}")
        if whose is not None:
            who = naming.people(self._policy, whose)
            word = Word(f"{who.ja}の{word.ja}", f"{word.en} of {who.en}")
        return word

    def recipient(self) -> Word:
        """Return to whom or with whom, and where that is."""
        values, places = self.values(TO), self.values(PLACE)
        if values is None and places is None:
            return NOTHING
        named = [one for one in values or () if one is not None]
        who = naming.parties(self._policy, named, OR) if named else Word("相手方", "anybody")
        if values is not None and None in values:
            who = Word(f"{who.ja}(示されない場合を含む)", f"{who.en} (or nobody stated)")
        if places is not None:
            where = naming.places(places)
            who = Word(f"{where.ja}{who.ja}", f"{who.en} {where.en}")
        is_shared = self.acts == ("share",)
        return Word(
            f"{who.ja}{'と' if is_shared else 'に'}", f"{'with' if is_shared else 'to'} {who.en}"
        )

    def purpose(self) -> Word:
        """Return for what."""
        values = self.values(PURPOSE)
        if values is None:
            return NOTHING
        if values == (None,):
            return Word("利用目的を示さずに", "without a stated purpose")
        word = naming.purposes(self._policy, values)
        if None in values:
            return Word(f"{word.ja}、又は利用目的を示さずに", f"{word.en}, or for none stated")
        return word

    def source(self) -> Word:
        """Return from where it is collected."""
        values = self.values(FROM)
        return NOTHING if values is None else naming.sources(values)

    def conditions(self, facts: int) -> Word:
        """Return facts as conditions that hold together."""
        known = {**self.sides.other.book.policy.facts, **self._policy.facts}
        said = [condition(name, known[name]) for name in self.sides.words.fact_names(facts)]
        return Word("、かつ、".join(one.ja for one in said), english([one.en for one in said]))

    def besides(self) -> Word:
        """Return what the other version asks for in addition, where it does the same on more."""
        other, region = self.sides.other, self.region
        more = [
            other.facts[rule] & ~region.facts
            for rule in bits(region.sharing)
            if not region.facts & ~self.sides.words.closed(other.facts[rule])
            and other.covers(rule, region.box)
        ]
        return self.conditions(min(more, key=int.bit_count)) if more else NOTHING
