"""What reviewing needs: where headings stand, which units a name could mean, which task goes on in a new edition.

A paper is readable below once the plan made of it is published, as the plan itself is.
"""

import django.db.models.deletion
from django.db import migrations, models

from xuezheng.kernel.scope import policies

OWN_AND_GRANTED = f"({policies.OWN}) OR ({policies.GRANTED})"
FROM_ABOVE = f"shared AND {policies.ANCESTORS}"


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_projects")]

    operations = [
        migrations.AddField("paper", "run_id", models.UUIDField(null=True)),
        migrations.AddField("paper", "shared", models.BooleanField(default=False)),
        migrations.RunSQL(
            sql=f'ALTER POLICY scope_read ON "plans_paper" USING ({OWN_AND_GRANTED} OR ({FROM_ABOVE}))',
            reverse_sql=f'ALTER POLICY scope_read ON "plans_paper" USING ({OWN_AND_GRANTED})',
        ),
        migrations.AddField("section", "version", models.PositiveIntegerField(default=1)),
        migrations.AddField("task", "heading_start", models.PositiveIntegerField(null=True)),
        migrations.AddField("task", "heading_end", models.PositiveIntegerField(null=True)),
        migrations.AddField(
            "task",
            "continues",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="plans.task"
            ),
        ),
        migrations.AddField("responsibility", "candidates", models.JSONField(default=list)),
        migrations.AddField(
            "responsibility",
            "set_aside",
            models.CharField(blank=True, default="", max_length=200, verbose_name="why nobody is meant"),
        ),
    ]
