"""Two work points written for these tests, of a province that does not exist, and the ways a document gets its lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from xuezheng.engines.papers.reading.lines import width


@dataclass(frozen=True, kw_only=True)
class Document:
    """Lines of the head, paragraphs of the plan, lines after it."""

    head: tuple[str, ...]
    paragraphs: tuple[str, ...]
    tail: tuple[str, ...] = ()


HEADED = Document(
    head=(
        "平原省教育厅关于印发《2021年数字校园工作要点》的通知",
        "平教技〔2021〕36号",
        "各设区市教育局，各高等学校，厅机关有关处室：",
        "现将《2021年数字校园工作要点》印发给你们，请认真落实。",
        "平原省教育厅",
        "2021年3月5日",
        "2021年数字校园工作要点",
    ),
    paragraphs=(
        "一、总体思路",
        "坚持应用为先，稳步推进全省数字校园建设，让每一所学校都用得上、用得好数字资源，为教师减负，为学生增效。",
        "二、主要目标",
        "一是校园网络更加稳定。全省中小学校宽带接入率达到98%，小学和初中无线网络覆盖率分别达到60%和75%以上。",
        "二是资源更加丰富。新建省级精品课例1.2万节，遴选优秀课程300门左右，其中农村学校课程不少于80门。",
        "三是安全更有保障。确保全年不发生重大网络安全事件，重要系统全部完成备案。",
        "三、重点任务",
        "（一）夯实基础条件",
        "1.改善校园网络。",
        "实施农村学校网络提速行动，到2021年底，支持150所以上农村小学完成校园网改造，出口带宽不低于500M。（责任单位：科技处、财务处、各设区市教育局）",
        "加强机房管理，每季度开展1次巡检，编制《校园机房运行规程》。（责任单位：省装备中心）",
        "2.配齐教学终端。",
        "引导各地按需配备终端，管用为先；全省80%以上的普通教室配备交互式设备。（责任单位：装备处、基教处分别落实）",
        "（二）丰富数字资源",
        "3.建设省级资源平台。",
        "建成省级数字资源服务平台，接入市级平台，面向全省教师免费开放。（责任单位：省电教馆、科技处）",
        "完成“一校一案”资源配置方案的审核，发布资源目录。（牵头单位：省电教馆；配合单位：省教研室、各设区市教育局；完成时限：2021年9月）",
        "4.推广优秀课例。",
        "举办第五届全省课例展示活动，评选十大创新课堂，推出200节示范课。（责任单位：基教处、省教研室等）",
        "（三）提升师生素养",
        "5.开展教师培训。",
        "全年培训骨干教师3000名、校长400名，教师人均网络研修不少于30学时，11月底前完成考核。（责任单位：教师处、省教师发展中心）",
        "各校明确一名副校长担任首席信息官。（责任单位：各高等学校）",
        "6.保障网络安全。",
        "修订省级应急预案，组织两次攻防演练，漏洞整改率达到100%。（责任单位：科技处、办公室）",
    ),
    tail=("抄送：省委网信办、省公安厅。", "平原省教育厅办公室 主动公开 2021年3月8日印发"),
)
"""Headings on lines of their own, tasks of one or two paragraphs, each with its bracket."""

LED = Document(
    head=(
        "平原省教育厅",
        "关于印发2022年教育数字化工作要点的通知",
        "各市、县（区）教育局，各直属单位：",
        "请遵照执行。",
        "2022年2月18日",
        "附件",
        "2022年教育数字化工作要点",
    ),
    paragraphs=(
        "一、推进平台互通",
        "1.统一身份认证。梳理各系统账号，建立统一的用户目录，实现省市县三级平台用户互认，6月底前接入全部直属单位系统（责任单位：信息中心）；同步制定《用户目录管理办法》（责任单位：科技处、政策法规处）。",
        "2.贯通数据接口。按照急用先行的原则，先行开放学籍、教师、资产等基础数据接口，全年开放接口120个，调用成功率保持在99.5%以上。（责任单位：信息中心、基教一处、人事处）",
        "二、深化课堂应用",
        "3.扩大同步课堂覆盖面。组织城乡学校结对，让偏远学校开齐开足音乐美术课程，结对学校达到600对，受益学生超过20万人。（责任单位：基教一处、各市、县（区）教育局）",
        "4.支持教师创新。遴选三分之一以上的县开展人工智能辅助教学试点，每个试点县培育不少于3所种子学校，年底前形成案例集。（责任单位：教师处牵头，教研院、各有关学校配合）",
        "三、加强组织保障",
        "5.落实经费。统筹各级资金，优先支持薄弱学校，严格项目管理和绩效评价，防止重复建设，切实提高资金使用效益。（责任单位：财务处）",
    ),
)
"""Headings as first sentences, brackets within the sentence and after it, no goals, tasks right under chapters."""


def flat(document: Document) -> str:
    """One line a paragraph, as a word processor gives it."""
    return "\n".join((*document.head, *document.paragraphs, *document.tail)) + "\n"


def wrapped(document: Document, page: int, *, indented: bool) -> list[str]:
    """Printed lines of this width, in full characters, with the indent of each paragraph or without."""
    lines: list[str] = []
    for paragraph in (*document.head, *document.paragraphs):
        lines.extend(_printed(paragraph, page, "　　" if indented and paragraph in document.paragraphs else ""))
    return [*lines, *document.tail]


def _printed(paragraph: str, page: int, indent: str) -> list[str]:
    lines, line = [], indent
    for sign in paragraph:
        if width(line + sign) > page:
            lines.append(line)
            line = ""
        line += sign
    return [*lines, line]


def half_width(text: str) -> str:
    """As typed on a keyboard without Chinese marks."""
    return text.translate(str.maketrans("（）：；，", "():;,"))


def paged(lines: Sequence[str], breaks: Sequence[int], *, style: str, running_head: str) -> str:
    """With page numbers and a running head after these lines."""
    printed: list[str] = []
    for place, line in enumerate(lines):
        printed.append(line)
        if place in breaks:
            number = breaks.index(place) + 1
            printed += ["", style.format(number), "\f" + running_head if running_head else "\f", ""]
    return "\n".join(printed)
