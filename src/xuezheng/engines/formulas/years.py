"""Whether what a measure tells grows period by period and begins anew with each year: read from its words, without a table."""

from sqlglot import exp

from xuezheng.engines.formulas.parsing import parsed

TO_DATE = "year_to_date"


def begins_anew_each_year(text: str) -> bool:
    """A sum or count of the year so far, or such a number by something that is not of the year. Of a mean or a share whose
    both sides are of the year the periods' parts do not add up."""
    return TO_DATE in text.lower() and _adds_up(parsed(text)[0], in_year=False)


def _adds_up(tree: exp.Expr, *, in_year: bool) -> bool:
    tree = tree.unnest()
    if isinstance(tree, exp.Sum | exp.Count):
        return in_year
    if _is_to_date(tree):
        return len(tree.expressions) == 1 and _adds_up(tree.expressions[0], in_year=True)
    if isinstance(tree, exp.Add | exp.Sub):
        return _adds_up(tree.this, in_year=in_year) and _adds_up(tree.expression, in_year=in_year)
    if isinstance(tree, exp.Mul | exp.Div):
        sides = [(tree.this, tree.expression)]
        if isinstance(tree, exp.Mul):
            sides.append((tree.expression, tree.this))
        return any(_adds_up(adding, in_year=in_year) and not _is_of_year(other, in_year) for adding, other in sides)
    return False


def _is_to_date(tree: exp.Expr) -> bool:
    return isinstance(tree, exp.Anonymous) and str(tree.this).lower() == TO_DATE


def _is_of_year(tree: exp.Expr, in_year: bool) -> bool:
    return any(_is_to_date(each) or (in_year and isinstance(each, exp.AggFunc)) for each in tree.walk())
