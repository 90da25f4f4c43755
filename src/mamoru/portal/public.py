"""Who the ledger means where somebody who is not signed in uses the pages."""

from mamoru.faces.here import PORTAL
from mamoru.gate.asking import Asker

VISITOR = Asker(system=PORTAL)
