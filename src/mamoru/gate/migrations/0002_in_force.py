from django.db import migrations, models
from django.db.models import F, Q
from django.utils import timezone


def since_publication(apps, _schema):
    apps.get_model("gate", "PolicyText").objects.update(in_force_from=F("published_at"))


class Migration(migrations.Migration):
    dependencies = [("gate", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="policytext",
            name="in_force_from",
            field=models.DateTimeField(default=timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="policytext",
            name="withdrawn_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="policytext",
            name="awaits",
            field=models.JSONField(default=list),
        ),
        migrations.AlterField(
            model_name="policytext",
            name="text_hash",
            field=models.CharField(max_length=64),
        ),
        migrations.AddConstraint(
            model_name="policytext",
            constraint=models.UniqueConstraint(
                fields=["policy", "text_hash"],
                condition=Q(withdrawn_at=None),
                name="gate_text_once",
            ),
        ),
        migrations.RunPython(since_publication, migrations.RunPython.noop),
    ]
