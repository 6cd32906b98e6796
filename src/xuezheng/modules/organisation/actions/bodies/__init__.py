"""What can be done with bodies and the seats in them."""

from xuezheng.modules.organisation.actions.bodies.change_body import change_body
from xuezheng.modules.organisation.actions.bodies.dissolve_body import dissolve_body
from xuezheng.modules.organisation.actions.bodies.found_body import found_body
from xuezheng.modules.organisation.actions.bodies.seat_member import end_seat, seat_member

__all__ = ["change_body", "dissolve_body", "end_seat", "found_body", "seat_member"]
