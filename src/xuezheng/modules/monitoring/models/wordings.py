"""Templates of bulletins as this installation words them, where it words them otherwise than the release."""

from django.db import models

from xuezheng.kernel.scope.privacy import NONE


class TemplateWording(models.Model):
    """One wording of a template; the newest of a code prevails. Bulletins keep the one they were written from."""

    code = models.CharField(max_length=63)
    number = models.PositiveIntegerField()
    text = models.TextField()
    imported_from = models.CharField(max_length=200)
    """The unit that worded it, or the installation whose package brought it."""
    worded_at = models.DateTimeField()

    personal_data = NONE
    unscoped_because = "a template is the office's word to everybody, as a catalogue is"

    class Meta:
        db_table = "monitoring_template_wording"
        constraints = [models.UniqueConstraint(fields=["code", "number"], name="one_template_wording")]

    def __str__(self) -> str:
        return f"{self.code} v{self.number}"
