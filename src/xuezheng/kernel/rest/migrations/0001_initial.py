"""The tables of the package, under row-level security."""

import uuid

from django.db import migrations, models

from xuezheng.kernel.scope import policies


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="StoredReply",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("post_id", models.UUIDField()),
                ("key", models.CharField(max_length=100)),
                ("request_hash", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField()),
                ("headers", models.JSONField()),
                ("body", models.TextField()),
                ("stored_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
            ],
            options={
                "db_table": "rest_stored_reply",
                "indexes": [models.Index(fields=["expires_at"], name="reply_by_expiry")],
                "constraints": [
                    models.UniqueConstraint(fields=("post_id", "key"), name="one_reply_per_key"),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("stored_at"))),
                        name="reply_expires_after_storing",
                    ),
                ],
            },
        ),
        policies.scope_table("rest_stored_reply", shareable=False),
    ]
