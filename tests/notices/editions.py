"""Three texts of the reference policy: a former one, the one in force, and one to come."""

from datetime import UTC, datetime
from hashlib import sha256

from mamoru.gate.models import PolicyText
from mamoru.paths import reference_policy

FORMER, CURRENT, UPCOMING = "2021-01-11", "2022-02-04", "2027-04-01"
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
MODULES = "    from: [module]\n    data: [cookie]\n"
ADDED = "お客様の声を今後の参考とするため"


def former() -> bytes:
    """Return the text that was in force before."""
    text = reference_policy().decode()
    last = '    - {date: "2022-02-04", ja: 改定, en: Revised}\n'
    assert last in text
    text = text.replace(last, "")
    return text.replace('"2022-02-04"', f'"{FORMER}"', 2).encode()


def upcoming() -> bytes:
    """Return the text that will be in force: a wording differs, and what modules collect."""
    text = reference_policy().decode()
    last = '    - {date: "2022-02-04", ja: 改定, en: Revised}\n'
    text = text.replace(
        last, f'{last}    - {{date: "{UPCOMING}", ja: <改定> & 追補, en: "<Revised> & more"}}\n'
    )
    for key in ("version", "effective_from"):
        text = text.replace(f'  {key}: "2022-02-04"', f'  {key}: "{UPCOMING}"')
    text = text.replace("サービスを円滑にご利用いただくため", ADDED)
    assert MODULES in text
    return text.replace(MODULES, MODULES.replace("[cookie]", "[cookie, device]")).encode()


def publish(text: bytes, version: str, published: datetime, in_force: datetime) -> None:
    """Put a text among those that were published."""
    PolicyText.objects.create(
        policy="kusavee",
        version=version,
        text_hash=sha256(text).hexdigest(),
        text=text,
        published_at=published,
        in_force_from=in_force,
    )


def publish_all() -> None:
    """Publish the three, each of the later two some time before it comes into force."""
    publish(former(), FORMER, at(2021, 1, 5), at(2021, 1, 10))
    publish(reference_policy(), CURRENT, at(2022, 1, 20), at(2022, 2, 3))
    publish(upcoming(), UPCOMING, at(2026, 11, 20), at(2027, 3, 31))


def at(year: int, month: int, day: int) -> datetime:
    """Return the first moment of the next day in Japan."""
    return datetime(year, month, day, 15, tzinfo=UTC)
