"""What a map of a schema could say: a proposal, with the questions that only people can answer."""

from collections.abc import Mapping

import msgspec

from mamoru.policy.model import Policy
from mamoru.policy.words import Word
from mamoru.systems.map.words import Guess, guess_of, names_people
from mamoru.systems.schema import ForeignKey, Schema, SchemaTable

Samples = Mapping[tuple[str, str], str]
"""What was found in values of a column, as the item it looks like."""
ITEM_OF_KIND = {"account": "account_id", "partner_id": "partner_customer_id"}


class ProposedColumn(msgspec.Struct, frozen=True, kw_only=True):
    """What a column probably holds; `data` empty: nothing personal was seen in it."""

    name: str
    data: str | None
    item: str | None = None
    question: Word | None = None
    is_link: bool = False
    """Whether it only tells rows apart or points to others."""


class ProposedLink(msgspec.Struct, frozen=True, kw_only=True):
    """How a row probably belongs."""

    columns: tuple[str, ...]
    to: str
    relation: str
    question: Word | None = None


class ProposedTable(msgspec.Struct, frozen=True, kw_only=True):
    """What a table probably is."""

    name: str
    found_by: dict[str, str] = {}
    columns: tuple[ProposedColumn, ...] = ()
    links: tuple[ProposedLink, ...] = ()
    key: tuple[str, ...] = ()
    is_reference: bool = False
    questions: tuple[Word, ...] = ()


def propose(
    schema: Schema, policy: Policy, *, samples: Samples | None = None
) -> tuple[ProposedTable, ...]:
    """Return a proposal for every table that is no view."""
    return _Proposing(schema, policy, samples or {}).tables()


class _Proposing:
    def __init__(self, schema: Schema, policy: Policy, samples: Samples) -> None:
        self._schema, self._policy, self._samples = schema, policy, samples
        self._there = {one.name: one for one in schema.tables.values() if not one.is_view}
        self._columns = {name: self._of(table) for name, table in self._there.items()}
        self._people = self._subjects()
        self._owned = self._spread()

    def tables(self) -> tuple[ProposedTable, ...]:
        return tuple(self._table(one) for one in self._there.values())

    def _of(self, table: SchemaTable) -> tuple[ProposedColumn, ...]:
        linked = {column for one in table.foreign_keys for column in one.columns}
        return tuple(
            ProposedColumn(name=name, data=None, is_link=True)
            if name in linked or (name,) == table.key
            else self._column(table.name, name)
            for name in table.columns
        )

    def _column(self, table: str, name: str) -> ProposedColumn:
        guess = guess_of(name)
        sampled = self._samples.get((table, name))
        if guess is None and sampled is None:
            return ProposedColumn(name=name, data=None)
        item = guess.item if guess else sampled or ""
        data = self._policy.category_of(item)
        if data is not None:
            return ProposedColumn(name=name, data=data, item=item)
        question = Word(
            f"{item} のようですが、ポリシーにその項目がありません。どの種類ですか。",
            f"This looks like {item}, which the policy has no item for: which category is it?",
        )
        return ProposedColumn(name=name, data=self._fallback(), question=question)

    def _fallback(self) -> str:
        categories = self._policy.categories
        opened = (name for name, one in categories.items() if one.is_open)
        return next(opened, next(iter(categories)))

    def _subjects(self) -> dict[str, dict[str, str]]:
        """Return the tables whose rows look like people, with what each is found by."""
        found = {}
        for name, table in self._there.items():
            by = dict(self._identifiers(table))
            points = any(self._looks(one.to) for one in table.foreign_keys if one.to != name)
            if self._looks(name) and table.key and by and not points:
                found[name] = by
        return found

    def _looks(self, name: str) -> bool:
        table = self._there.get(name)
        return table is not None and names_people(name)

    def _identifiers(self, table: SchemaTable) -> list[tuple[str, str]]:
        found = [("account", table.key[0])] if len(table.key) == 1 else []
        guesses = ((guess_of(name) or Guess(""), name) for name in table.columns)
        return found + [(one.kind, name) for one, name in guesses if one.kind]

    def _spread(self) -> set[str]:
        """Return the tables that are people's, or point to one that is."""
        owned = set(self._people)
        size = -1
        while size != len(owned):
            size = len(owned)
            owned |= {
                name
                for name, table in self._there.items()
                if any(one.to in owned for one in table.foreign_keys)
            }
        return owned

    def _table(self, table: SchemaTable) -> ProposedTable:
        name, columns = table.name, self._columns[table.name]
        links = tuple(self._link(table, one) for one in table.foreign_keys if one.to in self._there)
        is_owned = name in self._owned or self._is_pointed_at(name)
        is_personal = any(one.data for one in columns)
        questions = []
        if name in self._people:
            questions.append(
                Word("どの区分の本人ですか(kind)。", "Which class of people are they (kind)?")
            )
        if not table.key:
            questions.append(
                Word("主キーがありません。行を区別する列は何ですか。",
                     "There is no primary key: what tells rows apart?")
            )  # fmt: skip
        if is_owned and any(one.data is None and not one.is_link for one in columns):
            questions.append(
                Word("本人の行です。none の列にも、本人についての情報はありませんか。",
                     "Its rows are people's: does any column with none tell something of them?")
            )  # fmt: skip
        if is_personal and not is_owned:
            questions.append(
                Word("誰のものですか。外部キーからは分かりません。",
                     "Whose are its rows? No foreign key tells.")
            )  # fmt: skip
        return ProposedTable(
            name=name, found_by=self._people.get(name, {}), columns=columns, links=links,
            key=() if table.key else tuple(table.columns),
            is_reference=not is_owned and not is_personal, questions=tuple(questions),
        )  # fmt: skip

    def _is_pointed_at(self, name: str) -> bool:
        """Whether people's rows point to a table with something personal that points nowhere."""
        if name in self._owned or not any(one.data for one in self._columns[name]):
            return False
        return any(
            one.to == name
            for other, table in self._there.items()
            if other in self._owned
            for one in table.foreign_keys
        )

    def _link(self, table: SchemaTable, one: ForeignKey) -> ProposedLink:
        relation, question = "reference", None
        candidates = [other for other in table.foreign_keys if other.to in self._owned]
        if table.name in self._owned and self._is_pointed_at(one.to):
            relation = "owns"
            question = Word(
                "この行の持ち主は、指す先の行も持ちますか。",
                "Does whoever owns this row own the row it points to as well?",
            )
        elif table.name in self._people:
            question = Word("別の本人への参照ですか。", "Is this a reference to somebody else?")
        elif one.to in self._owned and one.to != table.name:
            relation = "owned_by"
            others = [other for other in candidates if other is not one and other.to != table.name]
            if others:
                question = Word(
                    "複数の人のものになります。本当に全員が所有しますか(owned_by、accessed_by、reference)。",
                    "Several people would own it: do all of them, may some only read it"
                    " (accessed_by), or is it a reference?",
                )
        return ProposedLink(columns=one.columns, to=one.to, relation=relation, question=question)
