"""Addresses of requests."""

from django.urls import path

from mamoru.console.requests import accounting, one, queue, receiving, reveals, reviewing

_ONE = "console/requests/<slug:ref>"

urlpatterns = [
    path("console/requests", queue.queue, name="console_requests"),
    path("console/requests/new", receiving.new, name="console_request_new"),
    path(_ONE, one.one, name="console_request"),
    path(f"{_ONE}/papers", reveals.see_papers, name="console_request_papers"),
    path(f"{_ONE}/values", reviewing.see_values, name="console_request_values"),
    path(f"{_ONE}/review", reviewing.finish, name="console_request_review"),
    path(f"{_ONE}/accounts", accounting.see_accounts, name="console_request_accounts"),
    path(f"{_ONE}/accounts/settled", accounting.settle, name="console_request_accounts_settled"),
    path(f"{_ONE}/answer", reveals.see_answer, name="console_request_answer"),
    path(f"{_ONE}/added/<slug:name>", reveals.see_added, name="console_request_added"),
    path(f"{_ONE}/documents/<slug:name>", reveals.see_document, name="console_request_document"),
    *[
        path(f"{_ONE}/{act.name}", one.view_of(act), name=f"console_request_act_{act.name}")
        for act in one.ACTS
    ],
]
