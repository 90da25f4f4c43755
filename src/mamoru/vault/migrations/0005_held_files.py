# Files in holds: the content stays on disk, and its key is sealed with the rest of the hold.

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("vault", "0004_holds"),
    ]

    operations = [
        migrations.AddField(
            model_name="kept",
            name="file",
            field=models.CharField(max_length=34, null=True),
        ),
        migrations.AddIndex(
            model_name="kept",
            index=models.Index(
                condition=models.Q(("file__isnull", False)),
                fields=["file"],
                name="vault_kept_file",
            ),
        ),
    ]
