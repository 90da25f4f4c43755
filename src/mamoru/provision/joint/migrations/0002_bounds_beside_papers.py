"""Each user of a statement has what it says beside the paper that was filed for it.

A paper that somebody filed by hand was filed at another moment than the statement was published.
"""

import json

from django.db import migrations


def keep_bounds(apps, _schema):
    papers = apps.get_model("parties", "PartyPaper").objects
    uses = apps.get_model("parties", "PartyJointUse").objects
    for row in apps.get_model("provision_joint", "JointStatement").objects.order_by("pk"):
        said = json.loads(bytes(row.content))
        for party in said["partners"]:
            paper = papers.filter(
                party=party, kind="joint_use_statement", number=f"{row.key}:{row.pk}",
                noted_at=row.published_at,
            ).first()  # fmt: skip
            if paper is not None:
                uses.create(
                    paper=paper.ref, party=party, joint=row.key, statement=row.pk,
                    items=sorted(said["items"]),
                    purposes=sorted(one["id"] for one in said["purposes"]),
                )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("provision_joint", "0001_joint_use"),
        ("parties", "0002_joint_uses_and_commitments"),
    ]

    operations = [migrations.RunPython(keep_bounds, migrations.RunPython.noop)]
