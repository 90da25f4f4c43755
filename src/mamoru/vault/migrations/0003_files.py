import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vault", "0002_withheld")]

    operations = [
        migrations.CreateModel(
            name="File",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=34, unique=True)),
                ("slot", models.CharField(max_length=200)),
                ("system", models.CharField(max_length=64)),
                ("media", models.CharField(max_length=100)),
                ("size", models.BigIntegerField()),
                ("received_at", models.DateTimeField()),
                ("data", models.CharField(max_length=64, null=True)),
                ("item", models.CharField(max_length=64, null=True)),
                ("source", models.CharField(max_length=32, null=True)),
                ("collected_at", models.DateTimeField(null=True)),
                ("wrapped", models.BinaryField(null=True)),
                ("label", models.BinaryField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="vault.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("person", None)),
                        fields=["received_at"],
                        name="vault_file_waiting",
                    )
                ],
            },
        ),
    ]
