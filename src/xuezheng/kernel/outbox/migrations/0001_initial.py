"""The tables of the package, under row-level security."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from xuezheng.kernel.scope import policies


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120)),
                ("payload", models.JSONField()),
                ("announced_at", models.DateTimeField()),
            ],
            options={
                "db_table": "outbox_event",
                "indexes": [models.Index(fields=["announced_at"], name="event_by_time")],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("receiver", models.CharField(max_length=200)),
                ("delivered_at", models.DateTimeField()),
                (
                    "event",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="outbox.event"),
                ),
            ],
            options={
                "db_table": "outbox_delivery",
                "constraints": [models.UniqueConstraint(fields=("event", "receiver"), name="told_once")],
            },
        ),
        policies.scope_table("outbox_event"),
        policies.scope_table("outbox_delivery"),
    ]
