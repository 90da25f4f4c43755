"""The command `mamoru demo`."""

from argparse import Namespace

from mamoru.cli.demo.home import settle_in
from mamoru.cli.installation import set_up
from mamoru.cli.language import language


def demo(asked: Namespace) -> int:
    """Run the demonstration in a home of its own."""
    home = settle_in()
    set_up()
    from mamoru.cli.demo.run import run  # its imports need the tables
    from mamoru.cli.demo.told import Told

    return run(home, Told(language(), is_json=asked.format == "json"))
