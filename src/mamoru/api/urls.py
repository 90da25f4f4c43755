"""Addresses outside the API, which Django answers: the public pages, joint use, and the tag."""

from django.urls import include, path

from mamoru.notices.style import style_digest
from mamoru.provision.joint.urls import addresses as joint_use
from mamoru.tag.urls import addresses

urlpatterns = [
    path("", include("mamoru.notices.urls")),
    *addresses(style_digest()),
    *joint_use(style_digest()),
]
handler404 = "mamoru.notices.views.not_found"
