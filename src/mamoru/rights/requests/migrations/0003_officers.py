# Which officer acted, and when a person was warned that their request would be closed.

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("requests", "0002_systems"),
    ]

    operations = [
        migrations.AddField(
            model_name="step",
            name="officer",
            field=models.CharField(default="", max_length=64),
        ),
        migrations.AddField(
            model_name="request",
            name="warned_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="request",
            name="warning",
            field=models.CharField(default="", max_length=40),
        ),
    ]
