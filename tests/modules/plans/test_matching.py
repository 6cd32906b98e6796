"""Suggestions: the indicator that is meant comes first, nothing unlikely comes at all."""

import pytest

from xuezheng.modules.plans.indicators import wordings
from xuezheng.modules.plans.matching import Wording, suggestions

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("配备多媒体设备的教室数占教室总数的比例", "multimedia_classroom_ratio"),
        ("拥有多媒体教室的学校比例", "multimedia_school_ratio"),
        ("学生学习空间开通率", "student_space_ratio"),
        ("中小学校（含教学点）宽带网络接入率", "broadband_school_ratio"),
        ("中等职业学校建成标准化数字校园的比例", "vocational_campus_ratio"),
        ("全省教育系统重大网络安全事件数", "major_incident_count"),
        ("高等学校IPv6支持率", "ipv6_university_ratio"),
        ("重要信息系统定级备案率", "protection_filing_ratio"),
    ],
)
def test_the_meant_indicator_comes_first(phrase: str, code: str) -> None:
    assert suggestions(phrase, wordings())[0].code == code


@pytest.mark.parametrize("phrase", ["", "，。", "年度总结会召开", "the weather"])
def test_nothing_unlikely_is_suggested(phrase: str) -> None:
    assert suggestions(phrase, wordings()) == []


def test_the_order_is_always_the_same() -> None:
    twins = [Wording(code="b", names=("空间开通率",)), Wording(code="a", names=("空间开通率",))]
    assert [item.code for item in suggestions("空间开通率", twins)] == ["a", "b"]


def test_an_indicator_of_another_number_is_none() -> None:
    known = [
        Wording(code="hundred", names=("接入带宽100M以上学校比例",)),
        Wording(code="any", names=("学校接入带宽达标比例",)),
    ]
    assert [item.code for item in suggestions("接入带宽100M以上的学校比例", known)] == ["hundred", "any"]
    assert [item.code for item in suggestions("接入带宽500M以上的学校比例", known)] == ["any"]
