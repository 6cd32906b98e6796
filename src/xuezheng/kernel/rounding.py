"""How a number is rounded before people read it: one rule for pages, files, forms and bulletins, as Chinese statistics round.

四舍五入: a half goes away from zero. Python's own rounding takes a half to the even neighbour, and cuts a double where it lies in
binary, so that 6.25 would be read as 6.2 here and as 6.3 there.
"""

from decimal import ROUND_HALF_UP, Decimal


def exact(value: Decimal | float) -> Decimal:
    """A double as it is written: 0.285, not 0.284999999999999975575093458246556110680103302001953125."""
    return value if isinstance(value, Decimal) else Decimal(repr(value))


def half_up(value: Decimal | float, decimals: int) -> Decimal:
    """Without a negative zero, which nobody writes."""
    return exact(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP) + 0


def percentage(share: Decimal | float, decimals: int) -> Decimal:
    """28.5 of 0.285: multiplied as a decimal, since a hundred times that double is 28.499999999999996."""
    return half_up(exact(share) * 100, decimals)
