"""The ledger as a Django application."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Tables of the ledger, under the label `ledger`."""

    name = "mamoru.ledger"
    label = "ledger"
