"""A person who is signed in to a running server, in a real browser."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from tests.faces.site import Site, violations

SHOTS = os.environ.get("TEST_SHOTS")
"""Directory for pictures of every page, for whoever looks at them."""
CUT = """() => [...document.querySelectorAll('main .scroll')]
  .filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.ariaLabel)"""
"""Parts of a page that are seen in whole only by scrolling sideways."""
JOIN = """
import json, sys
from contextlib import suppress
from time import time
import django; django.setup()
from django.test import Client
from tests.gate.samples import stored
from tests.leaving.samples import handed
from mamoru.faces.accounts import account_of_person
from mamoru.faces.secret import open_secrets
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import opened
from mamoru.tag.errors import TagUnchangedError
from mamoru.tag.publish import publish
from tests.tag.pages import TAG
with opened() as door:
    open_secrets(door)
    name = json.load(sys.stdin)
    with suppress(TagUnchangedError):
        publish(door, OFFICER, TAG.replace("SHOP", "https://www.shop.test").encode())
    ref = stored(door, name).ref
    handed(door, ref)
    account = account_of_person(ref, door.clock())
    client = Client()
    client.force_login(account)
    session = client.session
    session["mamoru_signed_in"] = {"at": time(), "name": "0123456789abcdef"}
    session.save()
    print(session.session_key)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """A person who is held, and the cookie of their session."""

    site: Site
    session: str

    def page(self, **look: Any) -> Page:
        page = self.site.page(**look)
        page.context.add_cookies(
            [{"name": "mamoru_session", "value": self.session, "url": self.site.url}]
        )
        return page


def somebody(site: Site, name: str) -> Somebody:
    """Store somebody, and sign them in."""
    home = site.server.home

    environment = {
        **os.environ, "MAMORU_HOME": str(home), "DJANGO_SETTINGS_MODULE": "mamoru.settings",
        "MAMORU_DATABASE": f"sqlite:///{home}/mamoru.sqlite3",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", JOIN], env=environment, capture_output=True, check=False,
        input=json.dumps(name).encode(),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    return Somebody(site=site, session=done.stdout.decode().strip())


def seen(page: Page, name: str, look: dict[str, Any], *, but: tuple[str, ...] = ()) -> None:
    """Hold a page against every rule of axe, and see that nothing runs out of it sideways."""
    wrong = [one for one in violations(page) if one.partition(":")[0] not in but]
    assert not wrong, (name, wrong)
    wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{name} is {wide} px too wide"
    cut = page.evaluate(CUT)
    assert cut == [], f"{name} hides part of {cut}"
    if SHOTS:
        width, scheme = look["viewport"]["width"], look["color_scheme"]
        label = re.sub(r"\W+", "-", name)
        path = Path(SHOTS) / f"{label}-{width}-{scheme}-{look['locale'][:2]}.png"
        page.screenshot(path=path, full_page=True)
