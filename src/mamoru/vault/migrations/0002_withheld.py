import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_tables")]

    operations = [
        migrations.CreateModel(
            name="Withheld",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("data", models.CharField(max_length=64)),
                ("item", models.CharField(max_length=64)),
                ("sensitive", models.CharField(max_length=200)),
                ("source", models.CharField(max_length=32, null=True)),
                ("sealed", models.BinaryField()),
                ("held_at", models.DateTimeField()),
                ("purge_at", models.DateTimeField(db_index=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="vault.person"
                    ),
                ),
            ],
        ),
    ]
