import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("vault", "0003_files"),
    ]

    operations = [
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("pseudonym", models.BinaryField(max_length=16, unique=True)),
                ("kind", models.CharField(max_length=64)),
                ("record", models.CharField(max_length=64, null=True)),
                ("clock", models.CharField(max_length=64)),
                ("article", models.CharField(max_length=200)),
                ("purpose", models.CharField(max_length=64, null=True)),
                ("edition", models.BigIntegerField(default=0)),
                ("whose", models.CharField(max_length=64)),
                ("residence", models.CharField(max_length=16, null=True)),
                ("agreed", models.BooleanField()),
                ("held_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("wrapped", models.BinaryField()),
                (
                    "epoch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="vault.epoch"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Kept",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort", models.CharField(max_length=16)),
                ("data", models.CharField(max_length=64, null=True)),
                ("item", models.CharField(max_length=64)),
                ("serial", models.IntegerField()),
                ("sensitive", models.CharField(max_length=64, null=True)),
                ("collected_at", models.DateTimeField()),
                ("sealed", models.BinaryField()),
                (
                    "hold",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="vault.hold"),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="hold",
            index=models.Index(fields=["until"], name="vault_hold_until"),
        ),
        migrations.AddIndex(
            model_name="hold",
            index=models.Index(fields=["record"], name="vault_hold_record"),
        ),
        migrations.AddConstraint(
            model_name="kept",
            constraint=models.UniqueConstraint(fields=("hold", "serial"), name="vault_kept_once"),
        ),
    ]
