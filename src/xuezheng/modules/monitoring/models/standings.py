"""How targets stand at units: what is missing, who is short, and the shortest list that would close it."""

from django.db import models

from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import NONE


class TargetStanding(ScopedModel):
    """A target at the unit of `unit_path` by the values of one period, kept since finding it out reads what every school brings.

    `places` says where the units of the shortest list lie: [{"path", "units", "missing", "points"}], the greatest first. They
    are counties, or single units where these are not below a county or where the standing is a county's own. `points` are
    percentage points of the unit's value.
    """

    target_id = models.UUIDField()
    code = models.CharField(max_length=60)
    period = models.CharField(max_length=12)
    asked = models.FloatField()
    """In the indicator's own terms: 0.9, not 90 %."""
    value = models.FloatField(null=True)
    shortfall = models.FloatField()
    missing = models.FloatField()
    """Of the numerator."""
    short_units = models.PositiveIntegerField()
    closing_units = models.PositiveIntegerField()
    closable = models.BooleanField()
    effort = models.FloatField(null=True)
    """Of the whole shortest list, in 10,000 yuan; None where that of one unit is unknown."""
    places = models.JSONField(default=list)
    run_id = models.UUIDField()
    """The computation whose components were read; a later one makes this one outdated."""
    computed_at = models.DateTimeField()

    personal_data = NONE

    class Meta:
        db_table = "monitoring_standing"
        constraints = [
            models.UniqueConstraint(fields=["target_id", "unit_path", "period"], name="one_standing_of_a_target"),
        ]
        indexes = [models.Index(fields=["code", "period"], name="standings_of_indicator")]

    def __str__(self) -> str:
        return f"{self.code} {self.period} {self.unit_path}"
