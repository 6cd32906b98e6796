"""Indexes that others already cover are dropped: every one costs an import a tenth of its time."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0002_imports"),
    ]

    operations = [
        migrations.AlterField(
            model_name="unit",
            name="parent",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="units.unit",
                verbose_name="parent",
            ),
        ),
        migrations.AlterField(
            model_name="unit",
            name="unit_path",
            field=models.CharField(db_collation="C", max_length=200),
        ),
        migrations.AlterField(
            model_name="unitversion",
            name="unit",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="units.unit"
            ),
        ),
    ]
