"""Keys derived from the platform's secret key, one for each purpose: to encrypt, to hash what must not be guessed back."""

import hmac
from base64 import urlsafe_b64encode
from functools import cache
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.refusals import Refusal


class SecretUnreadable(Refusal):
    """The secret key of the platform changed since this was encrypted."""

    def __init__(self) -> None:
        super().__init__(
            _("This second factor can no longer be read. Use a recovery code, or ask your administrator to reset it.")
        )


def derived_key(purpose: str, *, secret: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"xuezheng {purpose}".encode()).derive(secret.encode())


@cache
def _box(secrets: tuple[str, ...]) -> MultiFernet:
    """The first key encrypts; keys of before still decrypt."""
    return MultiFernet(
        [Fernet(urlsafe_b64encode(derived_key("encrypted secrets", secret=secret))) for secret in secrets]
    )


def encrypted(plain: bytes) -> bytes:
    return _box((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)).encrypt(plain)


def decrypted(sealed: bytes) -> bytes:
    try:
        return _box((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)).decrypt(sealed)
    except InvalidToken as error:
        raise SecretUnreadable from error


def keyed_hash(purpose: str, text: str) -> str:
    """For what is short enough to be guessed from a plain hash: names, addresses, recovery codes."""
    return hmac.new(derived_key(purpose, secret=settings.SECRET_KEY), text.encode(), sha256).hexdigest()


def plain_hash(text: str) -> str:
    """For long random secrets only."""
    return sha256(text.encode()).hexdigest()
