"""The door to the company's own databases: registered, looked at, decided and on record."""

from mamoru.gate.systems.carrying import Outcome, carry_out
from mamoru.gate.systems.look import Whom, look
from mamoru.gate.systems.planning import plan
from mamoru.gate.systems.registering import register, systems_in_use

__all__ = [
    "Outcome", "Whom", "carry_out", "look", "plan", "register", "systems_in_use",
]  # fmt: skip
