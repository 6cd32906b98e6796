"""Where a definition came from: a release's catalogue, or another installation."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0002_states_of_runs")]

    operations = [
        migrations.AddField(
            model_name="indicatorversion",
            name="imported_from",
            field=models.CharField(blank=True, default="", max_length=200),
            preserve_default=False,
        ),
    ]
