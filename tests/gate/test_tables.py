"""Tables and policy of an installation, as whoever opens its door finds them."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from tests.store import Store

from mamoru.gate.door import opened, prepare
from mamoru.gate.errors import OtherPolicyError
from mamoru.gate.shelf import PolicyUnpublishedError
from mamoru.paths import reference_policy

ROOT = Path(__file__).resolve().parents[2]
GLANCE = """
import sys
import django; django.setup()
from mamoru.gate.door import opened
from mamoru.paths import named_policy
with opened(policy=named_policy()):
    sys.exit("django.core.management.commands.migrate" in sys.modules)
"""


def tables() -> list[str]:
    with connection.cursor() as cursor:
        return connection.introspection.table_names(cursor)


def test_a_table_that_this_database_has_not_got_is_made(store: Store) -> None:
    before = tables()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE consent_shown")  # which leads to a notice
        for table in [one for one in before if one.startswith("consent_")]:
            cursor.execute(f"DROP TABLE IF EXISTS {table}")
        cursor.execute("DELETE FROM django_migrations WHERE app = 'consent'")

    prepare(policy=reference_policy())

    assert ("consent_choice" in before, sorted(tables())) == (True, sorted(before))


def test_tables_that_are_up_to_date_are_only_looked_at(store: Store) -> None:
    done = subprocess.run(
        [sys.executable, "-c", GLANCE], env=store.environment, check=False, capture_output=True
    )

    assert (done.returncode, done.stderr) == (0, b"")


def test_people_are_kept_under_one_policy(store: Store) -> None:
    with opened(policy=reference_policy()):
        pass
    another = (ROOT / "policies" / "clinic.yaml").read_bytes()
    later = reference_policy().replace(b"2022-02-04", b"2022-02-05")

    with pytest.raises(OtherPolicyError) as refused:
        prepare(policy=another)

    assert refused.value.facts == {"known": "kusavee", "other": "clinic"}
    with pytest.raises(PolicyUnpublishedError, match="2022-02-04"):
        prepare(policy=later)
    prepare(policy=None)
