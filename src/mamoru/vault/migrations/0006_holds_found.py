# Holds are found by the identifiers that are in them, through a blind index like that of people.
# Holds made before have no token, and are found by their name alone.

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("vault", "0005_held_files"),
    ]

    operations = [
        migrations.AddField(
            model_name="kept",
            name="token",
            field=models.BinaryField(max_length=32, null=True),
        ),
        migrations.AddIndex(
            model_name="kept",
            index=models.Index(
                condition=models.Q(("token__isnull", False)),
                fields=["item", "token"],
                name="vault_kept_token",
            ),
        ),
    ]
