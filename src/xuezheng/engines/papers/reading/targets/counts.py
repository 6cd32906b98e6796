"""Amounts (500门以上), which one of a series (第二批), and numbers that are only names (百区千校万课)."""

import re
from collections.abc import Iterator, Sequence

from xuezheng.engines.papers.reading.numerals import number_of
from xuezheng.engines.papers.reading.targets.alike import things_alike
from xuezheng.engines.papers.reading.targets.each import one_for_each, slogans_of
from xuezheng.engines.papers.reading.targets.existing import is_there, made_before, making_verbs
from xuezheng.engines.papers.reading.targets.found import COUNT, EDITION, NOMINAL, Found, target_of
from xuezheng.engines.papers.reading.targets.quantities import EXACTLY, WITHIN, Quantity, counts_in
from xuezheng.engines.papers.reading.targets.sentences import Sentence
from xuezheng.engines.papers.reading.targets.thresholds import is_threshold, only_describes
from xuezheng.engines.papers.reading.words import either, listed

_CHINESE = "[一二两三四五六七八九十百千]"
_PROJECT = re.compile(r"工程|建设|项目|平台|系统|改造|规划|升级|立项|成果|上线|验收|\d")
_TAUGHT = re.compile("(?:培训|轮训|研修|举办|班|讲座|论坛)$")
"""集中培训2期300人 holds two courses."""
_COURSE = re.compile(r"[一-鿿]{0,12}(?:培训|研修|班|讲座|论坛|沙龙|活动|课程)")
_ISSUED = re.compile("(?:报|刊|简报|专报|通报|动态|专栏|专题|杂志|会刊|节目|信息|快报|要情)$")
"""编印月报12期 counts issues."""
_PROGRAMME = re.compile(r"[百千万十](?P<one>[一-鿿])[百千万十][一-鿿](?:[百千万十][一-鿿])*")
_GREATEST = re.compile(rf"(?P<value>{_CHINESE}+|\d+)[大佳强优](?=[一-鿿])")
_NAME = "(?:(?!等)[一-鿿]){1,12}"
_TOGETHER = re.compile(
    rf"{_NAME}(?:、{_NAME})+(?:和{_NAME})?(?P<value>{_CHINESE}|\d+)(?P<unit>地州|地市|州市|省|市|县|区|州|地|校|省份|省市|市县|家(?=单位|高校|学校)|所(?=高校|学校|院校)|个(?=省|市|县|区|州))(?![级委直属内外])"
)
_LAST_TWO = re.compile("[一-鿿]{2,}和[一-鿿]{2,}")
_NEAR = 10
_MANY_KINDS = 9
_KINDS, _PARTED = ("种", "类", "档", "级"), re.compile("(?:^|[，。；])(?:共|可)?分(?:为)?[^，]{0,40}$")
_IN_TURN = re.compile("每[一-鿿\\d]{1,4}(?:作?为|一)$")
"""分市域内、县域内结对2种, 每3年为1轮: how things are told apart."""
_BEFORE_A_DAY = re.compile("[底末日月旬年度]前$")
"""6月底前30所 is no rank."""
_RANKING = ("第", "前", "近年", "之", "每")


def counts_of(sentence: Sentence) -> list[Found]:
    found = [target for quantity in counts_in(sentence) for target in _judged(sentence, quantity)]
    found += _greatest(sentence)
    found += [one for one in _together(sentence) if not _overlaps(one, found)]
    if any(one.core for one in found):
        return found + [one for one in slogans_of(sentence) if not _overlaps(one, found)]
    return [*found, *slogans_of(sentence), *_programmes(sentence)]


def _overlaps(one: Found, others: Sequence[Found]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)


