"""The company's own database of the demonstration: a small shop on SQLite, and its map.

Three of the sample people are customers. Two of them wrote a review together, and one has an
invoice that the tax law makes the company keep. Mamoru is given the file as it would be given any
database of the company's: its address, and the map that says what its columns hold.
"""

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from mamoru.cli.demo.people import sample_people
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.gate.systems import register
from mamoru.gate.systems.registering import NewSystem
from mamoru.law.calendar import tokyo_day

SYSTEM = "shop"
ASKER, BUYER, OTHER = 7, 6, 8
"""The customer who asks what is held, the one who leaves, and one who does neither."""
ORDERED, WROTE = "見本の湯のみ", "見本の感想:持ちやすい。"
_TABLES = """
CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers(id),
    product TEXT);
CREATE TABLE reviews (id INTEGER PRIMARY KEY, author INTEGER REFERENCES customers(id),
    co_author INTEGER REFERENCES customers(id), body TEXT);
CREATE TABLE invoices (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers(id),
    bill_to TEXT, delivery_note TEXT, amount INTEGER, filing_due DATE);
CREATE INDEX orders_customer ON orders (customer_id);
CREATE INDEX reviews_author ON reviews (author);
CREATE INDEX reviews_co_author ON reviews (co_author);
CREATE INDEX invoices_customer ON invoices (customer_id);
"""
MAP = """\
mamoru_map: 1
system: shop
title: {ja: 見本の店舗, en: Sample shop}
writable: true
tables:
  customers:
    person: {kind: individual, found_by: {email: email}}
    columns:
      id: none
      email: {data: registration, item: email}
      name: {data: registration, item: name}
  orders:
    columns:
      id: none
      customer_id: none
      product: {data: usage}
    links:
      - {columns: [customer_id], to: customers, is: owned_by}
  reviews:
    shared: show
    columns:
      id: none
      author: {data: registration}
      co_author: {data: registration}
      body: {data: supplied}
    links:
      - {columns: [author], to: customers, is: owned_by, on_get: {anonymise: [co_author]}}
      - {columns: [co_author], to: customers, is: owned_by, on_get: {anonymise: [author]}}
  invoices:
    hold: {clock: hold_tax, since: filing_due, keep: [bill_to, amount, filing_due]}
    columns:
      id: none
      customer_id: none
      bill_to: {data: registration, item: name}
      delivery_note: {data: supplied}
      amount: {data: usage}
      filing_due: none
    links:
      - {columns: [customer_id], to: customers, is: owned_by}
"""


def connected(door: Door, home: Path) -> Path:
    """Make the shop's database below `home`, register it with its map, and return its file."""
    file = home / "shop.sqlite3"
    with closing(sqlite3.connect(file)) as database, database:
        database.executescript(_TABLES)
        _stock(database, tokyo_day(door.clock()))
    register(door, OFFICER, NewSystem(url=f"sqlite:///{file}", map=MAP))
    return file


def rows(file: Path, query: str) -> list[tuple[object, ...]]:
    """Return what the database holds, as anybody sees who opens the file."""
    with closing(sqlite3.connect(file)) as database:
        return database.execute(query).fetchall()


def _stock(database: sqlite3.Connection, today: date) -> None:
    people = sample_people()
    customers = [
        (number, people[number].identifiers["email"], people[number].items["name"])
        for number in (BUYER, ASKER, OTHER)
    ]
    database.executemany("INSERT INTO customers VALUES (?, ?, ?)", customers)
    orders = [(1, BUYER, "見本の急須"), (2, ASKER, ORDERED), (3, OTHER, "見本の茶筒")]
    database.executemany("INSERT INTO orders VALUES (?, ?, ?)", orders)
    database.execute("INSERT INTO reviews VALUES (1, ?, ?, ?)", (BUYER, ASKER, WROTE))
    name = people[BUYER].items["name"]
    due = (today - timedelta(days=100)).isoformat()
    invoice = (1, BUYER, name, "見本:玄関の前へ", 3_300, due)
    database.execute("INSERT INTO invoices VALUES (?, ?, ?, ?, ?, ?)", invoice)
