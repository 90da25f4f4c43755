"""What is to be said of a map held against a schema: errors block the system, warnings do not."""

from typing import NamedTuple

from mamoru.errors import Fact, Language
from mamoru.policy.errors import Place

ERRORS: dict[str, tuple[str, str]] = {
    "no-people": (
        "本人を表す表(person)がありません。",
        "No table holds people (person), so nobody can be found.",
    ),
    "table-missing": (
        "表「{table}」はデータベースにありません。",
        "The database has no table {table!r}.",
    ),
    "column-missing": (
        "表「{table}」に列「{column}」はありません。",
        "The table {table!r} has no column {column!r}.",
    ),
    "key-missing": (
        "表「{table}」には主キーがありません。行を区別する列を key に書いてください。",
        "The table {table!r} has no primary key; write under key what tells its rows apart.",
    ),
    "key-not-unique": (
        "表「{table}」の key({columns})に一意性の制約がなく、行を区別できません。",
        "Nothing keeps the key ({columns}) of {table!r} unique, so its rows cannot be told apart.",
    ),
    "table-unmapped": (
        "表「{table}」は本人の表「{to}」を指していますが、対応表にありません。",
        "The table {table!r} points to people's table {to!r} but is not in the map.",
    ),
    "ownership-ambiguous": (
        "表「{table}」の所有者の候補が複数あります({links})。それぞれに is を書いてください。",
        "Several may own the rows of {table!r} ({links}); write `is` for each.",
    ),
    "owner-unowned": (
        "{link} を所有関係としていますが、表「{owner}」は誰のものでもありません。",
        "{link} is to be ownership, but nobody owns the rows of {owner!r}.",
    ),
    "reference-owned": (
        "表「{table}」は参照用(is: reference)ですが、{link} が所有関係です。",
        "The table {table!r} is for reference only, yet {link} says that somebody owns its rows.",
    ),
    "type-mismatch": (
        "{link} の両側の型が違います({left} と {right})。",
        "The two sides of {link} are of different types ({left} and {right}).",
    ),
    "flag-unfit": (
        "表「{table}」の停止フラグの値は、列「{column}」の型に合いません。",
        "The values of the suspension flag do not fit the column {column!r} of {table!r}.",
    ),
}
WARNINGS: dict[str, tuple[str, str]] = {
    "column-unmapped": (
        "表「{table}」の列「{column}」が対応表にありません。",
        "The column {column!r} of {table!r} is not in the map.",
    ),
    "column-looks-personal": (
        "表「{table}」の列「{column}」は個人の情報のようですが、{where}。",
        "The column {column!r} of {table!r} looks personal, but {where_en}.",
    ),
    "table-unknown": (
        "表「{table}」は対応表にありません。",
        "The table {table!r} is not in the map.",
    ),
    "nobody-owns": (
        "表「{table}」は個人の情報を持ちますが、誰のものでもないため、開示も消去もされません。",
        "Nobody owns the rows of {table!r}, which are personal: they are not shown or erased.",
    ),
    "nothing-personal": (
        "表「{table}」の行は本人のものですが、個人の情報の列がないため、何も開示されません。",
        "The rows of {table!r} are people's, but no column is personal: nothing of them is shown.",
    ),
    "nullable-ownership": (
        "{link} は NULL を許すため、所有者のない行ができます。",
        "{link} may be NULL, so there may be rows that nobody owns.",
    ),
    "variable-owners": (
        "表「{table}」の行は {count} 通りの関係から任意の人数に所有されます。",
        "The rows of {table!r} are owned by any number of people in {count} ways.",
    ),
    "shared-unsaid": (
        "表「{table}」の行は複数の人のものになり得ます。shared がないため、確認待ちになります。",
        "Several people may own a row of {table!r}. Without `shared` it waits for review.",
    ),
    "person-owned": (
        "本人の表「{table}」の行を、{link} により他の人も所有します。",
        "By {link} the rows of {table!r}, who are people, belong to others as well.",
    ),
    "identifier-repeats": (
        "表「{table}」の列「{column}」({kind})は一意でないため、同じ値の 2 人は定められません。",
        "{column!r} of {table!r} ({kind}) is not unique: two people may have one value.",
    ),
    "index-missing": (
        "表「{table}」の列 {columns} に索引がなく、1 人を探すたびに全行を読みます。",
        "There is no index on {columns} of {table!r}: to find one person, every row is read.",
    ),
    "index-unseen": (
        "表「{table}」は lower({column}) で探すため、その索引が必要です。",
        "{table!r} is searched by lower({column}), which needs an index.",
    ),
    "drifted": (
        "前回の確認の後に、スキーマが変わりました({what})。",
        "The schema has changed since the last check: {what}.",
    ),
}


class Remark(NamedTuple):
    """One thing about a map and its schema, with its place in the map."""

    code: str
    place: Place
    facts: tuple[tuple[str, Fact], ...] = ()

    @classmethod
    def of(cls, code: str, place: Place, **facts: Fact) -> "Remark":
        """Return the remark `code` at `place`."""
        return cls(code, place, tuple(facts.items()))

    @property
    def is_error(self) -> bool:
        """Whether the system is blocked by it."""
        return self.code in ERRORS

    def message(self, language: Language = "en") -> str:
        """Return what is to be said, without its place."""
        ja, en = (ERRORS if self.is_error else WARNINGS)[self.code]
        return (ja if language == "ja" else en).format_map(dict(self.facts))


NOWHERE = Place(1, 1)
"""The place of what is not in the map: its beginning."""
