"""The tables of the package, under row-level security."""

import uuid

from django.db import migrations, models

from xuezheng.kernel.scope import policies


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("grantee_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("reason", models.CharField(max_length=200)),
                ("valid_from", models.DateTimeField()),
                ("valid_to", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "scope_grant",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="grant_ends_after_start",
                    )
                ],
            },
        ),
        policies.scope_table("scope_grant"),
    ]
