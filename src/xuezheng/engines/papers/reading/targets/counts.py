"""Amounts (500门以上), one for each (每校1名), which one of a series (第二批), and numbers that are only names."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from xuezheng.engines.papers.reading.numerals import number_of
from xuezheng.engines.papers.reading.targets.found import CARDINALITY, COUNT, EDITION, NOMINAL, Found
from xuezheng.engines.papers.reading.targets.quantities import EXACTLY, Quantity, counts_in
from xuezheng.engines.papers.reading.targets.sentences import Sentence
from xuezheng.engines.papers.reading.words import either, listed

_CHINESE = "[一二两三四五六七八九十百千]"
_DISTRIBUTED = re.compile(r"(?:各级各类|各|每一?所|每个|每名|每|全省|全市|所有)[一-鿿（）、/]{1,16}?")
_EACH = re.compile(r"每(?P<holder>一?(?:所|个|名|位|家)?[一-鿿]{0,4}?)$")
_THRESHOLD = re.compile(r"(?:以上|以下|及以上)?的[一-鿿（）、]{0,20}(?:比例|占比|比率|率)")
_PAST = re.compile(r"(?:已有|现有|原有|已建成?|已认定|已完成|已有的|首批已|截至目前.*|前期.{0,4}已.{0,6})$")
_PROGRAMME = re.compile(r"[百千万十](?P<one>[一-鿿])[百千万十][一-鿿](?:[百千万十][一-鿿])*")
_ONE_EACH = re.compile(r"一(?P<holder>[人生校县区班家户企市村])一(?P<thing>[一-鿿]{1,3})")
_GREATEST = re.compile(rf"(?P<value>{_CHINESE}+|\d+)大(?=[一-鿿])")
_TOGETHER = re.compile(
    rf"[一-鿿]{{1,8}}(?:、[一-鿿]{{1,8}})+(?:和[一-鿿]{{1,8}})?(?P<value>{_CHINESE}|\d+)(?P<unit>省|市|县|区|州|地|校|省份|省市|市县)(?![级委直属内外])"
)
_MEANS = re.compile(r"(?:充分)?(?:依托|利用|借助|根据|按照)")
_NEAR = 10


def counts_of(sentence: Sentence) -> list[Found]:
    found = [target for quantity in counts_in(sentence) for target in _judged(sentence, quantity)]
    found += [*_greatest(sentence), *_together(sentence)]
    if any(one.core for one in found):
        return found + [one for one in _one_each(sentence) if not _overlaps(one, found)]
    return [*found, *_one_each(sentence), *_programmes(sentence)]


def _overlaps(one: Found, others: Sequence[Found]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)


def _judged(sentence: Sentence, quantity: Quantity) -> Iterator[Found]:
    text = sentence.plain
    before, after = text[max(0, quantity.start - _NEAR) : quantity.start], text[quantity.noun_at :]
    if _is_manner(quantity, before, after) or _is_threshold(sentence, quantity):
        return
    if quantity.chinese and _is_round(quantity) and _names_programme(text, quantity):
        return
    if quantity.unit in listed("targets", "durations") and not quantity.comparator_raw:
        return
    if quantity.unit in listed("targets", "speeds") and not quantity.comparator_raw:
        return
    each = _each(sentence, quantity, before)
    if each is not None:
        yield each
    elif quantity.chinese and quantity.value < 20:
        yield from _small(sentence, quantity, before, after)
    elif quantity.unit in listed("targets", "editions") and _names_edition(text, quantity, after):
        yield _found(EDITION, quantity, core=False)
    else:
        yield _found(COUNT, quantity, core=not (_PAST.search(before) or _is_means(sentence, quantity)))


def _found(kind: str, quantity: Quantity, *, core: bool = True, unit: str = "") -> Found:
    return Found(
        kind=kind,
        start=quantity.start,
        end=quantity.end,
        value=quantity.value,
        unit=unit or quantity.unit,
        comparator=quantity.comparator,
        comparator_raw=quantity.comparator_raw,
        core=core,
        noun_at=quantity.noun_at,
    )


def _is_manner(quantity: Quantity, before: str, after: str) -> bool:
    """三个方面, 两级, 前三名: a way of speaking."""
    if after.startswith(listed("targets", "abstract")) or before.endswith(("第", "前", "近年", "之")):
        return True
    return quantity.unit == "个" and after.startswith(("人）", "人信息", "人空间"))


def _is_threshold(sentence: Sentence, quantity: Quantity) -> bool:
    """接入带宽10M以上的中小学比例达到80%: whom the share is of."""
    _start, end = sentence.clause_at(quantity.start)
    rest = sentence.plain[quantity.noun_at : end]
    return bool(_THRESHOLD.match(rest)) and "%" in rest


def _is_means(sentence: Sentence, quantity: Quantity) -> bool:
    """依托11个市级分中心: what there is already."""
    start, _end = sentence.clause_at(quantity.start)
    return bool(_MEANS.match(sentence.plain[start : quantity.start]))


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
        or not _made(text, quantity.start)
    )


def _names_edition(text: str, quantity: Quantity, after: str) -> bool:
    """三期建设 is which one; 举办3期培训班 is how many."""
    return not _made(text, quantity.start) and not quantity.comparator_raw


@cache
def _making() -> re.Pattern[str]:
    return re.compile(f"{either(listed('targets', 'making'))}(?:了|第[一二三四五六]批|一批|不少于)?$")


def _made(text: str, place: int) -> bool:
    return bool(_making().search(text, max(0, place - 12), place))


def _small(sentence: Sentence, quantity: Quantity, before: str, after: str) -> Iterator[Found]:
    """A small Chinese numeral is an amount only where something of the kind is made or a comparison stands with it."""
    unit, text = quantity.unit, sentence.plain
    if before.endswith("首") or unit in ("种", "类", "位", "起", "分", "条", "市", "县", "区", "省", "校", "州", "人"):
        return
    if unit in listed("targets", "editions") and not _made(text, quantity.start) and not quantity.comparator_raw:
        if unit != "次" and quantity.value < 10 and (quantity.value > 1 or unit == "期") and not before.endswith("每"):
            yield _found(EDITION, quantity, core=False)
        return
    figurative = after.startswith(listed("targets", "figurative")) or _figure_of_speech(after)
    if quantity.comparator_raw and quantity.comparator != EXACTLY:
        yield _found(COUNT, quantity)
    elif quantity.value >= 2 and _made(text, quantity.start) and not figurative:
        yield _found(COUNT, quantity)


def _figure_of_speech(after: str) -> bool:
    """一个“三全育人”…: what follows is a slogan."""
    return after.startswith("◇") or after == ""


@cache
def _appointing() -> re.Pattern[str]:
    verbs, least = either(listed("targets", "appointing")), either(("至少", "不少于", "不低于"))
    return re.compile(f"(?:{verbs}(?:{least})?|{least})$")


def _each(sentence: Sentence, quantity: Quantity, before: str) -> Found | None:
    """每校至少1名, 各1个, and 各级各类学校 … 明确一名: one for each holder."""
    if quantity.unit in ("次", "人次", "学时", "课时", "批", "期"):
        return None
    text, start = sentence.plain, quantity.start
    if quantity.value <= 3 and text[max(0, start - 1) : start] == "各":
        return _found(CARDINALITY, quantity, core=False, unit=f"{quantity.unit}/{_last_noun(text[: start - 1])}")
    clause, _end = sentence.clause_at(start)
    told = _EACH.search(text[clause:start].removesuffix(quantity.comparator_raw))
    inner = re.search(
        r"每(?P<holder>(?:一?(?:所|个|名|位|家))?[一-鿿]{1,8}?)(?:（[^（）]*）)?(?:都|均)?(?:要|应|须)?(?:至少|不少于|不低于|配备|配|有|设立|明确|建设|建成|建立|拥有|开设|确定|培育|打造|选派|遴选|选取|推荐|开展|举办|组织|完成)+$",
        text[clause : quantity.start],
    )
    if inner or (
        told and told["holder"] and quantity.value <= 10 and text[max(0, start - len(told[0])) : start].startswith("每")
    ):
        holder = (inner or told)["holder"]  # type: ignore[index]  # one of the two matched
        return _found(CARDINALITY, quantity, unit=f"{quantity.unit}/{_short_holder(holder)}")
    if (
        quantity.value == 1
        and quantity.unit in ("名", "位", "人", "个")
        and _appointing().search(text[max(0, start - 8) : start])
    ):
        holder = _holder(text[:start])
        if holder and (quantity.unit != "个" or quantity.comparator_raw):
            return _found(CARDINALITY, quantity, unit=f"{quantity.unit}/{holder}")
    return None


def _short_holder(holder: str) -> str:
    bare = re.sub(r"^一?(?:所|个|名|位|家)", "", holder) or holder
    return {"学校": "校", "高校": "校", "中小学": "校", "中小学校": "校", "教师": "人", "学生": "人"}.get(bare, bare)


_HOLDERS = re.compile(
    r"(?:各级各类|各|每|所有)[一-鿿（）、]{0,14}?(?P<holder>学校|高校|院校|中小学|幼儿园|县|市|区|单位|部门|处室|班级|学院)"
)


def _holder(text: str) -> str:
    found = list(_HOLDERS.finditer(text))
    if not found:
        return ""
    holder = found[-1]["holder"]
    return "校" if holder in ("学校", "高校", "院校", "中小学") else holder


def _last_noun(text: str) -> str:
    match = re.search(r"(?:个|名|所|门)?(?P<noun>[一-鿿]{2})$", text)
    return match["noun"] if match else ""


def _greatest(sentence: Sentence) -> Iterator[Found]:
    """十大… in a selection counts what is chosen, within quotation marks too."""
    if not re.search(either(listed("targets", "choosing")), sentence.plain):
        return
    for match in _GREATEST.finditer(sentence.text):
        value = number_of(match["value"])
        if value and value >= 5:
            yield Found(
                kind=COUNT, start=match.start(), end=match.end(), value=value, unit="个", comparator=EXACTLY,
                comparator_raw=match[0], noun_at=match.end(),
            )  # fmt: skip


def _together(sentence: Sentence) -> Iterator[Found]:
    """四川、云南、甘肃三省: as many as are named."""
    for match in _TOGETHER.finditer(sentence.plain):
        value = number_of(match["value"])
        names = re.split("[、和]", match[0])
        if value == len(names) and value >= 2:
            yield Found(
                kind=COUNT, start=match.start("value"), end=match.end(), value=value, unit="个", comparator=EXACTLY,
                comparator_raw=sentence.text[match.start("value") : match.end()], indicator=match[0],
            )  # fmt: skip


def _one_each(sentence: Sentence) -> Iterator[Found]:
    for match in _ONE_EACH.finditer(sentence.text):
        holder = "人" if match["holder"] in "人生师" else match["holder"]
        yield Found(
            kind=CARDINALITY, start=match.start(), end=match.end(), value=1, unit=f"个/{holder}", comparator=EXACTLY,
            comparator_raw=match[0], core=False, indicator=match[0],
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
