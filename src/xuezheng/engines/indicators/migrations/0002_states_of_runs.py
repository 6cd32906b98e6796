"""Runs tell how they stand while they compute; values tell on how many records they stand."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="run",
            name="state",
            field=models.CharField(
                choices=[("running", "running"), ("done", "done"), ("failed", "failed")],
                default="done",
                max_length=8,
                verbose_name="state",
            ),
        ),
        migrations.AddField(model_name="run", name="message", field=models.TextField(blank=True, default="")),
        migrations.AlterField(model_name="run", name="message", field=models.TextField(blank=True)),
        migrations.AddField(
            model_name="run", name="counties", field=models.CharField(blank=True, default="", max_length=200)
        ),
        migrations.AlterField(model_name="run", name="counties", field=models.CharField(blank=True, max_length=200)),
        migrations.AlterField(model_name="run", name="ended_at", field=models.DateTimeField(null=True)),
        migrations.AddField(
            model_name="indicatorvalue", name="records", field=models.PositiveBigIntegerField(null=True)
        ),
    ]
