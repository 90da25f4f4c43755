from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("gate", "0005_paper_keys"),
    ]

    operations = [
        migrations.CreateModel(
            name="HoldsText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.BinaryField()),
                ("text_hash", models.CharField(max_length=64)),
                ("policy_version", models.CharField(max_length=64)),
                ("published_at", models.DateTimeField()),
                ("caller", models.CharField(max_length=64)),
            ],
        ),
    ]
