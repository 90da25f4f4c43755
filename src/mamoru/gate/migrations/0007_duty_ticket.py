# What an entry owes is asked for by its ticket.

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("gate", "0006_holds"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="duty",
            index=models.Index(fields=["ticket"], name="gate_duty_ticket"),
        ),
    ]
