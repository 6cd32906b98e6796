"""What waits to be handed over to record tables."""

from django.db import models

from xuezheng.engines.forms.models.collections import Collection
from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import NONE


class DueHandover(ScopedModel):
    """Reports of a collection at or below `unit_path` were accepted or opened again, and their record table does not show it
    yet: one of them, those accepted at one time together, or all."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="+")
    report_id = models.UUIDField(null=True)
    accepted_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField()

    personal_data = NONE

    class Meta:
        db_table = "forms_due_handover"

    def __str__(self) -> str:
        return f"{self.collection_id} {self.unit_path}"
