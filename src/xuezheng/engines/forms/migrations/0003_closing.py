"""Collections that were closed; and histories, which nobody changes, may follow their unit to another place."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The rights are on the column alone: what a row says can be neither changed nor removed."""

    dependencies = [("forms", "0002_corrections")]

    operations = [
        migrations.AddField(
            model_name="collection",
            name="closed_at",
            field=models.DateTimeField(null=True, verbose_name="closed at"),
        ),
        *(
            migrations.RunSQL(
                sql=f'GRANT UPDATE (unit_path) ON "{table}" TO "{settings.APPLICATION_ROLE}"',
                reverse_sql=f'REVOKE UPDATE (unit_path) ON "{table}" FROM "{settings.APPLICATION_ROLE}"',
            )
            for table in ("forms_answer_change", "forms_report_step", "forms_remark")
        ),
    ]
