"""Files of somebody who is erased: those the law keeps are held, opened for that alone, and go."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.gate.samples import Clock, last
from tests.gate.test_holding import AUDIT, ENDS, LEAVE, RULES, member

from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.door import Door
from mamoru.gate.erase import Certificate, erase
from mamoru.gate.errors import HandlingRefusedError
from mamoru.gate.files import opened, receive, sweep
from mamoru.gate.holding.ending import end_some
from mamoru.gate.holding.open import open_file, open_hold
from mamoru.gate.holding.publish import publish
from mamoru.gate.rotate import rotate
from mamoru.vault.errors import UnknownFileError
from mamoru.vault.files import Adopted, adopt
from mamoru.vault.read import fetch

RECEIPT, PORTRAIT = b"qqreceipt-8812 " * 9, b"qqportrait-5501 " * 9


def with_file(door: Door, ref: str, content: bytes, data: str, item: str) -> str:
    """Let a file be one of a person, and return its name."""
    name, key = opened(receive(door, OFFICER, "a-slot", "text/plain", [content]).token)
    file = Adopted(name=name, key=key, label="qqlabel", data=data, item=item, source="person")
    now = door.clock()
    door.writer.run(lambda _: adopt(door.keys, fetch(ref), [file], now=now))
    return name


def on_disk(door: Door, name: str) -> bool:
    return any(Path(door.files._directory).glob(f"*/{name}"))


@pytest.fixture
def gone(shop: Door) -> tuple[str, str, Certificate]:
    """Somebody with a file that the law keeps and one that it does not, erased."""
    ref = member(shop)
    kept = with_file(shop, ref, RECEIPT, "order", "article")
    lost = with_file(shop, ref, PORTRAIT, "account", "name")
    publish(shop, OFFICER, RULES)
    return kept, lost, erase(shop, OFFICER, LEAVE, ref, has_left=True)[0]


def test_a_file_that_the_law_keeps_is_held_and_every_other_goes(
    shop: Door, gone: tuple[str, str, Certificate]
) -> None:
    kept, lost, certificate = gone

    assert (on_disk(shop, kept), on_disk(shop, lost), certificate.files) == (True, False, 1)
    assert sweep(shop) == 0
    (held,) = certificate.held
    content = open_hold(shop, OFFICER, AUDIT, held.ref, kind="tax")[0].content
    assert [(one.file, one.value) for one in content if one.sort == "file"] == [(kept, "qqlabel")]
    found, _ = open_file(shop, OFFICER, AUDIT, held.ref, kept, kind="tax")
    assert (b"".join(found.content), found.media) == (RECEIPT, "text/plain")
    assert last().subject == held.pseudonym


@pytest.mark.parametrize(
    ("wish", "kind"),
    [
        (AUDIT, "accounts"),
        (Wish(act="use", purpose="delivery", grounds=AUDIT.grounds), "tax"),
        (Wish(act="use", purpose="charging"), "tax"),
    ],
)
def test_nothing_but_its_hold_s_purpose_and_law_opens_a_held_file(
    shop: Door, gone: tuple[str, str, Certificate], wish: Wish, kind: str
) -> None:
    kept, _, certificate = gone

    with pytest.raises(HandlingRefusedError):
        open_file(shop, OFFICER, wish, certificate.held[0].ref, kept, kind=kind)

    assert last().outcome == "refuse"


def test_a_file_that_is_in_no_hold_is_unknown_there(
    shop: Door, gone: tuple[str, str, Certificate]
) -> None:
    _, lost, certificate = gone

    with pytest.raises(UnknownFileError):
        open_file(shop, OFFICER, AUDIT, certificate.held[0].ref, lost, kind="tax")


def test_a_held_file_opens_after_the_keys_were_renewed_and_goes_with_its_hold(
    shop: Door, clock: Clock, gone: tuple[str, str, Certificate]
) -> None:
    kept, _, certificate = gone
    ref = certificate.held[0].ref
    rotate(shop)
    assert open_file(shop, OFFICER, AUDIT, ref, kept, kind="tax")[0].size == len(RECEIPT)

    clock.now = ENDS - timedelta(seconds=1)
    assert (end_some(shop, 10).ended, on_disk(shop, kept)) == (0, True)
    clock.now = ENDS
    assert (end_some(shop, 10).ended, on_disk(shop, kept)) == (1, False)


def test_a_file_of_two_holds_stays_until_the_later_one_ends(shop: Door, clock: Clock) -> None:
    ref = member(shop)
    kept = with_file(shop, ref, RECEIPT, "order", "article")
    longer = (
        RULES
        + b"""\
  loss:
    ja: \xe6\xac\xa0\xe6\x90\x8d
    en: a year with a loss
    clock: hold_tax_loss
    for: charging
    keep: [order]
"""
    )
    publish(shop, OFFICER, longer)
    erase(shop, OFFICER, LEAVE, ref, has_left=True)

    clock.now = ENDS
    assert (end_some(shop, 10).ended, on_disk(shop, kept)) == (1, True)
    clock.now = ENDS.replace(year=ENDS.year + 3)
    assert (end_some(shop, 10).ended, on_disk(shop, kept)) == (1, False)
