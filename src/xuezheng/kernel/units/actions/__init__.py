"""What can be done with units, one use case a file. Every act checks, locks, changes, journals and announces."""

from xuezheng.kernel.units.actions.add_alias import add_alias
from xuezheng.kernel.units.actions.change_unit_code import change_unit_code
from xuezheng.kernel.units.actions.change_unit_facts import change_unit_facts
from xuezheng.kernel.units.actions.change_unit_kind import change_unit_kind
from xuezheng.kernel.units.actions.close_unit import close_unit
from xuezheng.kernel.units.actions.import_units import import_units
from xuezheng.kernel.units.actions.merge_units import merge_units
from xuezheng.kernel.units.actions.move_unit import move_unit
from xuezheng.kernel.units.actions.open_unit import open_unit
from xuezheng.kernel.units.actions.remove_alias import remove_alias
from xuezheng.kernel.units.actions.rename_unit import rename_unit
from xuezheng.kernel.units.actions.split_unit import split_unit

__all__ = [
    "add_alias",
    "change_unit_code",
    "change_unit_facts",
    "change_unit_kind",
    "close_unit",
    "import_units",
    "merge_units",
    "move_unit",
    "open_unit",
    "remove_alias",
    "rename_unit",
    "split_unit",
]
