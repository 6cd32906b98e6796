"""Names of what does not exist. Every school's name holds 演示 and every person's 演, so that none is taken for real."""

from collections.abc import Iterator
from random import Random

from xuezheng.kernel.units.kinds import UnitKind

PLACES = [
    first + second
    for first in "柳桃龙清石青白金双杨槐梅兰竹松枣杏莲凤鹤云泉虹"
    for second in "河岭庄店湾坡桥塘沟寨营镇园集楼屯洼畈"
]
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
GIVEN = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
DIGITS = "零一二三四五六七八九"
SUFFIXES = {
    UnitKind.VOCATIONAL: "职业中等专业学校",
    UnitKind.SPECIAL: "特殊教育学校",
    UnitKind.SENIOR: "高级中学",
    UnitKind.TWELVE_YEAR: "十二年一贯制学校",
    UnitKind.JUNIOR: "初级中学",
    UnitKind.NINE_YEAR: "九年一贯制学校",
    UnitKind.PRIMARY: "小学",
    UnitKind.TEACHING_POINT: "教学点",
    UnitKind.KINDERGARTEN: "幼儿园",
}
FIELDS = ("理工", "师范", "农业", "医药", "财经", "工业", "交通", "水利", "艺术", "信息", "科技", "轻工")


def school_name(region: str, kind: UnitKind, *, nth: int, draw: Random) -> str:
    """`nth` counts the schools of that kind in the region, and stands in the name of town schools."""
    if kind in {UnitKind.TEACHING_POINT, UnitKind.KINDERGARTEN} or (kind == UnitKind.PRIMARY and draw.random() < 0.7):
        return f"{region}演示{draw.choice(PLACES)}{SUFFIXES[kind]}"
    if kind == UnitKind.SPECIAL and nth == 1:
        return f"{region}演示特殊教育学校"
    return f"{region}演示第{in_chinese(nth)}{SUFFIXES[kind]}"


def university_name(nth: int) -> str:
    field = FIELDS[(nth - 1) % len(FIELDS)]
    kind = ("大学", "学院", "职业技术学院")[(nth - 1) // len(FIELDS) % 3]
    return f"河南演示{field}{kind}" + (f"（{in_chinese(nth // 36 + 1)}）" if nth > 36 else "")


def in_chinese(number: int) -> str:
    """12 as 十二; for 1 to 999, as schools are counted."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (DIGITS[ones] if ones else "")


def person_names(draw: Random) -> Iterator[str]:
    while True:
        yield f"{draw.choice(SURNAMES)}演{draw.choice(GIVEN)}"
