"""`python -m mamoru.cli` is the command `mamoru`."""

import sys

from mamoru.cli.main import main

sys.exit(main())
