"""What can be done with the register of CIOs."""

from xuezheng.modules.organisation.actions.cios.change_cio import change_cio
from xuezheng.modules.organisation.actions.cios.end_cio import end_cio
from xuezheng.modules.organisation.actions.cios.name_cio import name_cio
from xuezheng.modules.organisation.actions.cios.record_training import record_training, withdraw_training

__all__ = ["change_cio", "end_cio", "name_cio", "record_training", "withdraw_training"]
