"""Addresses of signing in, what is held, who received it, and the policy."""

from django.urls import path

from mamoru.portal import entering, held, policy, shared, start

urlpatterns = [
    path("my", start.start, name="portal_start"),
    path("my/sign-in", entering.sign_in, name="portal_sign_in"),
    path("my/from/<slug:name>", entering.depart_to, name="portal_from"),
    path("my/hand-in", entering.hand_in, name="portal_hand_in"),
    path("my/arrive", entering.arrive, name="portal_arrive"),
    path("my/gone", entering.gone, name="portal_gone"),
    path("my/again", entering.again, name="portal_again"),
    path("my/security", entering.security, name="portal_security"),
    path("my/security/everywhere", entering.leave_everywhere, name="portal_everywhere"),
    path("my/held", held.held, name="portal_held"),
    path("my/held/value", held.reveal, name="portal_reveal"),
    path("my/held/elsewhere", held.elsewhere, name="portal_elsewhere"),
    path("my/shared", shared.shared, name="portal_shared"),
    path("my/shared/<int:ticket>/receipt", shared.receipt, name="portal_receipt"),
    path("my/check", shared.check, name="portal_check"),
    path("my/policy", policy.policy, name="portal_policy"),
    path("my/policy/agree", policy.agree, name="portal_agree"),
]
