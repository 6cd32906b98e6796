"""Surveys on a question (专题调研): who looks into it until when, what was found, what it was used for."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.kernel.clock import today
from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import NONE
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.organisation.models.retention import NAME
from xuezheng.modules.organisation.models.rules import Rule


class Survey(ScopedModel):
    """A survey of one unit. Its question is readable for every unit below (`shared`), so that those who take part see it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    question = models.CharField(_("question"), max_length=200)
    purpose = models.TextField(pgettext_lazy("survey", "purpose"), blank=True)
    conductor = models.CharField(_("conducted by"), max_length=200, blank=True)
    begins_on = models.DateField(_("begins on"))
    ends_on = models.DateField(_("ends on"))
    shared = models.BooleanField(default=True)
    results = models.TextField(_("results"), blank=True)
    concluded_on = models.DateField(_("concluded on"), null=True)
    version = models.PositiveIntegerField(default=1)

    personal_data = {"conductor": NAME}

    class Meta:
        db_table = "organisation_survey"
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="survey_ends_after_beginning")
        ]
        indexes = [models.Index(fields=["begins_on", "id"], name="survey_by_day")]

    def __str__(self) -> str:
        return self.question


class SurveyPart(ScopedModel):
    """What one unit is to look into, and what it found. `unit_path` is that unit's, so its findings are not its neighbours'."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    contact = models.CharField(_("who looks into it"), max_length=120, blank=True)
    findings = models.TextField(pgettext_lazy("survey", "findings"), blank=True)
    reported_at = models.DateTimeField(_("reported at"), null=True)
    version = models.PositiveIntegerField(default=1)

    personal_data = {"contact": NAME}

    class Meta:
        db_table = "organisation_survey_part"
        constraints = [models.UniqueConstraint(fields=["survey", "unit"], name="survey_part_once_a_unit")]

    def __str__(self) -> str:
        return f"{self.survey_id} → {self.unit_id}"

    @property
    def came_late(self) -> bool:
        return self.reported_at is not None and today(self.reported_at) > self.survey.ends_on


class SurveyUse(ScopedModel):
    """What came of a survey: a task, a rule, or something else said in words. `unit_path` is the survey's."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="+")
    used_on = models.DateField(_("used on"))
    words = models.CharField(_("what it was used for"), max_length=300)
    rule = models.ForeignKey(Rule, null=True, on_delete=models.SET_NULL, related_name="+")
    task_id = models.UUIDField(null=True)
    """A task of modules.plans, known through its facade."""

    personal_data = NONE

    class Meta:
        db_table = "organisation_survey_use"
        indexes = [models.Index(fields=["survey", "used_on"], name="use_by_survey")]

    def __str__(self) -> str:
        return self.words
