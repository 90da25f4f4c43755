"""`mamoru systems …`, as an officer does it at the command line."""

import json
from pathlib import Path

import pytest
from tests.cli.running import mamoru
from tests.store import Store
from tests.systems.company import Company, sqlite_company
from tests.systems.shop import MAP, stock

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
GROUNDS = ("--ground", "request=req:1", "--ground", "identity_verified=id:1")
GOOD = MAP.replace("kind: member", "kind: individual")


@pytest.fixture
def shop(tmp_path: Path) -> Company:
    found = sqlite_company(tmp_path)
    stock(found)
    (tmp_path / "shop.yaml").write_text(GOOD)
    (tmp_path / "bad.yaml").write_text(GOOD.replace("amount:", "amounts:"))
    (tmp_path / "shop.url").write_text(f"{found.url}\n")
    return found


def test_a_draft_is_a_map_that_a_check_takes(store: Store, shop: Company, tmp_path: Path) -> None:
    drafted = mamoru("systems", "draft", shop.url, home=store.home)
    (tmp_path / "draft.yaml").write_text(drafted.stdout)
    checked = mamoru("systems", "check", "draft.yaml", "@shop.url", home=store.home, cwd=tmp_path)

    assert drafted.returncode == 0
    assert "# ? " in drafted.stdout
    assert (checked.returncode, "error" in checked.stdout) == (0, False)


def test_a_map_that_does_not_fit_ends_with_one(store: Store, shop: Company, tmp_path: Path) -> None:
    done = mamoru(
        "systems", "check", "bad.yaml", "@shop.url", "--format", "json",
        home=store.home, cwd=tmp_path,
    )  # fmt: skip

    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert [one["code"] for one in told["remarks"] if one["is_error"]] == ["column-missing"]


def test_a_person_is_traced_with_evidence_only_and_never_named_in_an_argument(
    store: Store, shop: Company, tmp_path: Path
) -> None:
    added = mamoru("systems", "add", "shop.yaml", "@shop.url", home=store.home, cwd=tmp_path)
    asked = ("systems", "trace", "shop", "--person", "email:-")
    refused = mamoru(*asked, home=store.home, stdin="one@example.com")
    found = mamoru(*asked, *GROUNDS, "--format", "json", home=store.home, stdin="one@example.com\n")
    nobody = mamoru(*asked, *GROUNDS, home=store.home, stdin="none@example.com\n")
    once = mamoru(
        "systems", "trace", "shop.yaml", "@shop.url", "--person", "account:1", *GROUNDS,
        home=store.home, cwd=tmp_path,
    )  # fmt: skip

    assert (added.returncode, refused.returncode) == (0, 1)
    assert len(json.loads(found.stdout)["rows"]) == 9
    assert (nobody.returncode, "Nothing is held" in nobody.stdout) == (0, True)
    assert "← order_lines(order_id) → orders [owned_by] orders (10)" in once.stdout


def test_a_map_is_replaced_shown_and_removed(store: Store, shop: Company, tmp_path: Path) -> None:
    mamoru("systems", "add", "shop.yaml", "@shop.url", home=store.home, cwd=tmp_path)
    (tmp_path / "shop.yaml").write_text(GOOD + "# again\n")

    mapped = mamoru("systems", "map", "shop", "shop.yaml", home=store.home, cwd=tmp_path)
    printed = mamoru("systems", "map", "shop", home=store.home)
    checked = mamoru("systems", "check", "shop", home=store.home)
    shown = mamoru("systems", "show", "shop", home=store.home)
    removed = mamoru("systems", "remove", "shop", home=store.home)
    listed = mamoru("systems", "list", "--format", "json", home=store.home)

    assert "map_number: 2" in mapped.stdout
    assert printed.stdout == GOOD + "# again\n"
    assert (checked.returncode, "errors: 0" in shown.stdout) == (0, True)
    assert str(tmp_path) not in shown.stdout
    assert (removed.returncode, json.loads(listed.stdout)) == (0, [])
