"""A page looks many things up, and opens the database once."""

import threading
from typing import Any

from django.db.backends.signals import connection_created
from tests.faces.inside import Inside


def test_a_page_opens_its_database_once(pages: Inside) -> None:
    officer = pages.officer("officer-1", "officer")
    officer.get("/console")
    opened: list[int] = []

    def note(**_: Any) -> None:
        if threading.current_thread() is threading.main_thread():
            opened.append(1)

    connection_created.connect(note)
    try:
        assert officer.get("/console").status_code == 200
    finally:
        connection_created.disconnect(note)

    assert len(opened) <= 1
