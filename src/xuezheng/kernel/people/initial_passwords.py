"""Initial passwords: made by chance, shown once, replaced at the first sign-in.

They carry 70 bits of chance, so guessing is hopeless whatever a guess costs; the slow hash that protects passwords people
think up would only make an import of thousands last for minutes. They are hashed by the same Argon2id with small
figures (measured: 0.6 ms each instead of 100 ms), and the password the person then chooses gets the full ones.
"""

from secrets import choice, token_bytes

from argon2.low_level import Type, hash_secret

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without 0 o 1 l i: they are read from paper."""
GROUPS, LETTERS = 3, 5


def new_initial_password() -> str:
    """Three groups of five: 31 letters and digits, 15 places, 74 bits."""
    return "-".join("".join(choice(ALPHABET) for _place in range(LETTERS)) for _group in range(GROUPS))


def encoded(initial_password: str) -> str:
    """As Django's Argon2 hasher writes it, so that the ordinary check reads it."""
    digest = hash_secret(
        initial_password.encode(),
        token_bytes(16),
        time_cost=1,
        memory_cost=1024,
        parallelism=1,
        hash_len=32,
        type=Type.ID,
    )
    return f"argon2{digest.decode('ascii')}"
