"""The demonstration province: Henan's real cities and counties with made-up schools and people, the same on every machine.

`load` fills an empty database once, `sign_ins` names one account for each role at each level. Everything in it carries
`synthetic`, and the shell shows a mark while it is there.
"""

from xuezheng.kernel.scope.acting import ROOT
from xuezheng.site.demo.loading import Loaded, is_loaded, load, loaded_scale
from xuezheng.site.demo.signing_in import PASSWORD, SignIn, sign_ins

PROVINCE_PATH = f"{ROOT}41."

__all__ = ["PASSWORD", "PROVINCE_PATH", "Loaded", "SignIn", "is_loaded", "load", "loaded_scale", "sign_ins"]
