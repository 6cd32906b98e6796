"""Overlays: small parts that stand for the units they name, above what was loaded before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("lake", "0002_upload")]

    operations = [
        migrations.AddField("part", "layer", models.PositiveIntegerField(default=0)),
        migrations.AddField("part", "is_overlay", models.BooleanField(default=False)),
        migrations.AddField("part", "has_origins", models.BooleanField(default=False)),
    ]
