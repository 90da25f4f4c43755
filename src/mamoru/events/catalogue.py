"""Which files there are, and who has rows in them. The transaction is the caller's."""

from collections.abc import Collection

from django.db import connection
from django.db.models import F, Q

from mamoru.events.models import File, Place
from mamoru.events.queries import Row


def add(name: str, day: int, rows: Collection[Row]) -> None:
    """Name a file that is written, with everybody who has rows in it."""
    ends = min(row.until for row in rows)
    file = File.objects.create(name=name, day=day, rows=len(rows), ends=ends)
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO events_place (person, file) VALUES (%s, %s)",
            [(person, file.pk) for person in sorted({row.person for row in rows})],
        )


def drop(file: File) -> None:
    """Name a file no longer."""
    Place.objects.filter(file=file.pk).delete()
    File.objects.filter(pk=file.pk).delete()


def files_of(people: Collection[int]) -> list[str]:
    """Return the names of the files in which one of `people` has rows, oldest day first."""
    numbers = Place.objects.filter(person__in=list(people)).values_list("file", flat=True)
    found = File.objects.filter(pk__in=sorted(set(numbers))).order_by("day", "pk")
    return list(found.values_list("name", flat=True))


def files_on(day: int) -> list[File]:
    """Return the files of a day."""
    return list(File.objects.filter(day=day).order_by("pk"))


def people_on(day: int, after: int, limit: int) -> list[int]:
    """Return the next `limit` people after a number who have rows in the files of a day."""
    files = [file.pk for file in files_on(day)]
    found = Place.objects.filter(file__in=files, person__gt=after).order_by("person")
    return list(found.values_list("person", flat=True).distinct()[:limit])


def people_in(file: int) -> set[int]:
    """Return who has rows in a file and was not erased."""
    return set(Place.objects.filter(file=file).values_list("person", flat=True))


def unfit(today: int) -> list[File]:
    """Return the files with rows of erased people, or with rows whose time is over."""
    return list(File.objects.filter(Q(erased__gt=0) | Q(ends__lt=today)).order_by("pk"))


def names() -> set[str]:
    """Return the names of all files."""
    return set(File.objects.values_list("name", flat=True))


def forget(person: int) -> int:
    """Let nothing lead from a person to files any more; return in how many there were rows."""
    found = list(Place.objects.filter(person=person).values_list("file", flat=True))
    File.objects.filter(pk__in=found).update(erased=F("erased") + 1)
    Place.objects.filter(person=person).delete()
    return len(found)


def unchanged(file: File) -> bool:
    """Tell whether a file is named as it was looked up, with nobody erased since."""
    return File.objects.filter(pk=file.pk, name=file.name, erased=file.erased).exists()
