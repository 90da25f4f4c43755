"""How allauth fits in: nobody signs up by themselves, letters go through the outbox.

A person's code goes to the address on file, sealed for them, and never to what was typed.
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse

from mamoru.faces.code_letter import send_code_aside
from mamoru.faces.here import door_of
from mamoru.faces.language import spoken
from mamoru.faces.models import Account
from mamoru.faces.network import address_of
from mamoru.faces.secret import sealed, unsealed
from mamoru.faces.signed_in import is_lately, note_sign_in
from mamoru.faces.wording_account import ACCOUNT, ERRORS, MESSAGES, PASSKEY_NAME

_SAID = {code: spoken(word) for code, word in ERRORS.items()}
_WAYS = {
    "reauthenticate": spoken(ACCOUNT["password"]),
    "mfa_reauthenticate": spoken(ACCOUNT["app"]),
    "mfa_reauthenticate:webauthn": spoken(ACCOUNT["keys"]),
}
"""How somebody proves anew who they are, by allauth's name of it."""
_SECOND, _OURS = "allauth.mfa.stages.AuthenticateStage", "mamoru.faces.stages.SecondStep"


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """What allauth asks of us about accounts."""

    error_messages = DefaultAccountAdapter.error_messages | _SAID

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's word
        """Nobody makes an account by themselves."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead to the person's pages or to the console."""
        account: Any = request.user
        return reverse("portal_start" if account.ref is not None else "console_today")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - as above
        """Lead to the policy, which everybody may read."""
        return "/policy"

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign somebody in, and keep when."""
        super().login(request, user)
        note_sign_in(request)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return by which address attempts are counted."""
        return address_of(request.META) or "unknown"

    def get_login_stages(self) -> list[str]:
        """Return what is asked one after the other."""
        return [_OURS if one == _SECOND else one for one in super().get_login_stages()]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:  # noqa: ANN401 - as above
        """Return whether it has to be proved anew who somebody is.

        Officers have a password or a second factor to show. People have neither: they sign in
        anew, by a code, from the company's service or by passkey, and that counts for a while.
        """
        request = context.request
        account: Any = getattr(request, "user", None)
        if isinstance(account, Account) and account.ref is not None:
            return not is_lately(request)
        required: bool = super().is_reauthentication_required(app=app, **kwargs)
        return required

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - as above
        """Return how somebody proves anew who they are."""
        if isinstance(user, Account) and user.ref is not None:
            return [{"id": "again", "description": "", "url": reverse("portal_again")}]
        found: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [one | {"description": str(_WAYS[one["id"]])} for one in found]

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None,
        message_context: dict[str, Any] | None = None, extra_tags: str = "",  # noqa: ARG002 - as above
        message: str | None = None,
    ) -> None:  # fmt: skip
        """Say in our words that something is done; what a page says itself is not said twice."""
        if message is None and message_template in MESSAGES:
            message = spoken(MESSAGES[message_template])
        if message:
            messages.add_message(request, level, message)

    def send_mail(self, template_prefix: str, email: str, context_: dict[str, Any]) -> None:  # noqa: ARG002 - as above
        """Send a code to the person it is for; nothing else is sent by mail."""
        if template_prefix != "account/email/login_code":
            return
        request = context.request
        account = getattr(request, "mamoru_code_for", None)
        if isinstance(account, Account) and account.ref is not None:
            send_code_aside(door_of(request), account.ref, str(context_["code"]))

    def send_notification_mail(self, *args: object, **kwargs: object) -> None:
        """Send nothing: no address is kept here."""


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]  # as above
    """What allauth asks of us about second factors."""

    error_messages = DefaultMFAAdapter.error_messages | _SAID

    def encrypt(self, text: str) -> str:
        """Return a secret as it is stored."""
        return sealed("mfa", text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret as it was."""
        return unsealed("mfa", encrypted_text)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002, ANN401 - as above
        """Return what a passkey is called whose owner gives it no name."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return str(spoken(PASSKEY_NAME, number=count + 1))

    def get_totp_issuer(self) -> str:
        """Return what an authenticator app shows beside the name."""
        return "Mamoru"
