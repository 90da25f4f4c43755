from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("gate", "0003_law_texts")]

    operations = [
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("system", models.CharField(max_length=64)),
                ("key", models.CharField(max_length=64)),
                ("form", models.CharField(max_length=130)),
                ("salt", models.BinaryField()),
                ("digest", models.BinaryField()),
                ("person", models.BigIntegerField(db_index=True, null=True)),
                ("answer", models.TextField(null=True)),
                ("submitted_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("system", "key"), name="gate_submission_once")
                ],
            },
        ),
    ]
