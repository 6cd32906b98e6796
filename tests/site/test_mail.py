"""Where mails go, from the operator's one address."""

from pathlib import Path

import pytest

from xuezheng.site.mail import MailSettings, mail_settings

pytestmark = pytest.mark.unit
HOME = Path("/srv/xuezheng")
SMTP = "django.core.mail.backends.smtp.EmailBackend"


def server(port: int, **values: object) -> MailSettings:
    return MailSettings(backend=SMTP, folder=HOME / "mail", host="mail.example.cn", port=port, **values)  # type: ignore[arg-type] # each a known field


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.cn", server(25)),
        ("smtp://mail.example.cn?tls=1", server(587, starttls=True)),
        ("smtps://mail.example.cn", server(465, tls=True)),
        (
            "smtp://clerk%40example.cn:p%3Ass@mail.example.cn:2525?tls=1",
            server(2525, user="clerk@example.cn", password="p:ss", starttls=True),
        ),
    ],
)
def test_an_address_says_all_of_a_mail_server(url: str, expected: MailSettings) -> None:
    assert mail_settings(url, home=HOME) == expected


def test_without_one_mails_become_files_under_the_home() -> None:
    kept = mail_settings("", home=HOME)
    assert (kept.backend, kept.folder) == ("django.core.mail.backends.filebased.EmailBackend", HOME / "mail")


@pytest.mark.parametrize("url", ["mail.example.cn", "http://mail.example.cn", "smtp://"])
def test_what_is_no_address_stops_the_start(url: str) -> None:
    with pytest.raises(ValueError, match="XUEZHENG_SMTP_URL looks like"):
        mail_settings(url, home=HOME)
