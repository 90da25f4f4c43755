from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0001_parties"),
    ]

    operations = [
        migrations.CreateModel(
            name="PartyJointUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("paper", models.CharField(max_length=32, unique=True)),
                ("party", models.CharField(db_index=True, max_length=32)),
                ("joint", models.CharField(max_length=40)),
                ("statement", models.BigIntegerField()),
                ("items", models.JSONField()),
                ("purposes", models.JSONField()),
            ],
        ),
        migrations.AddField(
            model_name="partyduty",
            name="about",
            field=models.CharField(default="", max_length=40),
        ),
        migrations.CreateModel(
            name="PartyCommitment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ticket", models.BigIntegerField(db_index=True)),
                ("kind", models.CharField(max_length=16)),
                ("ref", models.CharField(max_length=40)),
                ("version", models.IntegerField()),
                ("salt", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "ref", "version"), name="parties_committed_once"
                    )
                ],
            },
        ),
    ]
