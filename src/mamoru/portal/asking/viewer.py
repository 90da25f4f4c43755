"""Who looks at a request, and whether it is theirs; another's looks like one that is not there."""

from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest

from django.http import Http404, HttpRequest
from django.urls import reverse

from mamoru.faces.here import account_of
from mamoru.gate.looking import looking
from mamoru.portal.asking.models import Followed
from mamoru.rights.requests.models import Request

FOLLOWING = "asking_following"
"""In a session without an account: the request that it follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Somebody at a request: the person it is about, or whoever made it on a page."""

    row: Request
    is_public: bool
    is_agent: bool
    """Whether they ask for somebody else."""

    @property
    def is_maker(self) -> bool:
        """Whether they may go on with it: an agent's request is the agent's."""
        return self.is_agent or self.row.by == "person"

    @property
    def is_known(self) -> bool:
        """Whether it is known who asks, so that what is held may show through."""
        return self.row.verified_at is not None

    @property
    def is_told(self) -> bool:
        """Whether they may learn where it stands: known, or the person in question, signed in.

        Whoever only claims something, for themselves or for another, would learn who is held.
        """
        return self.is_known or not (self.is_public or self.is_agent)

    def at(self, act: str = "") -> str:
        """Return the address of the request, or of something that is done with it."""
        place = "contact" if self.is_public else "portal"
        if act:
            return reverse(f"{place}_request_act", kwargs={"ref": self.row.ref, "act": act})
        return reverse(f"{place}_request", kwargs={"ref": self.row.ref})


def signed_in(request: HttpRequest, ref: str) -> Viewer:
    """Return whoever is signed in at one of their requests; raises `Http404`."""
    account = account_of(request)
    with looking():
        row = Request.objects.filter(ref=ref).first()
        made = row and Followed.objects.filter(request=row, account=account.handle).exists()
    if row is None or not (made or (row.person and row.person == account.ref)):
        raise Http404
    return Viewer(row=row, is_public=False, is_agent=bool(made))


def following(request: HttpRequest, ref: str) -> Viewer:
    """Return whoever follows a request by its code; raises `Http404`."""
    if request.session.get(FOLLOWING) != ref:
        raise Http404
    with looking():
        row = Request.objects.filter(ref=ref).first()
    if row is None:
        raise Http404
    return Viewer(row=row, is_public=True, is_agent=row.by == "agent")


def follow(request: HttpRequest, ref: str, code: str) -> bool:
    """Let a session follow a request, if the code is the one that was shown for it."""
    with looking():
        found = Followed.objects.filter(request__ref=ref.strip()).exclude(code_hash="").first()
    if not compare_digest(hashed(code), found.code_hash if found else hashed("")):
        return False
    if found is None:
        return False
    request.session.cycle_key()
    request.session[FOLLOWING] = ref.strip()
    return True


def hashed(code: str) -> str:
    """Return what a code is known by, however its groups are parted."""
    plain = "".join(sign for sign in code.lower() if sign.isalnum())
    return sha256(plain.encode()).hexdigest()
