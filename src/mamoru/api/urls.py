"""Addresses outside the API, which Django answers: public pages, the tag, portal and console."""

from django.urls import include, path

from mamoru.notices.style import style_digest
from mamoru.provision.joint.urls import addresses as joint_use
from mamoru.tag.urls import addresses

urlpatterns = [
    path("", include("mamoru.notices.urls")),
    *addresses(style_digest()),
    *joint_use(style_digest()),
    path("", include("mamoru.faces.urls")),
    path("", include("mamoru.portal.urls")),
    path("", include("mamoru.console.urls")),
]
handler404 = "mamoru.faces.faults.missing"
