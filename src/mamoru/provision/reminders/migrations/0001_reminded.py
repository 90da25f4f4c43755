from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Reminded",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=220)),
                ("day", models.DateField()),
                ("token", models.CharField(max_length=32)),
                ("state", models.CharField(max_length=16)),
                ("problem", models.CharField(max_length=32, null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("key", "day"), name="provision_reminded_once")
                ],
            },
        ),
    ]
