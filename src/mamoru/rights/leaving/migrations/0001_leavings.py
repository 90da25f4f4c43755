import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Leaving",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("person", models.BigIntegerField(null=True, unique=True)),
                ("state", models.CharField(max_length=16)),
                ("problem", models.CharField(default="", max_length=64)),
                ("caller", models.CharField(max_length=64)),
                ("wish", models.JSONField(default=dict)),
                ("left_at", models.DateTimeField()),
                ("erase_by", models.DateTimeField()),
                ("erased_at", models.DateTimeField(null=True)),
                ("epoch", models.BigIntegerField(null=True)),
                ("unreadable_by", models.DateTimeField(null=True)),
                ("unreadable_at", models.DateTimeField(null=True)),
                ("counts", models.JSONField(default=dict)),
                ("kept", models.JSONField(default=list)),
                ("ticket", models.BigIntegerField(null=True)),
                ("claims", models.IntegerField(default=0)),
                ("lease_until", models.DateTimeField(null=True)),
                ("next_try_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["state"], name="leaving_state")],
            },
        ),
        migrations.CreateModel(
            name="Told",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("way", models.CharField(max_length=8)),
                ("party", models.CharField(db_index=True, max_length=40)),
                ("act", models.CharField(max_length=16)),
                ("source", models.CharField(max_length=64)),
                ("items", models.JSONField()),
                ("handed_at", models.DateTimeField()),
                ("alias", models.CharField(max_length=40, null=True)),
                ("salt", models.CharField(max_length=32)),
                ("mark", models.CharField(max_length=64)),
                ("state", models.CharField(max_length=16)),
                ("token", models.CharField(max_length=40)),
                ("due_at", models.DateTimeField()),
                ("told_at", models.DateTimeField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("confirmation", models.CharField(default="", max_length=200)),
                (
                    "leaving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="leaving.leaving"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SystemAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("system", models.CharField(max_length=64)),
                ("state", models.CharField(max_length=16)),
                ("code", models.CharField(default="", max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "leaving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="leaving.leaving"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("leaving", "system"), name="leaving_system_once"
                    )
                ],
            },
        ),
    ]
