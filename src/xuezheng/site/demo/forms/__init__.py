"""Collections of the demonstration: a past quarter that is nearly all in, one that is under way, and a county's own.

Owns: which units sent what and when. The forms are those that monitoring ships; what follows from their days is told by
the engine as for any other report.
"""

from xuezheng.site.demo.forms.loading import load_forms

__all__ = ["load_forms"]
