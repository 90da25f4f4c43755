"""Adding a passkey: officers as allauth has it, people without the codes of a second factor."""

from typing import Any

from allauth.mfa.webauthn.internal.flows import signup_authenticator
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from mamoru.faces.language import language_of
from mamoru.faces.wording import FRAME
from mamoru.notices.places import in_language


class AddPasskey(AddWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """Adds a passkey to the account of whoever proved lately who they are."""

    def get_form(self, form_class: Any = None) -> Any:  # noqa: ANN401 - as below
        """Return the form, in the language of the page."""
        form = super().get_form(form_class)
        form.fields["name"].label = in_language(FRAME["passkey_name"], language_of(self.request))
        return form

    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ANN401 - allauth's form
        """Keep the passkey.

        Recovery codes stand in for a second factor, which people have none of: they would be told
        to keep codes that open nothing.
        """
        account: Any = self.request.user
        if account.ref is None:
            response: HttpResponse = super().form_valid(form)
            return response
        signup_authenticator(
            self.request, account, form.cleaned_data["name"], form.cleaned_data["credential"]
        )
        return HttpResponseRedirect(reverse("portal_security"))


add_passkey = AddPasskey.as_view()
