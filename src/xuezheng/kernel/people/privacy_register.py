"""The personal-data register: every declaration of every table, in words. Made from the models, so it cannot lag behind.

Retentions, grounds and names of tables are stated by many packages as plain texts; they are gathered here for translation,
and a test finds the one that is missing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from xuezheng.kernel.scope.privacy import PersonalField

TABLES = {
    "people_person": _("Persons"),
    "people_account": _("Accounts"),
    "people_post": _("Posts"),
    "people_attempt_count": _("Failed attempts"),
    "people_authenticator": _("Authenticators"),
    "people_recovery_code": _("Recovery codes"),
    "people_passkey": _("Passkeys"),
    "people_session": _("Sessions"),
    "people_api_token": _("API tokens"),
    "outbox_run": _("Runs of jobs"),
    "journal_entry": _("Entries of the journal"),
    "files_attachment": _("Attachments"),
    "rest_stored_reply": _("Kept answers of the API"),
    "inbox_message_read": _("Messages read"),
    "inbox_subscription": _("Subscriptions"),
    "inbox_digest": _("Digests"),
    "organisation_member": _("Members of bodies"),
    "organisation_cio": _("CIOs of units"),
    "organisation_meeting": _("Meetings held"),
    "organisation_survey": _("Surveys carried out"),
    "organisation_survey_part": _("Parts of surveys"),
    "supervision_order_reply": _("Replies to orders"),
    "supervision_score_correction": _("Corrections of scores"),
    "forms_report": _("Reports to collections"),
    "forms_answer_change": _("Changes of answers"),
    "forms_report_step": _("Steps of reports"),
    "forms_remark": _("Remarks on reports"),
    "forms_correction": _("Corrections at the source"),
    "forms_suspicion_answer": _("Answers to figures worth a second look"),
    "assessment_expert": _("Registered experts"),
    "assessment_review": _("Reviews of experts"),
    "assessment_appeal": _("Appeals against results"),
    "assessment_correction": _("Corrections of results"),
    "plans_assignment": _("Tasks of units"),
    "plans_assignment_step": _("Steps of tasks"),
    "plans_progress_report": _("Monthly reports"),
    "plans_target_evidence": _("Evidence of targets"),
}
FIELDS = (
    _("initials"),
    _("failed at"),
    _("secret"),
    _("code hash"),
    _("credential id"),
    _("public key"),
    _("used at"),
    _("origin"),
    _("device"),
    _("seen at"),
    _("token hash"),
    _("subject"),
    _("message"),
    _("person name"),
    _("person uuid"),
    _("before"),
    _("after"),
    _("body"),
)
CATEGORIES = (_("identity"), _("contact"), _("work"), _("credential"), _("conduct"), _("sensitive"))
RETENTIONS = (
    _("while in service, then two years"),
    _("until changed"),
    _("two days"),
    _("until removed"),
    _("until the session ends"),
    _("as long as the journal is kept"),
    _("as long as the file is kept"),
    _("as long as the rounds are kept"),
    _("as long as the record is kept"),
    _("90 days"),
    _("one day"),
    _("as long as the plan is kept"),
    _("as long as the order is kept"),
    _("as long as the score is kept"),
    _("as long as the inspection is kept"),
    _("as long as the collection is kept"),
)
GROUNDS = (
    _("performing statutory duties (PIPL Art. 13 (3))"),
    _("security duty"),
    _("performance of duties"),
    _("answering for a statement made in office"),
)


@dataclass(frozen=True, kw_only=True)
class RegisterLine:
    table: str
    table_title: str
    field: str
    field_title: str
    category: str
    retention: str
    basis: str


def register_lines() -> list[RegisterLine]:
    """In the reader's language, table by table."""
    return sorted(_lines(), key=lambda line: (line.table, line.field))


def _lines() -> Iterator[RegisterLine]:
    for model in apps.get_models():
        declared: dict[str, PersonalField] = getattr(model, "personal_data", None) or {}
        for name, entry in declared.items():
            yield _line(model, name, entry)


def _line(model: type[Model], name: str, entry: PersonalField) -> RegisterLine:
    options = model._meta  # noqa: SLF001 - Django's documented way to a model's fields
    field = options.get_field(name)
    return RegisterLine(
        table=options.db_table,
        table_title=gettext(TABLES.get(options.db_table, model.__name__)),
        field=name,
        field_title=gettext(str(getattr(field, "verbose_name", name))),
        category=gettext(entry.category.value),
        retention=gettext(entry.retention),
        basis=gettext(entry.basis),
    )
