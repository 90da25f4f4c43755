from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="FormText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=64)),
                ("version", models.CharField(max_length=64)),
                ("text", models.BinaryField()),
                ("text_hash", models.CharField(max_length=64)),
                ("registered_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("name", "version"), name="forms_one_version"),
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at", None)),
                        fields=("name",),
                        name="forms_one_open",
                    ),
                ],
            },
        ),
    ]
