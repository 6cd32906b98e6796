"""What waits to be measured anew."""

from django.db import models

from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import NONE


class DueMeasurement(ScopedModel):
    """Records of a table's period changed at and below `unit_path`, and the values do not show it yet."""

    table = models.CharField(max_length=63)
    period = models.CharField(max_length=12)
    asked_at = models.DateTimeField()

    personal_data = NONE

    class Meta:
        db_table = "monitoring_due"
        indexes = [models.Index(fields=["table", "period"], name="due_of_period")]

    def __str__(self) -> str:
        return f"{self.table} {self.period} {self.unit_path}"
