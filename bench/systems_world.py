"""Twenty tables of a made-up company, filled by statements alone: people, and what is theirs.

A chain ten deep, five tables beside each other, addresses that two people share through a link
table, messages of two people each, and reviews that may be read.
"""

from collections.abc import Iterator

EACH = 4
"""Rows that each person has in a table of their own."""
CHAIN = tuple(f"chain{number:02}" for number in range(1, 11))
BESIDE = tuple(f"beside{number}" for number in range(1, 6))
ROWS_OF_ONE = 1 + EACH * (len(CHAIN) + len(BESIDE)) + 1 + 2 + EACH + EACH
"""Rows in all tables for each person."""
_ROW = "id INTEGER PRIMARY KEY, parent INTEGER NOT NULL, word VARCHAR(40)"
_COLUMNS = "{id: none, parent: none, word: {data: registration}}"


def tables() -> Iterator[str]:
    """Yield the statements that make the tables, without indexes."""
    yield "CREATE TABLE people (id INTEGER PRIMARY KEY, email VARCHAR(60), name VARCHAR(40))"
    for name in (*CHAIN, *BESIDE, "reviews"):
        yield f"CREATE TABLE {name} ({_ROW})"
    yield "CREATE TABLE addresses (id INTEGER PRIMARY KEY, street VARCHAR(60))"
    yield (
        "CREATE TABLE living (person INTEGER NOT NULL, address INTEGER NOT NULL,"
        " PRIMARY KEY (person, address))"
    )
    yield (
        "CREATE TABLE messages (id INTEGER PRIMARY KEY, sender INTEGER NOT NULL,"
        " receiver INTEGER NOT NULL, word VARCHAR(40))"
    )


def indexes() -> Iterator[str]:
    """Yield the statements that make the indexes that `mamoru systems check` asks for."""
    yield "CREATE UNIQUE INDEX people_email ON people (email)"
    for name in (*CHAIN, *BESIDE, "reviews"):
        yield f"CREATE INDEX {name}_parent ON {name} (parent)"
    yield "CREATE INDEX living_address ON living (address)"
    yield "CREATE INDEX messages_sender ON messages (sender)"
    yield "CREATE INDEX messages_receiver ON messages (receiver)"


def rows(vendor: str, people: int) -> Iterator[str]:
    """Yield the statements that fill the tables for so many people."""
    many = people * EACH
    mail = "'p' || i || '@example.com'" if vendor != "mariadb" else "CONCAT('p',i,'@example.com')"
    half = "(i + 1) / 2" if vendor != "mariadb" else "(i + 1) DIV 2"
    owner = f"(i - 1) / {EACH} + 1" if vendor != "mariadb" else f"(i - 1) DIV {EACH} + 1"
    yield _filled("people", vendor, people, f"i, {mail}, 'Person'")
    yield _filled("addresses", vendor, (people + 1) // 2, "i, 'Example street'")
    yield _filled("living", vendor, people, f"i, {half}")
    for name in (*BESIDE, CHAIN[0]):
        yield _filled(name, vendor, many, f"i, {owner}, 'word'")
    for name in (*CHAIN[1:], "reviews"):
        yield _filled(name, vendor, many, "i, i, 'word'")
    yield _filled("messages", vendor, many, f"i, {owner}, i % {people} + 1, 'word'")


def _filled(table: str, vendor: str, count: int, values: str) -> str:
    if vendor == "postgresql":
        return f"INSERT INTO {table} SELECT {values} FROM generate_series(1, {count}) AS g(i)"  # noqa: S608
    if vendor == "mariadb":
        return f"INSERT INTO {table} SELECT {values} FROM (SELECT seq AS i FROM seq_1_to_{count}) n"  # noqa: S608
    return (
        f"INSERT INTO {table} WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"  # noqa: S608
        f" WHERE i < {count}) SELECT {values} FROM n"
    )


def map_text() -> str:
    """Return the map of it."""
    chain = zip(CHAIN, ("people", *CHAIN), strict=False)
    owned = [*chain, *((name, "people") for name in BESIDE)]
    lines = [
        "mamoru_map: 1", "system: big", "title: {ja: 大, en: Big}",
        "writable: true", "tables:",
        "  people:", "    person: {kind: individual, found_by: {account: id, email: email}}",
        "    columns: {id: none, email: {data: registration}, name: {data: registration}}",
        "  addresses:", "    shared: show", "    columns: {id: none, street: {data: registration}}",
        "  living:", "    columns: {person: none, address: none}", "    links:",
        "      - {columns: person, to: people, is: owned_by}",
        "      - {columns: address, to: addresses, is: owns}",
        "  messages:", "    shared: show",
        "    columns: {id: none, sender: none, receiver: none, word: {data: registration}}",
        "    links:", "      - {columns: sender, to: people, is: owned_by}",
        "      - {columns: receiver, to: people, is: owned_by}",
        "  reviews:", f"    columns: {_COLUMNS}",
        "    links: [{columns: parent, to: beside1, is: accessed_by}]",
    ]  # fmt: skip
    for name, to in owned:
        lines += [f"  {name}:", f"    columns: {_COLUMNS}"]
        lines += [f"    links: [{{columns: parent, to: {to}, is: owned_by}}]"]
    return "\n".join(lines) + "\n"
