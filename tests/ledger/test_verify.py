import random

import pytest
from django.apps import apps
from django.db import IntegrityError as DatabaseIntegrityError
from django.db import connection, models, transaction
from tests.ledger.logs import NOON, Value, change, rows_of, verified
from tests.store import Store

from mamoru.errors import IntegrityError, MamoruError
from mamoru.ledger.errors import (
    LogForkedError,
    LogRolledBackError,
    SigningStateMissingError,
)
from mamoru.ledger.sequencer import Sequencer
from mamoru.ledger.signing import Signed, read_signed
from mamoru.ledger.trace import forget_person
from mamoru.ledger.tree.errors import (
    CheckpointMissingError,
)
from mamoru.ledger.verify import verify, verify_here

ROWS_EACH = 2
pytestmark = pytest.mark.usefixtures("store")


def test_a_log_in_which_everything_holds_is_verified(sequencer: Sequencer) -> None:
    found = verified(sequencer)

    assert (found.checkpoint.size, found.pending, found.forgotten) == (608, 5, 0)
    assert verify_here() == found


@pytest.mark.usefixtures("sequencer")
def test_a_log_whose_note_of_what_was_signed_is_gone_is_not_verified(store: Store) -> None:
    (store.home / "ledger" / "signed.json").unlink()

    with pytest.raises(SigningStateMissingError):
        verify_here()


def test_an_unpublished_log_does_not_verify() -> None:
    with pytest.raises(CheckpointMissingError):
        verify_here()


def test_forgetting_people_leaves_a_log_that_verifies(sequencer: Sequencer) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        assert sum(forget_person(cursor, person) for person in (10, 11, 20)) == 3

    assert verified(sequencer).forgotten == 3


def flipped(column: str, value: Value | memoryview, rng: random.Random) -> list[Value]:
    """Return other values that a column could have instead."""
    match value:
        case None:
            return [0, 608, 5] if column == "first" else [b"", b"x", bytes(25)]
        case int():
            return [value + 1, value - 1, value + rng.randrange(2, 1000)]
        case str():
            at = rng.randrange(len(value))
            other = "A" if value[at] != "A" else "B"
            return [value[:at] + other + value[at + 1 :], value + "x", ""]
        case bytes() | memoryview():
            raw = bytearray(value)
            raw[rng.randrange(len(raw))] ^= 1 << rng.randrange(8)
            return [bytes(raw), bytes(value) + b"\0", bytes(value)[:-1], b""]


def columns() -> list[tuple[type[models.Model], str]]:
    return [
        (model, field.column)
        for model in apps.get_app_config("ledger").get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.Field) and field.concrete and field.column
    ]


@pytest.mark.parametrize(
    ("model", "column"), columns(), ids=lambda part: getattr(part, "__name__", part)
)
def test_a_changed_column_is_found(
    sequencer: Sequencer, model: type[models.Model], column: str
) -> None:
    rng = random.Random(f"{model.__name__}.{column}")  # noqa: S311 - which rows, no secret
    names = [field.column for field in model._meta.concrete_fields if field.column]
    rows = rows_of(model._meta.model_name or "")
    condition = " AND ".join(f"{name} = %s" for name in keys_of(model))
    verified(sequencer)
    changed = 0

    for row in rng.sample(rows, min(ROWS_EACH, len(rows))):
        values = dict(zip(names, row, strict=True))
        keys = [values[name] for name in keys_of(model)]
        for value in flipped(column, values[column], rng):
            if any({**values, column: value} == dict(zip(names, one, strict=True)) for one in rows):
                continue
            try:
                with transaction.atomic():
                    sql = f"UPDATE {model._meta.db_table} SET {column} = %s WHERE {condition}"  # noqa: S608 - our table
                    change(sql, value, *keys)
                    with pytest.raises(MamoruError) as raised:
                        verified(sequencer)
                    assert isinstance(raised.value, IntegrityError), (value, raised.value)
                    changed += 1
                    transaction.set_rollback(True)
            except DatabaseIntegrityError:
                continue  # the database itself refuses two rows of one key
    assert changed >= 1


def keys_of(model: type[models.Model]) -> list[str]:
    key = model._meta.pk
    if isinstance(key, models.CompositePrimaryKey):
        return list(key.field_names)
    return [str(key.column)]


def test_a_log_behind_what_was_signed_does_not_verify(sequencer: Sequencer) -> None:
    signed = read_signed(sequencer.directory)
    with connection.cursor() as cursor:
        with pytest.raises(LogRolledBackError):
            verify(cursor, sequencer.vkey, Signed(609, signed.root, NOON))
        with pytest.raises(LogForkedError):
            verify(cursor, sequencer.vkey, Signed(607, signed.root, NOON))
        assert verify(cursor, sequencer.vkey, signed).checkpoint.size == 608
