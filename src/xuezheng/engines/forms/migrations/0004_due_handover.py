"""Reports that wait to be handed over to record tables, under row-level security."""

import django.db.models.deletion
from django.db import migrations, models

from xuezheng.kernel.scope.policies import scope_table


class Migration(migrations.Migration):
    dependencies = [("forms", "0003_closing")]

    operations = [
        migrations.CreateModel(
            name="DueHandover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("report_id", models.UUIDField(null=True)),
                ("accepted_at", models.DateTimeField(null=True)),
                ("asked_at", models.DateTimeField()),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="forms.collection"
                    ),
                ),
            ],
            options={"db_table": "forms_due_handover"},
        ),
        scope_table("forms_due_handover", shareable=False),
    ]
