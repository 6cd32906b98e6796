"""What the inbox says when it refuses."""

from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import NotAllowed, NotFound, Refusal, VersionIsStale


class MessageIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such message for your post."))


class DigestIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such digest of your post."))


class OnlyPostsSubscribe(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("Only the holder of a post can subscribe. Act under one of your posts."))


class SubscriptionHasChanged(VersionIsStale):
    def __init__(self) -> None:
        super().__init__(_("Your subscription was changed meanwhile. Load the page again and repeat what you wanted."))


class AddressIsNeeded(Refusal):
    code = "address-is-needed"

    def __init__(self) -> None:
        super().__init__(_("Give the address the e-mails should go to, or leave out e-mail."), field="email")


class AddressIsNone(Refusal):
    code = "address-is-none"

    def __init__(self, address: str) -> None:
        sentence = _("“%(email)s” is no e-mail address. It looks like name@school.example.")
        super().__init__(sentence % {"email": address[:60]}, field="email")


class AddressNotByToken(NotAllowed):
    code = "address-not-by-token"

    def __init__(self) -> None:
        super().__init__(
            _("A token may not change the address digests go to. Do this in a browser, signed in."), field="email"
        )


class WayIsNeeded(Refusal):
    code = "way-is-needed"

    def __init__(self) -> None:
        super().__init__(_("Choose e-mail, the inbox or both, or set how often to “never”."), field="by_email")


class TopicIsUnknown(Refusal):
    code = "topic-is-unknown"

    def __init__(self, topic: str) -> None:
        super().__init__(
            _("“%(topic)s” is no topic. Choose some of those offered, or none for all.") % {"topic": topic[:60]},
            field="topics",
        )


class FrequencyIsUnknown(Refusal):
    code = "frequency-is-unknown"

    def __init__(self, frequency: str) -> None:
        super().__init__(
            _("“%(frequency)s” is not offered. Choose none, daily or weekly.") % {"frequency": frequency[:20]},
            field="frequency",
        )
