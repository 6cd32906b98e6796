"""The tables of the package, under row-level security. What belongs to one person is opened by no grant of a unit's rows."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from xuezheng.kernel.scope import policies


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("scope", "0001_initial"),
        ("people", "0002_sign_in"),
        ("units", "0003_fewer_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("topic", models.CharField(max_length=60, verbose_name="topic")),
                ("key", models.CharField(max_length=120)),
                ("text", models.CharField(max_length=300)),
                ("params", models.JSONField(default=dict)),
                ("url", models.CharField(blank=True, max_length=300)),
                ("permission", models.CharField(blank=True, max_length=80)),
                ("sent_at", models.DateTimeField(verbose_name="sent")),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
            ],
            options={
                "db_table": "inbox_message",
                "indexes": [models.Index(fields=["unit_path", "sent_at"], name="message_by_unit")],
                "constraints": [models.UniqueConstraint(fields=("topic", "key", "unit"), name="one_message_per_key")],
            },
        ),
        migrations.CreateModel(
            name="MessageRead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("read_at", models.DateTimeField(verbose_name="read at")),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="inbox.message"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "db_table": "inbox_message_read",
                "constraints": [models.UniqueConstraint(fields=("message", "person"), name="message_read_once")],
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "frequency",
                    models.CharField(
                        choices=[("none", "never"), ("daily", "every morning"), ("weekly", "Monday mornings")],
                        default="none",
                        max_length=10,
                        verbose_name="how often",
                    ),
                ),
                (
                    "topics",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None, verbose_name="topics"
                    ),
                ),
                ("by_email", models.BooleanField(default=False, verbose_name="by e-mail")),
                ("by_inbox", models.BooleanField(default=True, verbose_name="in the inbox")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("changed_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.post"
                    ),
                ),
            ],
            options={
                "db_table": "inbox_subscription",
                "indexes": [models.Index(fields=["frequency", "id"], name="subscription_by_frequency")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("by_email", False), models.Q(("email", ""), _negated=True), _connector="OR"
                        ),
                        name="mail_has_an_address",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Todo",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("topic", models.CharField(max_length=60, verbose_name="topic")),
                ("subject_kind", models.CharField(max_length=60)),
                ("subject_id", models.CharField(max_length=64)),
                ("text", models.CharField(max_length=300)),
                ("params", models.JSONField(default=dict)),
                ("url", models.CharField(max_length=300)),
                ("due_on", models.DateField(null=True, verbose_name="due")),
                ("permission", models.CharField(blank=True, max_length=80)),
                ("waiting_for", models.CharField(blank=True, max_length=120, verbose_name="who waits")),
                ("opened_at", models.DateTimeField(verbose_name="since")),
                ("closed_at", models.DateTimeField(null=True, verbose_name="done")),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
            ],
            options={
                "db_table": "inbox_todo",
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at", None)),
                        fields=["unit_path", "due_on"],
                        name="todo_open_by_unit",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("topic", "subject_kind", "subject_id", "unit"),
                        name="one_open_todo_per_subject",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Digest",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("day", models.DateField(verbose_name="day")),
                ("made_at", models.DateTimeField()),
                ("content", models.JSONField(default=dict)),
                ("in_inbox", models.BooleanField(default=True)),
                ("mailed_at", models.DateTimeField(null=True, verbose_name="mailed")),
                (
                    "post",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.post"),
                ),
            ],
            options={
                "db_table": "inbox_digest",
                "constraints": [models.UniqueConstraint(fields=("post", "day"), name="one_digest_a_day")],
            },
        ),
        policies.scope_table("inbox_todo"),
        policies.scope_table("inbox_message"),
        policies.scope_table("inbox_message_read", shareable=False),
        policies.scope_table("inbox_subscription", shareable=False),
        policies.scope_table("inbox_digest", shareable=False),
    ]
