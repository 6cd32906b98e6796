"""The tables of the package, under row-level security; what a unit sets is readable for everybody below it."""

import uuid

from django.db import migrations, models

from xuezheng.kernel.scope import policies


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="DayOverride",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("day", models.DateField(verbose_name="day")),
                ("working", models.BooleanField(verbose_name="working day")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("basis", models.CharField(blank=True, max_length=200, verbose_name="basis")),
            ],
            options={
                "db_table": "calendar_day_override",
                "indexes": [models.Index(fields=["day", "id"], name="override_by_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("unit_path", "day"), name="one_override_per_unit_and_day")
                ],
            },
        ),
        policies.scope_table("calendar_day_override", also_readable=policies.ANCESTORS, shareable=False),
    ]
