"""A person who is signed in to a running server, in a real browser."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page
from tests.faces.site import Site

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
