import django.db.models.deletion
from django.db import migrations, models


def number():
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


class Migration(migrations.Migration):
    dependencies = [("consent", "0001_choices")]

    operations = [
        migrations.AddField("choice", "source", models.CharField(max_length=16, null=True)),
        migrations.AddField("choice", "guardian", models.CharField(max_length=200, null=True)),
        migrations.AddField("choice", "notice", models.CharField(max_length=64, null=True)),
        migrations.AddField("choice", "shown", models.CharField(max_length=32, null=True)),
        migrations.AddField(
            "choice", "giving", models.CharField(db_index=True, max_length=32, null=True)
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", number()),
                ("name", models.CharField(max_length=64)),
                ("version", models.CharField(max_length=64)),
                ("language", models.CharField(max_length=16)),
                ("channel", models.CharField(max_length=16)),
                ("media", models.CharField(max_length=32)),
                ("purposes", models.JSONField()),
                ("recipients", models.JSONField()),
                ("text", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("policy", models.CharField(max_length=64)),
                ("policy_version", models.CharField(max_length=64)),
                ("matter", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["name", "version", "language", "channel"],
                        name="consent_one_notice",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Shown",
            fields=[
                ("id", number()),
                ("reference", models.CharField(max_length=32, unique=True)),
                ("at", models.DateTimeField()),
                (
                    "notice",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="consent.notice",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ShownTo",
            fields=[
                ("id", number()),
                ("shown", models.CharField(max_length=32, unique=True)),
                ("person", models.BigIntegerField(db_index=True)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Giving",
            fields=[
                ("id", number()),
                ("reference", models.CharField(max_length=32, unique=True)),
                ("person", models.BigIntegerField(db_index=True)),
                ("ticket", models.BigIntegerField(db_index=True)),
                ("salt", models.BinaryField()),
                ("content", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Erasing",
            fields=[
                ("id", number()),
                ("person", models.BigIntegerField(unique=True)),
            ],
        ),
    ]
