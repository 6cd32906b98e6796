"""The title of the notice, and the plan's own."""

import re
from collections.abc import Sequence

from xuezheng.engines.papers.reading.lines import Line
from xuezheng.engines.papers.reading.script import Passage
from xuezheng.engines.papers.reading.zones import ATTACHMENT, NUMBER, is_date, is_organ

_TITLE_END = re.compile(r"(?:通知|意见|方案|的函|公告|通报|决定|计划)(?:[（〔].{1,8}[）〕])?$")
_PLAN_NOUN = re.compile(
    r"要点|计划|任务|分工|分解|方案|清单|安排|重点工作|工作重点|台账|责任书|行动|实施意见|(?:若干|工作|重点|主要)(?:措施|举措)"
    r"|(?:工作|发展|建设|年度|责任)目标|规划(?!.*(?:评估|考核|编制|解读))|路线图|重点事项|民生实事|时间表"
    r"|关于(?:[一-鿿]{0,4}(?:做好|推进|推动|加快|加强|促进|深化|提升|实施)).*(?:工作|建设|发展|应用|转型|水平|能力)的?(?:若干|指导)?(?:通知|意见)"
)
_QUOTED = re.compile(r"《(?P<plan>[^《》]{4,60})》")
_ISSUING = re.compile(r"印发(?:关于)?(?P<plan>[^《》]{4,60})的通知")
_LABELLED = re.compile(r"。|：.*关于|^附件|^根据|^按照|^为")
_TITLE_LINES, _TITLE_LENGTH = 5, 60


def names_plan(folded: str) -> bool:
    return bool(_PLAN_NOUN.search(folded))


_OTHER_KIND = re.compile(
    r"(?P<kind>讲话|致辞|发言|条例|办法|指导纲要|课程标准|规定|细则|章程|解读|答记者问|纪要|总结|汇报|综述)(?:提纲|稿|全文|摘要)?(?:（[^（）]{1,12}）)?$"
)
_FIRST_LINES = 3


def other_kind(lines: Sequence[Line]) -> str:
    """What the text calls itself at its head, where that is no plan: 讲话, 条例, 解读."""
    kinds = (_OTHER_KIND.search(line.folded) for line in lines[:_FIRST_LINES] if len(line.folded) <= _TITLE_LENGTH)
    return next((match["kind"] for match in kinds if match), "")


def title_in(head: Sequence[Line]) -> tuple[tuple[int, int], Passage | None]:
    """Lines from the one with 关于 to the one that ends in 通知 and the like."""
    for first, line in enumerate(head):
        if "关于" not in line.folded or len(line.folded) > _TITLE_LENGTH or _LABELLED.search(line.folded):
            continue
        for last in range(first, min(first + _TITLE_LINES, len(head))):
            if "：" in head[last].folded[-1:] or "。" in head[last].folded:
                break
            if _TITLE_END.search(head[last].folded):
                return (first, last + 1), line.passage.through(head[last].passage)
    return (-1, 0), None


def plan_title_in(head: Sequence[Line], date_at: int, title: Passage | None) -> Passage | None:
    """Short lines after the signature or the word 附件; in a document of one part, its own title."""
    named = _titled_within(title) if title is not None else None
    repeated = _repeated(head, named.folded) if named else None
    if repeated:
        return repeated
    attached = [place for place, line in enumerate(head) if ATTACHMENT.fullmatch(line.folded)]
    first = max([date_at, *attached]) + 1
    if first > 0:
        standing = _standing_title(head[first:])
        if standing:
            return standing
    return named or title or _standing_title(head)


def _repeated(head: Sequence[Line], name: str) -> Passage | None:
    """The plan's name once more, on lines of its own."""
    for first in range(len(head) - 1, -1, -1):
        for last in range(first, min(first + _TITLE_LINES, len(head))):
            whole = head[first].passage.through(head[last].passage)
            if whole.folded == name:
                return whole
    return None


def _standing_title(lines: Sequence[Line]) -> Passage | None:
    """The first run of short lines that names a plan."""
    run: list[Line] = []
    for line in lines:
        text = line.folded
        if len(text) > _TITLE_LENGTH or text[-1] in "。：；，" or is_date(text) or text.startswith(("附件", "（此件")):
            if _names_plan(run):
                break
            run = []
        elif len(run) < _TITLE_LINES and not (
            _names_plan(run) and ((line.gap and is_organ(text)) or text[0] in "（〔")
        ):
            run.append(line)
    while run and not _PLAN_NOUN.search(run[0].folded) and (is_organ(run[0].folded) or _is_web(run[0].folded)):
        run.pop(0)
    return run[0].passage.through(run[-1].passage) if _names_plan(run) else None


def _is_web(folded: str) -> bool:
    return (
        bool(
            re.match(
                r"(?:来源|发布|当前位置|通知公告|政策文件|信息公开|工作动态|新闻中心|文件下载|浏览|首页|点击|作者|字体|时间|日期)",
                folded,
            )
        )
        or re.match(NUMBER, folded) is not None
    )


def _names_plan(run: Sequence[Line]) -> bool:
    return names_plan("".join(line.folded for line in run))


def _titled_within(title: Passage) -> Passage | None:
    for pattern in (_QUOTED, _ISSUING):
        match = pattern.search(title.folded)
        if match:
            return title.sub(match.start("plan"), match.end("plan"))
    return None