def _judged(sentence: Sentence, quantity: Quantity) -> Iterator[Found]:
    text = sentence.plain
    before, after = text[max(0, quantity.start - _NEAR) : quantity.start], text[quantity.noun_at :]
    if _is_manner(quantity, text[: quantity.start], after) or is_threshold(sentence, quantity):
        return
    if quantity.chinese and quantity.comparator == EXACTLY and _is_round(quantity) and _names_programme(text, quantity):
        return
    if only_describes(sentence, quantity):
        return
    each = one_for_each(sentence, quantity)
    if each is not None:
        yield each
    elif quantity.chinese and quantity.value < 20:
        yield from _small(sentence, quantity, before, after)
    elif quantity.unit in listed("targets", "editions") and _names_edition(sentence, quantity):
        yield target_of(EDITION, quantity, core=False)
    else:
        about = _done_within(sentence, quantity) if quantity.comparator_raw == WITHIN else ""
        core = not is_there(sentence, quantity)
        for name in things_alike(sentence, quantity) or [about]:
            yield target_of(COUNT, quantity, indicator=name, core=core)


def _is_manner(quantity: Quantity, said: str, after: str) -> bool:
    """三个方面, 两级, 前三名: a way of speaking."""
    before = said[-_NEAR:]
    led_in = quantity.comparator_raw.split("…")[0] in listed("targets", "plainly")
    ranked = before.endswith(_RANKING) and not _BEFORE_A_DAY.search(before)
    if after.startswith(listed("targets", "abstract")) or (not led_in and ranked):
        return True
    apart = quantity.unit in _KINDS and quantity.value <= _MANY_KINDS and _PARTED.search(said)
    if apart or (quantity.value == 1 and _IN_TURN.search(said)):
        return True
    if (quantity.unit == "批" and before.endswith("分")) or (quantity.unit in ("位", "名") and before.endswith("后")):
        return True
    return quantity.unit == "个" and after.startswith(("人）", "人信息", "人空间"))


def _done_within(sentence: Sentence, quantity: Quantity) -> str:
    """安全事件48小时内完成处置: what is done, and to what."""
    start, end = sentence.clause_at(quantity.start)
    before = sentence.plain[start : quantity.start].strip("，").removesuffix("在")
    return before + sentence.plain[quantity.noun_at : end]


def _is_round(quantity: Quantity) -> bool:
    return quantity.value in (10, 100, 1000, 10_000)


def _names_programme(text: str, quantity: Quantity) -> bool:
    """百区千校万课 and 百所名校工程 are names."""
    after = text[quantity.noun_at : quantity.noun_at + 12]
    return (
        after.startswith(("百", "千", "万", "十"))
        or text[max(0, quantity.start - 2) : quantity.start].endswith(
            tuple(f"{sign}{unit}" for sign in "百千万十" for unit in listed("targets", "measures") if len(unit) == 1)
        )
        or bool(re.match("[一-鿿]{0,8}(?:行动|工程|计划|项目|活动)", after))
        or not made_before(text, quantity.start)
    )


def _names_edition(sentence: Sentence, quantity: Quantity) -> bool:
    """平台2期建设 is which one; 举办3期培训班 and 举办培训班3期 are how many, and 3次 always is."""
    text = sentence.plain
    if quantity.comparator_raw or quantity.unit in ("次", "批"):
        return False
    start, end = sentence.clause_at(quantity.start)
    if (
        not quantity.chinese
        and text[quantity.end : end][:1] in ("", "、")
        and _ISSUED.search(text, start, quantity.start)
    ):
        return False
    listed_after = start > 0 and quantity.end == end and not quantity.chinese
    if quantity.unit == "轮" and quantity.end == end and not quantity.chinese:
        return False
    made = making_verbs().search(text, 0 if listed_after else start, quantity.start) or text[: quantity.start].endswith(
        "分"
    )
    taught = _TAUGHT.search(text, start, quantity.start)
    return not made or (not taught and bool(_PROJECT.match(text, quantity.noun_at)))


