"""Meetings on a topic, and what they resolved."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import NONE
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.organisation.models.bodies import Body
from xuezheng.modules.organisation.models.retention import NAME


class Meeting(ScopedModel):
    """A meeting of a body, or one that the unit called. Minutes are attached as files."""

    class Kind(models.TextChoices):
        TOPIC = "topic", _("topic meeting")
        PROMOTION = "promotion", _("promotion meeting")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind of meeting"), max_length=12, choices=Kind.choices)
    topic = models.CharField(pgettext_lazy("meeting", "topic"), max_length=200)
    held_on = models.DateField(_("held on"))
    place = models.CharField(_("place"), max_length=120, blank=True)
    attendees = models.TextField(_("attendees"), blank=True)
    summary = models.TextField(pgettext_lazy("meeting", "summary"), blank=True)
    version = models.PositiveIntegerField(default=1)

    personal_data = {"attendees": NAME}

    class Meta:
        db_table = "organisation_meeting"
        indexes = [models.Index(fields=["held_on", "id"], name="meeting_by_day")]

    def __str__(self) -> str:
        return self.topic


class Resolution(ScopedModel):
    """One thing that a meeting resolved. `unit_path` is the meeting's. Followed up as a task of the unit's work points."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("resolution"), max_length=500)
    task_id = models.UUIDField(null=True)
    """A task of modules.plans, known through its facade."""
    version = models.PositiveIntegerField(default=1)

    personal_data = NONE

    class Meta:
        db_table = "organisation_resolution"
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="resolution_once_a_place")]

    def __str__(self) -> str:
        return self.text
