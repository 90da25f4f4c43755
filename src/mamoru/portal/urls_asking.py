"""Addresses of what a person chooses, asks for and ends."""

from django.urls import path

from mamoru.portal.asking import acts, make, show
from mamoru.portal.choosing import views as choosing
from mamoru.portal.contact import views as contact
from mamoru.portal.going import views as going

urlpatterns = [
    path("my/choices", choosing.choices, name="portal_choices"),
    path("my/choices/<slug:name>", choosing.turned, name="portal_turn"),
    path("my/choices/receipt/<slug:reference>", choosing.receipt, name="portal_choice_receipt"),
    path("my/requests", show.requests, name="portal_requests"),
    path("my/requests/new", make.question, name="portal_request_question"),
    path("my/requests/new/<slug:kind>", make.new, name="portal_request_new"),
    path("my/requests/<slug:ref>", show.one, name="portal_request"),
    path("my/requests/<slug:ref>/<slug:act>", acts.act, name="portal_request_act"),
    path("my/leave", going.leaving_page, name="portal_leave"),
    path("my/left", going.left, name="portal_left"),
    path("my/left/certificate", going.certified, name="portal_left_certificate"),
    path("contact", contact.contact, name="contact"),
    path("contact/request", make.public_question, name="contact_request_question"),
    path("contact/request/new/<slug:kind>", make.public_new, name="contact_request_new"),
    path("contact/request/follow", show.find, name="contact_request_follow"),
    path("contact/request/<slug:ref>", show.public_one, name="contact_request"),
    path("contact/request/<slug:ref>/<slug:act>", acts.public_act, name="contact_request_act"),
]
