"""What of a file's head meets no column, and which columns it lacks, is kept beside what the file would change."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("lake", "0004_upload_changes")]

    operations = [
        migrations.AddField(model_name="upload", name="unmatched", field=models.JSONField(default=dict)),
    ]
