"""A unit's report to a collection: its answers, each change of them, its way up, and what was remarked."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.engines.forms.models.collections import Collection
from xuezheng.kernel.scope.models import ScopedModel, path_field
from xuezheng.kernel.scope.privacy import Category, PersonalField
from xuezheng.kernel.units.models import Unit

SIGNED = PersonalField(
    category=Category.IDENTITY,
    retention="as long as the collection is kept",
    basis="answering for a statement made in office",
)


class Report(ScopedModel):
    """`unit_path` is the reporting unit's. Where it stands follows from its dates and from the desk it lies on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    answers = models.JSONField(default=dict)
    """What was given, by the code of the field; computed values are not kept."""
    filled = models.JSONField(default=dict)
    """What sources gave, by the code of the field: `value` and `as_of`. Frozen with the submission."""
    rows = models.JSONField(default=dict)
    """The rows of each table by its code."""
    errors = models.PositiveIntegerField(_("errors"), default=0)
    warnings = models.PositiveIntegerField(_("warnings"), default=0)
    missing = models.PositiveIntegerField(_("still empty"), default=0)
    desk_path = path_field(blank=True, default="")
    """The unit that has to decide; empty while the report lies with its own unit, or once it is accepted."""
    changed_at = models.DateTimeField(_("changed at"), null=True)
    first_submitted_at = models.DateTimeField(_("first submitted at"), null=True)
    """Says whether the unit was in time, whatever was returned to it later."""
    submitted_at = models.DateTimeField(_("submitted at"), null=True)
    """Empty again while a returned or re-opened report lies with its unit."""
    submitted_by = models.UUIDField(_("person who submitted"), null=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True)
    returned_at = models.DateTimeField(_("returned at"), null=True)
    return_reason = models.CharField(_("reason of the return"), max_length=500, blank=True)
    put_right_by = models.DateField(_("to be put right by"), null=True)
    """Of a returned report: until the end of this day it may be filled in, though its collection takes no others any more."""
    changed_after_acceptance = models.BooleanField(default=False)
    reopened_until = models.DateTimeField(_("re-opened until"), null=True)
    version = models.PositiveIntegerField(default=1)

    personal_data = {"submitted_by": SIGNED}

    class Meta:
        db_table = "forms_report"
        constraints = [
            models.UniqueConstraint(fields=["collection", "unit"], name="one_report_of_a_unit"),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(submitted_at__isnull=False), name="report_accepted_after_submission"
            ),
            models.CheckConstraint(
                condition=Q(desk_path="") | Q(submitted_at__isnull=False, accepted_at=None),
                name="report_on_a_desk_is_submitted",
            ),
        ]
        indexes = [
            models.Index(fields=["collection", "unit_path", "id"], name="report_by_place"),
            models.Index(fields=["unit", "collection"], name="report_by_unit"),
            models.Index(fields=["desk_path", "collection"], name="report_on_desk", condition=~Q(desk_path="")),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} → {self.collection_id}"


class AnswerChange(ScopedModel):
    """One field changed. `row` and `table` where it stands in a table."""

    class Way(models.TextChoices):
        PAGE = "page", pgettext_lazy("answer", "in the page")
        FILE = "file", pgettext_lazy("answer", "by file")
        REST = "rest", pgettext_lazy("answer", "by a program")
        SOURCE = "source", pgettext_lazy("answer", "from its source")

    id = models.BigAutoField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="+", db_index=False)
    field = models.CharField(_("field"), max_length=60)
    table = models.CharField(_("table"), max_length=60, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    way = models.CharField(_("way"), max_length=8, choices=Way.choices)
    person_name = models.CharField(_("name"), max_length=60)
    changed_at = models.DateTimeField(_("changed at"))

    personal_data = {"person_name": SIGNED}

    class Meta:
        db_table = "forms_answer_change"
        indexes = [models.Index(fields=["report", "-changed_at", "-id"], name="changes_newest_first")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.field}"


class ReportStep(ScopedModel):
    """One step of the way: submitted, passed on, accepted, returned, taken back, opened again."""

    class What(models.TextChoices):
        SUBMITTED = "submitted", pgettext_lazy("report", "submitted")
        PASSED = "passed", pgettext_lazy("report", "accepted and passed on")
        ACCEPTED = "accepted", pgettext_lazy("report", "accepted")
        RETURNED = "returned", pgettext_lazy("report", "returned")
        WITHDRAWN = "withdrawn", pgettext_lazy("report", "taken back")
        REOPENED = "reopened", pgettext_lazy("report", "opened again")

    id = models.BigAutoField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="+", db_index=False)
    what = models.CharField(_("step"), max_length=10, choices=What.choices)
    words = models.CharField(_("words"), max_length=500, blank=True)
    person_name = models.CharField(_("name"), max_length=60)
    unit_name = models.CharField(_("of"), max_length=120)
    taken_at = models.DateTimeField(_("taken at"))

    personal_data = {"person_name": SIGNED}

    class Meta:
        db_table = "forms_report_step"
        indexes = [models.Index(fields=["report", "taken_at", "id"], name="report_steps_in_order")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.what}"


class Remark(ScopedModel):
    """A word about one field or the whole report, by the unit or by a desk above it."""

    id = models.BigAutoField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="+", db_index=False)
    field = models.CharField(_("field"), max_length=60, blank=True)
    words = models.CharField(_("words"), max_length=500)
    person_name = models.CharField(_("name"), max_length=60)
    unit_name = models.CharField(_("of"), max_length=120)
    made_at = models.DateTimeField(_("made at"))

    personal_data = {"person_name": SIGNED}

    class Meta:
        db_table = "forms_remark"
        indexes = [models.Index(fields=["report", "made_at", "id"], name="remarks_in_order")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.field}"
