"""The rules of signing in as the catalogue states them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

import yaml

CATALOG = Path(__file__).parent.parent / "catalog" / "sign_in.yaml"


@dataclass(frozen=True, kw_only=True)
class FailureRule:
    """How many failures are free, and how the waiting grows after them (seconds)."""

    free: int
    first_wait: int
    longest_wait: int
    forget_hours: int

    def wait_after(self, failures: int) -> timedelta:
        """How long to wait since the last failure before another attempt is looked at."""
        if failures < self.free:
            return timedelta()
        doublings = min(failures - self.free, 30)
        return timedelta(seconds=min(self.first_wait * 2**doublings, self.longest_wait))

    @property
    def forgotten_after(self) -> timedelta:
        return timedelta(hours=self.forget_hours)


@dataclass(frozen=True, kw_only=True)
class SessionRule:
    idle: timedelta
    longest: timedelta
    unfinished: timedelta
    seen_every: timedelta
    confirm_after: timedelta


@dataclass(frozen=True, kw_only=True)
class SecondFactorRule:
    required: frozenset[str]
    recommended: frozenset[str]
    synthetic_accounts: bool
    drift_steps: int
    recovery_codes: int


@dataclass(frozen=True, kw_only=True)
class TokenRule:
    longest_days: int
    usual_days: int
    most_per_account: int


@dataclass(frozen=True, kw_only=True)
class SignInRules:
    failures: Mapping[str, FailureRule]
    under_attack_from: int
    networks: Mapping[str, int]
    origins: Mapping[str, int]
    known_device: timedelta
    sessions: SessionRule
    second_factor: SecondFactorRule
    tokens: TokenRule
    most_passkeys: int


@cache
def sign_in_rules() -> SignInRules:
    catalogue = yaml.safe_load(CATALOG.read_text(encoding="utf-8"))
    sessions, second = catalogue["sessions"], catalogue["second_factor"]
    return SignInRules(
        failures={kind: FailureRule(**figures) for kind, figures in catalogue["failures"].items()},
        under_attack_from=catalogue["under_attack_from"],
        networks=catalogue["networks"],
        origins=catalogue["origins"],
        known_device=timedelta(days=catalogue["known_device_days"]),
        sessions=SessionRule(
            idle=timedelta(minutes=sessions["idle_minutes"]),
            longest=timedelta(hours=sessions["longest_hours"]),
            unfinished=timedelta(minutes=sessions["unfinished_minutes"]),
            seen_every=timedelta(seconds=sessions["seen_every_seconds"]),
            confirm_after=timedelta(minutes=sessions["confirm_after_minutes"]),
        ),
        second_factor=SecondFactorRule(
            required=frozenset(second["required"]),
            recommended=frozenset(second["recommended"]),
            synthetic_accounts=second["synthetic_accounts"],
            drift_steps=second["drift_steps"],
            recovery_codes=second["recovery_codes"],
        ),
        tokens=TokenRule(**catalogue["tokens"]),
        most_passkeys=catalogue["passkeys"]["most_per_account"],
    )
