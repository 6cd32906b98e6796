"""What endpoints that take a table in say of it: the name of its file, and what is wrong in which cell."""

from typing import Annotated

from pydantic import Field

from xuezheng.kernel.pages.tables import CellProblem
from xuezheng.kernel.rest.schemas import Output

Filename = Annotated[str, Field(min_length=1, max_length=200, description="With its ending: .xlsx or .csv.")]


class CellProblemOut(Output):
    """`row` as the spreadsheet counts; `column` is empty where the whole row is meant."""

    row: int
    column: str
    detail: str

    @staticmethod
    def resolve_column(problem: CellProblem) -> str:
        return problem.key

    @staticmethod
    def resolve_detail(problem: CellProblem) -> str:
        return str(problem.sentence)
