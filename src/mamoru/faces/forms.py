"""Forms of signing in and of changing how, in our own words; what they check is allauth's."""

from collections.abc import Mapping
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from allauth.mfa.base import forms as second
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm

from mamoru.errors import MamoruError
from mamoru.faces.accounts import account_of_person
from mamoru.faces.here import PORTAL, door_of, now_of
from mamoru.faces.language import spoken
from mamoru.faces.wording_account import DIGITS, DIGITS_OR_SPARE, FIELDS, NEEDED
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.read import find
from mamoru.policy.words import Word
from mamoru.rights.requests.receive import finding_purpose


class Worded:
    """Names every field in our words, and beside it: what stands in a field goes as one types."""

    asked: ClassVar[Mapping[str, Word]] = {}
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            word = self.asked.get(name) or FIELDS.get(name)
            if word is not None:
                field.label = spoken(word)
            field.widget.attrs.pop("placeholder", None)
            field.error_messages["required"] = spoken(NEEDED)
        if "passwordless" in self.fields:
            self.fields["passwordless"].help_text = ""


class SignInForm(Worded, account.LoginForm):  # type: ignore[misc]  # allauth ships no types
    """Asks officers for their name and password."""


class AgainForm(Worded, account.ReauthenticateForm):  # type: ignore[misc]  # as above
    """Asks officers for their password once more."""


class ChangeForm(Worded, account.ChangePasswordForm):  # type: ignore[misc]  # as above
    """Asks officers for the password they have, and the one they want."""


class ChooseForm(Worded, account.SetPasswordForm):  # type: ignore[misc]  # as above
    """Asks officers who have none for a password."""


class LinkForm(Worded, account.ResetPasswordKeyForm):  # type: ignore[misc]  # as above
    """Asks officers who came by a link for a password."""


class ConfirmForm(Worded, account.ConfirmLoginCodeForm):  # type: ignore[misc]  # as above
    """Asks people for the number that was mailed."""


class DigitsForm(Worded, ActivateTOTPForm):  # type: ignore[misc]  # as above
    """Asks for what a new authenticator app shows."""

    asked = {"code": DIGITS}  # noqa: RUF012 - a constant of the class


class SecondForm(Worded, second.AuthenticateForm):  # type: ignore[misc]  # as above
    """Asks officers for their second proof."""

    asked = {"code": DIGITS_OR_SPARE}  # noqa: RUF012 - as above


class SecondAgainForm(Worded, second.ReauthenticateForm):  # type: ignore[misc]  # as above
    """Asks officers for their second proof once more."""

    asked = {"code": DIGITS_OR_SPARE}  # noqa: RUF012 - as above


class PasskeyForm(Worded, AddWebAuthnForm):  # type: ignore[misc]  # as above
    """Asks what a new passkey is called."""


class RenameForm(Worded, EditWebAuthnForm):  # type: ignore[misc]  # as above
    """Asks what a passkey is to be called."""


class CodeForm(Worded, account.RequestLoginCodeForm):  # type: ignore[misc]  # as above
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
