"""Adding a passkey: officers as allauth has it, people without the codes of a second factor."""

from typing import Any

from allauth.mfa.webauthn.internal.flows import signup_authenticator
from allauth.mfa.webauthn.views import AddWebAuthnView, ListWebAuthnView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse


class AddPasskey(AddWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """Adds a passkey to the account of whoever proved lately who they are."""

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


class ListPasskeys(ListWebAuthnView):  # type: ignore[misc]  # as above
    """Shows officers their passkeys; people have them on their own page."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 - allauth's
        """Return the page, to which one also comes back from renaming and removing."""
        account: Any = request.user
        if account.ref is not None:
            return HttpResponseRedirect(reverse("portal_security"))
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response


list_passkeys = ListPasskeys.as_view()
add_passkey = AddPasskey.as_view()
