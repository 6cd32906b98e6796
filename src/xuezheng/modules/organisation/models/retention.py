"""How long the names kept here stay and on what ground: said once, the same in every declaration."""

from xuezheng.kernel.scope.privacy import Category, PersonalField

AS_LONG_AS_KEPT = "as long as the record is kept"
DUTY = "performing statutory duties (PIPL Art. 13 (3))"

NAME = PersonalField(category=Category.IDENTITY, retention=AS_LONG_AS_KEPT, basis=DUTY)
WORK = PersonalField(category=Category.WORK, retention=AS_LONG_AS_KEPT, basis=DUTY)
