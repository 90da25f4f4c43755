from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_letters")]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="withdrawn_at",
            field=models.DateTimeField(null=True),
        ),
    ]
