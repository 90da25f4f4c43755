"""The command `mamoru policy export`: a policy in the words of published vocabularies."""

from argparse import Namespace

import msgspec

from mamoru.cli.codes import YES
from mamoru.cli.files import policy_of
from mamoru.cli.output import as_json, tell
from mamoru.policy.exports.dpv import dpv
from mamoru.policy.exports.odrl import odrl

EXPORTS = {"dpv": dpv, "odrl": odrl}


def export(asked: Namespace) -> int:
    """Print a policy as JSON-LD."""
    tell(msgspec.json.format(as_json(EXPORTS[asked.form](policy_of(asked.file))), indent=2))
    return YES
