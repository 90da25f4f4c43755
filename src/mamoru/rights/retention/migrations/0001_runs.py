from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Run",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("state", models.CharField(max_length=16)),
                ("alarm", models.CharField(default="", max_length=32)),
                ("at", models.DateTimeField()),
                ("found", models.JSONField()),
                ("gone", models.JSONField(default=dict)),
                ("refused", models.BigIntegerField(default=0)),
                ("kind", models.CharField(default="", max_length=32)),
                ("cursor", models.BigIntegerField(default=0)),
                ("problem", models.CharField(default="", max_length=64)),
                ("claims", models.IntegerField(default=0)),
                ("lease_until", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
                ("settled_by", models.CharField(default="", max_length=64)),
                ("reason", models.CharField(default="", max_length=200)),
                ("settled_at", models.DateTimeField(null=True)),
                ("confirmed_by", models.CharField(default="", max_length=64)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("open", models.BooleanField(default=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("open",), name="retention_one_open")
                ],
            },
        ),
    ]
