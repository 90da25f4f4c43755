"""Addresses of signing in, and of what pages are made of.

Only what is used of allauth is here; passwords and second proofs are of officers alone. No address
is kept to be managed, and signing up, which others of its pages lead to, says that it is closed.
"""

from allauth.account import views
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as spare
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as keys
from django.urls import path, re_path

from mamoru.faces.assets import asset
from mamoru.faces.guard import no_person
from mamoru.faces.passkeys import add_passkey, list_passkeys

urlpatterns = [
    re_path(r"^assets/(?P<stem>[a-z-]+)\.(?P<digest>[0-9a-f]{12})\.(?P<kind>css|js|svg)$", asset),
    path("account/login/", views.login, name="account_login"),
    path("account/signup/", views.signup, name="account_signup"),
    path("account/logout/", views.logout, name="account_logout"),
    path("account/inactive/", views.account_inactive, name="account_inactive"),
    path("account/reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path(
        "account/password/change/", no_person(views.password_change),
        name="account_change_password",
    ),
    path("account/password/set/", no_person(views.password_set), name="account_set_password"),
    path(
        "account/password/done/", views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^account/password/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key, name="account_reset_password_from_key",
    ),
    path("account/code/", views.request_login_code, name="account_request_login_code"),
    path("account/code/confirm/", views.confirm_login_code, name="account_confirm_login_code"),
    path("account/2fa/", no_person(second.index), name="mfa_index"),
    path("account/2fa/authenticate/", second.authenticate, name="mfa_authenticate"),
    path("account/2fa/reauthenticate/", second.reauthenticate, name="mfa_reauthenticate"),
    path("account/2fa/totp/activate/", no_person(app.activate_totp), name="mfa_activate_totp"),
    path(
        "account/2fa/totp/deactivate/", no_person(app.deactivate_totp), name="mfa_deactivate_totp"
    ),
    path(
        "account/2fa/recovery-codes/", no_person(spare.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/2fa/recovery-codes/generate/", no_person(spare.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/2fa/recovery-codes/download/", no_person(spare.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("account/2fa/webauthn/", list_passkeys, name="mfa_list_webauthn"),
    path("account/2fa/webauthn/add/", add_passkey, name="mfa_add_webauthn"),
    path(
        "account/2fa/webauthn/reauthenticate/", keys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "account/2fa/webauthn/keys/<int:pk>/remove/", keys.remove_webauthn,
        name="mfa_remove_webauthn",
    ),
    path("account/2fa/webauthn/keys/<int:pk>/edit/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("account/2fa/webauthn/login/", keys.login_webauthn, name="mfa_login_webauthn"),
]  # fmt: skip
