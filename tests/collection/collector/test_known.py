"""What a process remembers of people is never older than what they chose."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection
from tests.collection.collector.sending import (
    Site,
    search,
    send,
)

from mamoru.gate.observing.known import Known


def test_what_was_looked_up_before_somebody_chose_is_not_remembered_after(site: Site) -> None:
    send(site.sender(), search())
    ref = site.ref()
    assert ref is not None
    known, names = Known(site.door.keys), {("cookie_id", "visitor-1")}
    known.look(())  # from here on it notices what is chosen
    chose: list[str] = []

    def choosing(execute: Any, sql: str, *given: Any) -> Any:
        found = execute(sql, *given)
        if "FROM consent_choice WHERE person" in sql and not chose:
            with ThreadPoolExecutor(1) as pool:
                chose.append(site.consents(ref))
                pool.submit(look_elsewhere).result()
        return found

    def look_elsewhere() -> None:
        known.look(())
        connection.close()

    with connection.execute_wrapper(choosing):
        before = known.look(names)
    after = known.look(names)

    assert [len(rows) for rows in before.choices.values()] == [0]
    assert [[one.reference for one in rows] for rows in after.choices.values()] == [chose]


def test_only_so_many_people_are_remembered(site: Site) -> None:
    sender = site.sender()
    send(sender, *[search(n, visitor=f"visitor-{n}") for n in range(5)])
    known = Known(site.door.keys, most=3)
    names = [("cookie_id", f"visitor-{n}") for n in range(5)]

    for name in (*names, *names):
        assert set(known.look([name]).held) == {name}
    assert set(known.look(names).held) == set(names)
    assert len(known) == 3
