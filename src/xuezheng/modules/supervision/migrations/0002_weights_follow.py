"""Weights, which are never changed, go along with a city or county that moves."""

from django.db import migrations

from xuezheng.kernel.scope import policies


class Migration(migrations.Migration):
    dependencies = [("supervision", "0001_supervision")]

    operations = [policies.let_follow("supervision_weights")]
