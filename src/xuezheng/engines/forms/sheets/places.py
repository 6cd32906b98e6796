"""What writing and reading must agree on: the hidden sheet, the codes of the first columns, and names of cells."""

HIDDEN = "_xuezheng"
MARKER = "xuezheng:"
"""Before the code of the part, in the first cell of the row of codes."""
MARK = "xuezheng_mark"
"""Code of the column that carries the mark where there is no hidden sheet."""
UNIT_TITLES = frozenset({"unitcode", "单位代码", "单位编码", "学校代码", "学校标识码", "schoolcode"})
"""Titles of the column of codes, folded; in both languages, whatever was active when the file was made."""
ASKED_TITLES = frozenset({"measureandneed", "计量与要求"})
"""First cell of the row that says what is asked, folded."""
KEY_TITLES = frozenset({"unit", "单位", "单位名称", "学校名称", "state", "状态", "no.", "序号"})
"""Titles beside the code that hold no answer, folded."""


def place_name(row: int, column: int) -> str:
    """As a spreadsheet names a cell: the first one is A1."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
