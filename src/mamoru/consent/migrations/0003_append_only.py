"""The database itself refuses to change what people chose and were shown.

A row is refused to be updated by anybody. It is deleted only of a person whom the same transaction
names in `consent_erasing`. SQLite would let `INSERT OR REPLACE` delete rows in silence, so a row
that collides with another is refused before that.
"""

import re

from django.db import migrations

OF_PERSON = ("consent_choice", "consent_giving", "consent_shownto")
OTHERS = ("consent_notice", "consent_shown")
KEYS = {
    "consent_choice": ("id", "reference", "withdraws"),
    "consent_giving": ("id", "reference"),
    "consent_shownto": ("id", "shown"),
    "consent_notice": ("id", "(name, version, language, channel)"),
    "consent_shown": ("id", "reference"),
}
REFUSED = "rows are added and never changed"
ERASING = "EXISTS (SELECT 1 FROM consent_erasing WHERE person = OLD.person)"


def new(key):
    return re.sub(r"[a-z]+", r"NEW.\g<0>", key)


def sqlite():
    for table in (*OF_PERSON, *OTHERS):
        said = f"SELECT RAISE(ABORT, '{table}: {REFUSED}');"
        yield f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} BEGIN {said} END"
        unless = f"WHEN NOT {ERASING} " if table in OF_PERSON else ""
        yield f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} {unless}BEGIN {said} END"
        same = " OR ".join(
            f"EXISTS (SELECT 1 FROM {table} WHERE {key} = {new(key)})"  # noqa: S608 - our own words
            for key in KEYS[table]
        )
        yield f"CREATE TRIGGER {table}_replace BEFORE INSERT ON {table} WHEN {same} BEGIN {said} END"


def postgresql():
    yield (
        "CREATE OR REPLACE FUNCTION consent_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '%: {REFUSED}', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; "
        "END $$"
    )
    yield (
        "CREATE OR REPLACE FUNCTION consent_refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {ERASING} THEN RETURN OLD; END IF; "
        f"RAISE EXCEPTION '%: {REFUSED}', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; "
        "END $$"
    )
    for table in (*OF_PERSON, *OTHERS):
        delete = "consent_refuse_delete" if table in OF_PERSON else "consent_refuse"
        for when, function in (("UPDATE", "consent_refuse"), ("DELETE", delete)):
            yield (
                f"CREATE TRIGGER {table}_{when.lower()} BEFORE {when} ON {table}"
                f" FOR EACH ROW EXECUTE FUNCTION {function}()"
            )
        yield (
            f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION consent_refuse()"
        )


def forbid(_apps, schema_editor):
    statements = {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]
    for statement in statements():
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("consent", "0002_notices")]

    operations = [migrations.RunPython(forbid)]
