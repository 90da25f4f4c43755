"""The room as Django knows it."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """Receiving from partners (clause 1(3), APPI 30)."""

    name = "mamoru.collection.partners"
    label = "partners"

    def ready(self) -> None:
        """Let whoever erases know the register, and what ends by time."""
        from mamoru.collection.partners.receipts import count_due, purge_some
        from mamoru.collection.partners.statutory import ReceiptRegister
        from mamoru.gate import sweeps  # tables come before what uses them
        from mamoru.gate.holding.registers import announce

        announce(self.label, ReceiptRegister())
        sweeps.announce(sweeps.plain("receipts", count_due, purge_some))
