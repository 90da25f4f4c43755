from tests.gate.conftest import clock as clock
from tests.gate.conftest import door as door
from tests.gate.conftest import shop as shop
