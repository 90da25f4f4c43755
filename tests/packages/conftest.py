from tests.gate.conftest import clock as clock
from tests.gate.conftest import door as door
from tests.packages.sending import recipient as recipient
from tests.packages.sending import refs as refs
from tests.packages.sending import sftp as sftp