def _small(sentence: Sentence, quantity: Quantity, before: str, after: str) -> Iterator[Found]:
    """A small Chinese numeral is an amount only where something of the kind is made or a comparison stands with it."""
    unit, text = quantity.unit, sentence.plain
    if before.endswith("首") or unit in ("种", "类", "位", "起", "分", "条", "市", "县", "区", "省", "校", "州", "人"):
        return
    if unit in listed("targets", "editions") and not quantity.comparator_raw and not _is_amount(text, quantity):
        if unit != "次" and quantity.value < 10 and (quantity.value > 1 or unit == "期") and not before.endswith("每"):
            yield target_of(EDITION, quantity, core=False)
        return
    figurative = after.startswith(listed("targets", "figurative")) or _figure_of_speech(after)
    compared = bool(quantity.comparator_raw) and quantity.comparator != EXACTLY
    made = quantity.value >= 2 and made_before(text, quantity.start) and not figurative
    if compared or made or (unit == "倍" and quantity.value > 1):
        yield target_of(COUNT, quantity)


def _is_amount(text: str, quantity: Quantity) -> bool:
    """举办三期培训班 and 两批 are how many; 完成二期210间 is the second."""
    if not made_before(text, quantity.start):
        return False
    ordinal = quantity.unit == "期" and text[quantity.noun_at - 2 : quantity.noun_at - 1] != "两"
    return not ordinal or bool(_COURSE.match(text, quantity.noun_at))


def _figure_of_speech(after: str) -> bool:
    """一个“三全育人”…: what follows is a slogan."""
    return after.startswith("◇") or after == ""


def _greatest(sentence: Sentence) -> Iterator[Found]:
    """十大… in a selection counts what is chosen, within quotation marks too."""
    if not re.search(either(listed("targets", "choosing")), sentence.plain):
        return
    for match in _GREATEST.finditer(sentence.text):
        value = number_of(match["value"])
        if value in (10, 100):
            yield Found(
                kind=COUNT, start=match.start(), end=match.end(), value=value, unit="个", comparator=EXACTLY,
                comparator_raw=match[0], noun_at=match.end(),
            )  # fmt: skip


def _together(sentence: Sentence) -> Iterator[Found]:
    """四川、云南、甘肃三省: as many as are named."""
    for match in _TOGETHER.finditer(sentence.plain):
        value = number_of(match["value"])
        names = match[0].split("、")
        if value in (len(names), len(names) + bool(_LAST_TWO.match(names[-1]))) and value >= 2:
            yield Found(
                kind=COUNT, start=match.start("value"), end=match.end(), value=value,
                unit=match["unit"] if match["unit"] in "家所" else "个", comparator=EXACTLY,
                comparator_raw=sentence.text[match.start("value") : match.end()], indicator=match[0],
            )  # fmt: skip


def _programmes(sentence: Sentence) -> Iterator[Found]:
    """百区千校万课: numbers of a programme's name."""
    for match in _PROGRAMME.finditer(sentence.text):
        yield Found(
            kind=NOMINAL, start=match.start(), end=match.end(), value=None, unit="个", comparator=EXACTLY,
            comparator_raw=match[0], core=False, indicator=match[0],
        )  # fmt: skip


_ORDINAL = re.compile(rf"(?:第(?P<value>{_CHINESE}+|\d+)|(?P<first>首))(?P<unit>届|批|次|期|轮|季)")


def editions_of(sentence: Sentence, counted: Sequence[Found]) -> Iterator[Found]:
    """第二批, 首期, where the clause counts nothing itself."""
    for match in _ORDINAL.finditer(sentence.plain):
        clause = sentence.clause_at(match.start())
        if not any(clause[0] <= one.start < clause[1] and one.core for one in counted):
            yield Found(
                kind=EDITION, start=match.start(), end=match.end(), value=number_of(match["value"] or "一"),
                unit=match["unit"], comparator=EXACTLY, comparator_raw=match[0], core=False,
            )  # fmt: skip
