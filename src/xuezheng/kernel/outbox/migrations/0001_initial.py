"""The tables of the package, under row-level security."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from xuezheng.kernel.scope import policies


class Migration(migrations.Migration):
    initial = True

    dependencies = [("procrastinate", "0041_post_retry_failed_job")]

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
        migrations.CreateModel(
            name="JobRun",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("job_id", models.BigIntegerField(null=True)),
                ("name", models.CharField(max_length=120)),
                ("subject", models.CharField(blank=True, max_length=200)),
                ("person_id", models.UUIDField(null=True)),
                ("post_id", models.UUIDField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "waiting"),
                            ("running", "running"),
                            ("done", "done"),
                            ("failed", "failed"),
                            ("cancelled", "cancelled"),
                        ],
                        default="queued",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("message", models.TextField(blank=True)),
                ("result", models.JSONField(null=True)),
                ("queued_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "outbox_run",
                "indexes": [
                    models.Index(fields=["person_id", "-queued_at"], name="run_by_starter"),
                    models.Index(fields=["job_id"], name="run_by_job"),
                ],
            },
        ),
        migrations.CreateModel(
            name="JobAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("job_id", models.BigIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("number", models.PositiveIntegerField()),
                ("started_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField()),
                ("error", models.CharField(max_length=500)),
                ("trace", models.TextField(blank=True)),
            ],
            options={
                "db_table": "outbox_attempt",
                "indexes": [models.Index(fields=["job_id", "number"], name="attempt_by_job")],
            },
        ),
        policies.scope_table("outbox_event"),
        policies.scope_table("outbox_delivery"),
        policies.scope_table("outbox_run"),
        policies.scope_table("outbox_attempt"),
    ]
