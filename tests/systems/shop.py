"""A shop's database: customers, addresses that several share, orders, messages of two people."""

from tests.systems.company import Company

TABLES = """
CREATE TABLE addresses (id INTEGER PRIMARY KEY, street VARCHAR(80), delivery_note VARCHAR(80));
CREATE TABLE customers (id INTEGER PRIMARY KEY, email VARCHAR(120) NOT NULL UNIQUE,
    name VARCHAR(60), address_id INTEGER REFERENCES addresses(id));
CREATE TABLE orders (id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers(id), amount INTEGER);
CREATE TABLE order_lines (order_id INTEGER NOT NULL REFERENCES orders(id), line INTEGER NOT NULL,
    product VARCHAR(40), PRIMARY KEY (order_id, line));
CREATE TABLE messages (id INTEGER PRIMARY KEY, sender INTEGER REFERENCES customers(id),
    receiver INTEGER REFERENCES customers(id), text VARCHAR(200));
CREATE INDEX customers_address ON customers (address_id);
CREATE INDEX orders_customer ON orders (customer_id);
CREATE INDEX messages_sender ON messages (sender);
CREATE INDEX messages_receiver ON messages (receiver)"""
MAP = """
mamoru_map: 1
system: shop
title: {ja: 店舗, en: Shop}
tables:
  customers:
    person:
      kind: member
      found_by: {account: id, email: email}
    columns:
      id: none
      email: {data: registration, item: email}
      name: {data: registration, item: name}
      address_id: none
    links:
      - {columns: [address_id], to: addresses, is: owns, on_get: {anonymise: [delivery_note]}}
  addresses:
    shared: {anonymise: [delivery_note]}
    columns:
      id: none
      street: {data: registration, item: address}
      delivery_note: {data: registration}
  orders:
    columns:
      id: none
      customer_id: none
      amount: {data: registration}
  order_lines:
    columns:
      order_id: none
      line: none
      product: {data: registration}
  messages:
    shared: show
    columns:
      id: none
      sender: {data: registration}
      receiver: {data: registration}
      text: {data: registration}
    links:
      - {columns: [sender], to: customers, is: owned_by, on_get: {anonymise: [receiver]}}
      - {columns: [receiver], to: customers, is: owned_by, on_get: {anonymise: [sender]}}
"""


def stock(company: Company) -> None:
    """Make the tables, with three customers of whom two live together."""
    company.run(*TABLES.split(";"))
    company.fill("addresses", [(1, "1-1 Example", "ring twice"), (2, "2-2 Example", "alone")])
    company.fill(
        "customers",
        [
            (1, "one@example.com", "Customer One", 1),
            (2, "two@example.com", "Customer Two", 1),
            (3, "three@example.com", "Customer Three", 2),
        ],
    )
    company.fill("orders", [(10, 1, 500), (11, 1, 700), (20, 2, 900)])
    company.fill("order_lines", [(10, 1, "tea"), (10, 2, "cup"), (11, 1, "pot"), (20, 1, "fan")])
    company.fill("messages", [(100, 1, 2, "hello"), (101, 2, 3, "bye"), (102, 1, 1, "self")])
