"""Addresses of signing in, and of what pages are made of.

Only what is used of allauth is here. No address is kept to be managed, and signing up, which others
of its pages lead to, says that it is closed.
"""

from allauth.account import views
from django.urls import include, path, re_path

from mamoru.faces.assets import asset
from mamoru.faces.passkeys import add_passkey

urlpatterns = [
    re_path(r"^assets/(?P<stem>[a-z-]+)\.(?P<digest>[0-9a-f]{12})\.(?P<kind>css|js|svg)$", asset),
    path("account/login/", views.login, name="account_login"),
    path("account/signup/", views.signup, name="account_signup"),
    path("account/logout/", views.logout, name="account_logout"),
    path("account/inactive/", views.account_inactive, name="account_inactive"),
    path("account/reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("account/password/change/", views.password_change, name="account_change_password"),
    path("account/password/set/", views.password_set, name="account_set_password"),
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
    path("account/2fa/webauthn/add/", add_passkey, name="mfa_add_webauthn"),
    path("account/2fa/", include("allauth.mfa.urls")),
]  # fmt: skip
