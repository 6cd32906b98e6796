"""To-dos and messages of units, who has read what, and the digests of those who want one."""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from xuezheng.engines.inbox.texts import rendered
from xuezheng.kernel.people.models import Person, Post
from xuezheng.kernel.people.models.retention import DUTY
from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import NONE, Category, PersonalField
from xuezheng.kernel.units.models import Unit

UNTIL_CHANGED = gettext_noop("until changed, at most while the post lasts")
AS_THE_MESSAGE = gettext_noop("as long as the message, two years at most")
TWO_YEARS = gettext_noop("two years")
CONSENT = gettext_noop("consent: chosen by the person")


class Todo(ScopedModel):
    """Something a unit has to do. It is closed by the package that opened it, when the thing is done."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(_("topic"), max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=64)
    text = models.CharField(max_length=300)
    """An English msgid of the package that opened it, with blanks that `params` fill."""
    params: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    url = models.CharField(max_length=300)
    due_on = models.DateField(_("due"), null=True)
    permission = models.CharField(max_length=80, blank=True)
    """Where not empty, only posts that hold it have this to do."""
    waiting_for = models.CharField(_("who waits"), max_length=120, blank=True)
    opened_at = models.DateTimeField(_("since"))
    closed_at = models.DateTimeField(_("done"), null=True)

    personal_data = NONE

    class Meta:
        db_table = "inbox_todo"
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "subject_kind", "subject_id", "unit"],
                condition=Q(closed_at=None),
                name="one_open_todo_per_subject",
            )
        ]
        indexes = [
            models.Index(fields=["unit_path", "due_on"], condition=Q(closed_at=None), name="todo_open_by_unit"),
        ]

    @property
    def words(self) -> str:
        """The text in the reader's language."""
        return rendered(self.text, self.params)

    def __str__(self) -> str:
        return f"{self.topic} {self.subject_id}"


class Message(ScopedModel):
    """Something a unit is told. The same key of the same topic reaches a unit once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(_("topic"), max_length=60)
    key = models.CharField(max_length=120)
    text = models.CharField(max_length=300)
    params: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    url = models.CharField(max_length=300, blank=True)
    permission = models.CharField(max_length=80, blank=True)
    sent_at = models.DateTimeField(_("sent"))

    personal_data = NONE

    class Meta:
        db_table = "inbox_message"
        constraints = [models.UniqueConstraint(fields=["topic", "key", "unit"], name="one_message_per_key")]
        indexes = [models.Index(fields=["unit_path", "sent_at"], name="message_by_unit")]

    @property
    def words(self) -> str:
        """The text in the reader's language."""
        return rendered(self.text, self.params)

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"


class MessageRead(ScopedModel):
    """A person has read a message; `unit_path` is the unit of the post under which."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("person"))
    read_at = models.DateTimeField(_("read at"))

    personal_data = {
        "person": PersonalField(category=Category.CONDUCT, retention=AS_THE_MESSAGE, basis=DUTY),
        "read_at": PersonalField(category=Category.CONDUCT, retention=AS_THE_MESSAGE, basis=DUTY),
    }

    class Meta:
        db_table = "inbox_message_read"
        constraints = [models.UniqueConstraint(fields=["message", "person"], name="message_read_once")]

    def __str__(self) -> str:
        return f"{self.message_id} {self.person_id}"


class Subscription(ScopedModel):
    """What the holder of a post wants to be sent, how often and where to. Without one nothing is sent."""

    class Frequency(models.TextChoices):
        NONE = "none", _("never")
        DAILY = "daily", _("every morning")
        WEEKLY = "weekly", _("Monday mornings")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="+")
    frequency = models.CharField(_("how often"), max_length=10, choices=Frequency.choices, default=Frequency.NONE)
    topics = ArrayField(models.CharField(max_length=60), verbose_name=_("topics"), default=list)
    """Empty: all of them."""
    by_email = models.BooleanField(_("by e-mail"), default=False)
    by_inbox = models.BooleanField(_("in the inbox"), default=True)
    email = models.EmailField(_("e-mail"), blank=True)
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    personal_data = {
        "email": PersonalField(category=Category.CONTACT, retention=UNTIL_CHANGED, basis=CONSENT),
        "frequency": PersonalField(category=Category.CONDUCT, retention=UNTIL_CHANGED, basis=CONSENT),
        "topics": PersonalField(category=Category.CONDUCT, retention=UNTIL_CHANGED, basis=CONSENT),
    }

    class Meta:
        db_table = "inbox_subscription"
        constraints = [
            models.CheckConstraint(condition=Q(by_email=False) | ~Q(email=""), name="mail_has_an_address"),
        ]
        indexes = [models.Index(fields=["frequency", "id"], name="subscription_by_frequency")]

    def __str__(self) -> str:
        return f"{self.post_id} {self.frequency}"


class Digest(ScopedModel):
    """What one post was sent on one day, word for word: the inbox's copy, and the reason why no day is sent twice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    day = models.DateField(_("day"))
    made_at = models.DateTimeField()
    content: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    in_inbox = models.BooleanField(default=True)
    mailed_at = models.DateTimeField(_("mailed"), null=True)

    personal_data = {
        "mailed_at": PersonalField(category=Category.CONDUCT, retention=TWO_YEARS, basis=CONSENT),
    }

    class Meta:
        db_table = "inbox_digest"
        constraints = [models.UniqueConstraint(fields=["post", "day"], name="one_digest_a_day")]

    def __str__(self) -> str:
        return f"{self.post_id} {self.day}"
