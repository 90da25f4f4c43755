"""`mamoru systems forget` and `resume`, as an officer uses them."""

import json
from pathlib import Path

import pytest
from tests.cli.running import mamoru
from tests.systems import shop
from tests.systems.company import sqlite_company
from tests.systems.forget.test_forgetting import MAP

GROUNDS = (
    "--ground=request=request:1", "--ground=identity_verified=identity:1",
    "--ground=investigated=inquiry:1",
)  # fmt: skip


@pytest.mark.slow
def test_an_officer_plans_applies_and_is_told_what_stays(tmp_path: Path) -> None:
    company = sqlite_company(tmp_path)
    shop.stock(company)
    home = tmp_path / "home"
    (tmp_path / "shop.yaml").write_text(MAP)
    (tmp_path / "url").write_text(company.url)
    asked = ("systems", "forget", str(tmp_path / "shop.yaml"), f"@{tmp_path / 'url'}")
    somebody = {
        "whose": "individual", "residence": "JP", "identifiers": {"account": "99"}, "items": {},
    }  # fmt: skip
    begun = mamoru(
        "person", "add", "--act=collect", "--from=person", "--ground=notice_shown=notice:1",
        home=home, stdin=json.dumps(somebody),
    )  # fmt: skip
    assert begun.returncode == 0, begun.stderr

    refused = mamoru(*asked, "--person", "account:1", home=home)
    assert refused.returncode == 1
    assert "one@example.com" not in refused.stderr + refused.stdout

    planned = mamoru(*asked, "--person", "account:1", *GROUNDS, "--format=json", home=home)
    assert planned.returncode == 0, planned.stderr
    told = json.loads(planned.stdout)
    assert told["counts"] == {"deletes": 7, "changes": 1, "co_owned": 2}
    assert {one["reason"] for one in told["stays"]} == {"co_owned"}
    assert company.rows("SELECT COUNT(*) FROM customers") == [(3,)]

    done = mamoru(*asked, "--person", "email:-", "--apply", *GROUNDS, home=home,
                  stdin="one@example.com")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert ": done, all" in done.stdout
    assert "one@example.com" not in done.stderr
    assert company.rows("SELECT id FROM customers ORDER BY id") == [(2,), (3,)]

    nothing = mamoru(*asked, "--person", "account:1", "--apply", *GROUNDS, home=home)
    assert nothing.returncode == 0
    assert "Nothing is held" in nothing.stdout

    left = mamoru("systems", "resume", home=home)
    assert (left.returncode, left.stdout) == (0, "")
