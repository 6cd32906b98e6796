"""A formula's tree as text: one spelling for one meaning, from which components take their names."""

from datetime import date

from xuezheng.engines.formulas.nodes import (
    Arithmetic,
    Both,
    Call,
    Choice,
    Comparison,
    Constant,
    Either,
    Missing,
    Name,
    Negation,
    Negative,
    Node,
)


def written(node: Node) -> str:  # noqa: C901, PLR0911 - one arm for each node type
    """The tree as SQL, fully bracketed."""
    match node:
        case Constant():
            return _constant(node)
        case Name():
            return node.name
        case Arithmetic():
            return f"({written(node.left)} {node.operator} {written(node.right)})"
        case Comparison():
            return f"({written(node.left)} {node.relation} {written(node.right)})"
        case Both():
            return f"({written(node.left)} and {written(node.right)})"
        case Either():
            return f"({written(node.left)} or {written(node.right)})"
        case Negative():
            return f"(-{written(node.operand)})"
        case Negation():
            return f"(not {written(node.operand)})"
        case Missing():
            return f"({written(node.operand)} is null)"
        case Choice():
            branches = " ".join(f"when {written(when)} then {written(then)}" for when, then in node.branches)
            return f"case {branches} else {written(node.otherwise)} end"
        case Call():
            arguments = [written(argument) for argument in node.arguments]
            return f"{node.function}({', '.join(arguments + ([str(node.digits)] if node.function == 'round' else []))})"


def _constant(node: Constant) -> str:
    if node.value is None:
        return "null"
    if isinstance(node.value, bool):
        return str(node.value).lower()
    if isinstance(node.value, str):
        return "'" + node.value.replace("'", "''") + "'"
    if isinstance(node.value, date):
        return f"date '{node.value.isoformat()}'"
    return format(node.value, "f")
