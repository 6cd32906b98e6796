"""Collections that were closed; and histories, which nobody changes, may follow their unit to another place."""

from django.db import migrations, models

from xuezheng.kernel.scope import policies


class Migration(migrations.Migration):
    """The rights are on the column alone: what a row says can be neither changed nor removed."""

    dependencies = [("forms", "0002_corrections")]

    operations = [
        migrations.AddField(
            model_name="collection",
            name="closed_at",
            field=models.DateTimeField(null=True, verbose_name="closed at"),
        ),
        *(policies.let_follow(table) for table in ("forms_answer_change", "forms_report_step", "forms_remark")),
    ]
