"""A file handed in keeps what it was compared with, and what it would change of that."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("lake", "0003_units_replaced")]

    operations = [
        migrations.AddField("upload", "compared_with", models.PositiveIntegerField(default=0)),
        migrations.AddField("upload", "changes", models.JSONField(default=dict)),
    ]
