from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F

LAST = 1 << 62


def had_arrived(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """Count as handed over what was delivered: whoever was refused then was not in it."""

    def delivered(name: str) -> models.QuerySet[models.Model]:
        rows = apps.get_model("packages", name).objects
        return rows.exclude(hand__delivered_at=None)  # type: ignore[no-any-return] # a model of history

    delivered("Lot").filter(is_allowed=True).update(left=LAST)
    delivered("Part").update(arrived=F("people"), is_recorded=True)
    hands = apps.get_model("packages", "HandOver").objects
    hands.exclude(delivered_at=None).update(arrived=F("people"))


class Migration(migrations.Migration):
    dependencies = [("packages", "0001_tables")]

    operations = [
        migrations.AddField("lot", "left", models.BigIntegerField(null=True)),
        migrations.AddField("handover", "arrived", models.BigIntegerField(default=0)),
        migrations.AddField("part", "put_at", models.DateTimeField(null=True)),
        migrations.AddField("part", "arrived", models.IntegerField(default=0)),
        migrations.AddField("part", "is_recorded", models.BooleanField(default=False)),
        migrations.AddField("handover", "moved_at", models.DateTimeField(null=True)),
        migrations.AddField("handover", "taken_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "handover",
            "resume_hash",
            models.CharField(default="", max_length=64),
            preserve_default=False,
        ),
        migrations.AddField("handover", "going", models.JSONField(null=True)),
        migrations.AddField(
            "handover",
            "mail_state",
            models.CharField(default="", max_length=16),
            preserve_default=False,
        ),
        migrations.AddField("handover", "mail_tries", models.IntegerField(default=0)),
        migrations.AddField("handover", "mail_at", models.DateTimeField(null=True)),
        migrations.AddField("handover", "seen", models.BigIntegerField(default=0)),
        migrations.AddField("handover", "to_see", models.BigIntegerField(default=0)),
        migrations.AddField("handover", "told", models.JSONField(null=True)),
        migrations.RunPython(had_arrived, migrations.RunPython.noop),
    ]
