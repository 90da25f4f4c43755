from datetime import UTC, date, datetime

from mamoru.vault.person import Draft, Identity, Item

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def someone(name: str = "Zenbu Tsukuribanashi", **changes: object) -> Draft:
    given: dict[str, object] = {
        "whose": "individual",
        "residence": "JP",
        "birth_date": date(1901, 2, 3),
        "identities": (Identity(kind="email", value=f"{name.split()[0].lower()}@example.jp"),),
        "items": (
            Item(data="registration", item="name", value=name, source="person"),
            Item(data="registration", item="employer", value="架空商事"),
            Item(data="health", item="allergy", value="月の光", sensitive="health"),
        ),
    } | changes
    return Draft(**given)  # type: ignore[arg-type] # the tests give what the type asks for
