"""How long a password must be, said in the reader's language: Django's own sentence has no Chinese."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LengthValidator(MinimumLengthValidator):
    """Named in the settings' AUTH_PASSWORD_VALIDATORS."""

    def get_error_message(self) -> str:
        return _("This password is too short. It needs at least %(count)d characters.") % {"count": self.min_length}
