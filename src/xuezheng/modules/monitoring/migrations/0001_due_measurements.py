"""What waits to be measured anew, under row-level security."""

from django.db import migrations, models

from xuezheng.kernel.scope.policies import scope_table


class Migration(migrations.Migration):
    initial = True

    dependencies = [("scope", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="DueMeasurement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("table", models.CharField(max_length=63)),
                ("period", models.CharField(max_length=12)),
                ("asked_at", models.DateTimeField()),
            ],
            options={
                "db_table": "monitoring_due",
                "indexes": [models.Index(fields=["table", "period"], name="due_of_period")],
            },
        ),
        scope_table("monitoring_due"),
    ]
