"""Counting failures so that guessing slows down for the guesser and never locks out the owner.

An attempt is claimed as a failure before anything is checked, which leaves no gap for many at once, and unclaimed when it
succeeds. An attempt made while waiting is refused without being counted: nobody can prolong somebody's wait.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import ngettext

from xuezheng.kernel.people.models import Account, AttemptCount
from xuezheng.kernel.people.sign_in.keys import keyed_hash
from xuezheng.kernel.people.sign_in.origins import network_of
from xuezheng.kernel.people.sign_in.rules import FailureRule, sign_in_rules
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ROOT, system_post
from xuezheng.kernel.scope.binding import bound


class TooManyFailures(Refusal):
    """Says how long to wait; the same for names that exist and names that do not."""

    status = 429
    code = "too-many-failures"

    def __init__(self, wait: timedelta) -> None:
        self.seconds = max(1, math.ceil(wait.total_seconds()))
        minutes = math.ceil(self.seconds / 60)
        if self.seconds < 90:
            sentence = ngettext(
                "Too many failed attempts. Try again in %(count)d second.",
                "Too many failed attempts. Try again in %(count)d seconds.",
                self.seconds,
            ) % {"count": self.seconds}
        else:
            sentence = ngettext(
                "Too many failed attempts. Try again in %(count)d minute.",
                "Too many failed attempts. Try again in %(count)d minutes.",
                minutes,
            ) % {"count": minutes}
        super().__init__(sentence)


@dataclass(frozen=True, kw_only=True)
class Count:
    """One thing that is counted, and the rule it is held to; without a rule it is only counted."""

    kind: str
    subject: str
    rule: FailureRule | None
    reset_by_success: bool = True

    @property
    def key(self) -> str:
        return keyed_hash("attempt counts", f"{self.kind}|{self.subject}")

    @property
    def forgotten_after(self) -> timedelta:
        return (self.rule or sign_in_rules().failures["name_from_network"]).forgotten_after


@dataclass(frozen=True, kw_only=True)
class Claim:
    """An attempt already counted as failed."""

    counts: tuple[Count, ...]


def password_counts(*, username: str, origin: str, device: str, at: datetime) -> tuple[Count, ...]:
    """What a password attempt is counted by. `device` names a browser known to this very account, or is empty."""
    rules = sign_in_rules()
    name = username.strip().lower()
    if device:
        return (Count(kind="known_device", subject=f"{name}|{device}", rule=rules.failures["known_device"]),)
    network = network_of(origin, prefixes=rules.networks)
    everywhere = Count(kind="name", subject=name, rule=None, reset_by_success=False)
    attacked = _failures_of(everywhere, at=at) >= rules.under_attack_from
    allowance = rules.failures["under_attack" if attacked else "name_from_network"]
    return (
        Count(kind="name_from_network", subject=f"{name}|{network}", rule=allowance),
        everywhere,
        origin_count(origin),
    )


def origin_count(origin: str) -> Count:
    """Success does not reset it: an own account must not buy new attempts at others."""
    rules = sign_in_rules()
    address = network_of(origin, prefixes=rules.origins)
    return Count(kind="origin", subject=address, rule=rules.failures["origin"], reset_by_success=False)


def code_counts(*, account: Account, device: str) -> tuple[Count, ...]:
    """Whoever gets here has shown the right password, so the account as a whole may be slowed, but for known browsers."""
    rule = sign_in_rules().failures["second_factor"]
    return (Count(kind="second_factor", subject=f"{account.id}|{device}", rule=rule),)


def confirmation_counts(*, account: Account, session: str) -> tuple[Count, ...]:
    rule = sign_in_rules().failures["confirmation"]
    return (Count(kind="confirmation", subject=f"{account.id}|{session}", rule=rule),)


def claim_attempt(*, counts: Sequence[Count], account: Account | None, at: datetime) -> Claim:
    """Count the attempt as failed, or refuse it where a wait is not over."""
    with bound(system_post("sign-in")):
        rows = _locked(counts, account=account, at=at)
        wait = max((_wait_left(count, rows[count.key], at=at) for count in counts), default=timedelta())
        if wait <= timedelta():
            for row in rows.values():
                row.failures, row.failed_at = row.failures + 1, at
            AttemptCount.objects.bulk_update(rows.values(), ["failures", "failed_at"])
    if wait > timedelta():
        raise TooManyFailures(wait)
    return Claim(counts=tuple(counts))


def release_claim(claim: Claim) -> None:
    """The attempt succeeded after all."""
    with bound(system_post("sign-in")):
        for count in claim.counts:
            row = AttemptCount.objects.filter(key=count.key)
            if count.reset_by_success:
                row.delete()
            else:
                row.update(failures=Greatest(F("failures") - 1, 0))


def forget_attempts(*, at: datetime) -> int:
    """Remove counts nobody will ask for again. Returns how many."""
    rules = sign_in_rules()
    oldest = max(rule.forgotten_after for rule in rules.failures.values())
    return AttemptCount.objects.filter(failed_at__lt=at - 2 * oldest).delete()[0]


def failures_of_name(username: str, *, at: datetime) -> int:
    """How often a name failed lately by browsers not known to it, for its owner to see."""
    return _failures_of(Count(kind="name", subject=username.strip().lower(), rule=None), at=at)


def _failures_of(count: Count, *, at: datetime) -> int:
    with bound(system_post("sign-in")):
        row = AttemptCount.objects.filter(key=count.key, failed_at__gt=at - count.forgotten_after).first()
    return row.failures if row else 0


def _locked(counts: Sequence[Count], *, account: Account | None, at: datetime) -> dict[str, AttemptCount]:
    """The rows in the order of their keys, so that two attempts never wait for each other crosswise."""
    ordered = sorted(counts, key=lambda count: count.key)
    AttemptCount.objects.bulk_create(
        [
            AttemptCount(
                key=count.key,
                kind=count.kind,
                account=None if count.kind == "origin" else account,
                unit_path=account.unit_path if account and count.kind != "origin" else ROOT,
                failed_at=at,
            )
            for count in ordered
        ],
        ignore_conflicts=True,
    )
    rows = {
        row.key: row
        for row in AttemptCount.objects.select_for_update()
        .filter(key__in=[count.key for count in ordered])
        .order_by("key")
    }
    for count in ordered:
        if rows[count.key].failed_at <= at - count.forgotten_after:
            rows[count.key].failures = 0
    return rows


def _wait_left(count: Count, row: AttemptCount, *, at: datetime) -> timedelta:
    if count.rule is None:
        return timedelta()
    return row.failed_at + count.rule.wait_after(row.failures) - at
