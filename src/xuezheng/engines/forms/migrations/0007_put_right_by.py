"""Until which day a returned report may be put right, after the closing of its collection too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forms", "0006_suspicion_answers")]

    operations = [
        migrations.AddField(
            model_name="report",
            name="put_right_by",
            field=models.DateField(null=True, verbose_name="to be put right by"),
        ),
    ]
