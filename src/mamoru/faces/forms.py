"""The form at which a person asks for a code."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import RequestLoginCodeForm
from allauth.core import context, ratelimit

from mamoru.errors import MamoruError
from mamoru.faces.accounts import account_of_person
from mamoru.faces.here import PORTAL, door_of, now_of
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.read import find
from mamoru.rights.requests.receive import finding_purpose


class CodeForm(RequestLoginCodeForm):  # type: ignore[misc]  # allauth ships no types
    """Finds whose address it is through the door; whether there is somebody is never shown."""

    def clean_email(self) -> str:
        """Return the address as typed, and remember whose it is."""
        email: str = self.cleaned_data["email"]
        request: Any = context.request
        if not ratelimit.consume(request, action="request_login_code", key=email.lower()):
            raise get_adapter().validation_error("too_many_login_attempts")
        self._user = None
        door = door_of(request)
        purpose = finding_purpose(door.policy)
        try:
            ref = find(door, Asker(system=PORTAL), Wish(act="use", purpose=purpose), "email", email)
        except MamoruError:
            ref = None  # not allowed, or no address: both look as if there were nobody
        if ref is not None:
            self._user = account_of_person(ref, now_of(request))
            request.mamoru_code_for = self._user
        return email
