"""Entries of the journal and the seals that make changes to them show."""

import uuid

from django.db import models

from xuezheng.kernel.scope.models import ScopedModel, path_field
from xuezheng.kernel.scope.privacy import NONE, Category, PersonalField


class Entry(ScopedModel):
    """One recorded act. `unit_path` is the unit the act is about, which decides who may read it."""

    unit_path = path_field()
    """Without an index of its own: `journal_by_unit` begins with it."""
    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    person_id = models.UUIDField(null=True)
    person_name = models.CharField(max_length=100)
    post_id = models.UUIDField(null=True)
    post_title = models.CharField(max_length=300)
    act = models.CharField(max_length=80)
    """`package.verb_noun`, as the action is called: 'units.rename_unit'."""
    object_kind = models.CharField(max_length=80)
    object_id = models.CharField(max_length=80)
    object_name = models.CharField(max_length=300)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    origin = models.CharField(max_length=60, blank=True)
    request_id = models.CharField(max_length=60, blank=True)

    personal_data = {
        "person_name": PersonalField(
            category=Category.IDENTITY, retention="as long as the journal is kept", basis="security duty"
        ),
        "origin": PersonalField(
            category=Category.CONDUCT, retention="as long as the journal is kept", basis="security duty"
        ),
        "before": PersonalField(
            category=Category.WORK, retention="as long as the journal is kept", basis="security duty"
        ),
        "after": PersonalField(
            category=Category.WORK, retention="as long as the journal is kept", basis="security duty"
        ),
    }

    class Meta:
        db_table = "journal_entry"
        indexes = [
            models.Index(fields=["unit_path", "at"], name="journal_by_unit"),
            models.Index(fields=["object_id", "object_kind", "-at"], name="journal_by_object"),
            models.Index(fields=["person_id", "-at"], name="journal_by_person"),
            models.Index(fields=["person_name", "-at"], name="journal_by_name"),
            models.Index(fields=["at", "id"], name="journal_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act} {self.object_name}"


class Leaf(models.Model):
    """The place of one sealed entry in the Merkle tree and the hash of what it said. Insert-only, like the entries."""

    position = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField(unique=True)
    """No foreign key: a deleted entry must leave its leaf behind to be missed."""
    hash = models.BinaryField(max_length=32)

    personal_data = NONE
    unscoped_because = "it holds hashes of entries only, and every reader's proof needs those of all units"

    class Meta:
        db_table = "journal_leaf"

    def __str__(self) -> str:
        return f"leaf {self.position} of entry {self.entry_id}"


class Seal(models.Model):
    """The tree's head at one moment: its size, its root, and the frontier from which the next seal goes on."""

    number = models.BigIntegerField(primary_key=True)
    size = models.BigIntegerField(db_index=True)
    root = models.BinaryField(max_length=32)
    frontier = models.BinaryField()
    sealed_at = models.DateTimeField()
    floor_id = models.BigIntegerField()
    """Every entry up to this id is sealed; sealing looks only beyond it."""
    seen_id = models.BigIntegerField()
    """The highest entry id in sight when this seal was made, and ..."""
    seen_xmax = models.BigIntegerField()
    """... the first transaction that had not begun: once all before it have ended, `seen_id` becomes a floor."""

    personal_data = NONE
    unscoped_because = "it holds hashes of entries only, and every reader's proof needs those of all units"

    class Meta:
        db_table = "journal_seal"

    def __str__(self) -> str:
        return f"seal {self.number} over {self.size} entries"


class Node(models.Model):
    """The hash of a complete subtree of 256, 65,536, … leaves, kept so that a proof need not read them all."""

    level = models.SmallIntegerField()
    place = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    personal_data = NONE
    unscoped_because = "it holds hashes of entries only, and every reader's proof needs those of all units"

    class Meta:
        db_table = "journal_node"
        constraints = [models.UniqueConstraint(fields=["level", "place"], name="one_node_per_place")]

    def __str__(self) -> str:
        return f"node {self.level}/{self.place}"
