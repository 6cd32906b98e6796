"""How long data about people is kept and on what ground: named once, said the same in every declaration."""

WHILE_EMPLOYED = "while in service, then two years"
DUTY = "performing statutory duties (PIPL Art. 13 (3))"
SECURITY = "security duty"
