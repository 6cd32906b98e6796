"""Reading work points: milliseconds for a document of 32 tasks, on text made here.

Ours only: no other program reads this genre into structure, so there is no peer to run beside it.
"""

import time

from benchmarks.frame import Cell, Table, percentile
from xuezheng.engines.papers.reading import read_paper

ROUNDS, WARMING = 40, 3
BAR = 500.0
SECTIONS, TASKS = 8, 32


def run() -> list[Table]:
    return [times()]


def times() -> Table:
    rows: list[tuple[Cell, ...]] = []
    for tasks, words in ((TASKS, 4), (TASKS, 12), (TASKS * 4, 4)):
        text = work_points(tasks=tasks, words=words)
        measured = [milliseconds(text) for _ in range(WARMING + ROUNDS)][WARMING:]
        p95 = percentile(measured, 0.95)
        held = "yes" if p95 <= BAR or tasks > TASKS else "NO"
        rows.append((tasks, len(text), percentile(measured, 0.5), p95, BAR if tasks == TASKS else "", held))
    return Table(
        title="milliseconds to read a plan",
        columns=("tasks", "characters", "median", "p95", "bar", "held"),
        rows=rows,
        note="The bar is for 32 tasks; the last row shows how the time grows.",
    )


def milliseconds(text: str) -> float:
    began = time.perf_counter()
    read_paper(text)
    return (time.perf_counter() - began) * 1000


def work_points(*, tasks: int, words: int) -> str:
    """As many tasks as asked for, of so many sentences each."""
    lines = [
        "平原省教育厅",
        "关于印发2022年数字校园工作要点的通知",
        "各市教育局，各高等学校：",
        "请遵照执行。",
        "2022年3月1日",
    ]
    lines += [
        "2022年数字校园工作要点",
        "一、主要目标",
        "一是全省中小学校联网率达到98%，建成示范校120所。",
        "二、重点任务",
    ]
    for number in range(1, tasks + 1):
        if (number - 1) % (tasks // SECTIONS) == 0:
            lines.append(f"（{'一二三四五六七八'[(number - 1) // (tasks // SECTIONS)]}）提升校园服务能力")
        body = "推进校园网络和教学终端建设，完善管理制度，加强教师培训，遴选优秀课例30节以上。" * words
        lines.append(f"{number}.改善教学条件。{body}（责任单位：科技处、财务处、各市教育局）")
    return "\n".join(lines)
