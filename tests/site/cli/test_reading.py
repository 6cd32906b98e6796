"""The command `read`, run as a person runs it: by itself, in either language, without a home or a database."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engines.papers.sources.written import word
from xuezheng.engines.papers.reading import read_paper
from xuezheng.engines.papers.sources import read_source
from xuezheng.site.cli.reading import language
from xuezheng.site.configuration import CHECKOUT

pytestmark = pytest.mark.unit
PLAN = (
    "示例省教育厅文件",
    "示教办〔2031〕12号",
    "示例省教育厅关于印发2031年教育数字化工作要点的通知",
    "各市教育局，各高等学校：",
    "现将《2031年教育数字化工作要点》印发给你们，请认真贯彻执行。",
    "示例省教育厅",
    "2031年3月5日",
    "2031年教育数字化工作要点",
    "一、核心目标",
    "（一）全省中小学校宽带接入率达到98%以上。",
    "二、重点任务",
    "（一）完善基础条件",
    "1.完善网络条件。各地要按时完成升级，确保稳定运行。（责任单位：科技处、信息中心）",
    "2.开展教师培训。年内培训教师不少于3000人。（牵头单位：教师处，配合单位：财务处）",
)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "要点.docx"
    path.write_bytes(word(PLAN))
    return path


def run(*words: str | Path, home: Path, said: str = "en_US.UTF-8") -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "DJANGO_", "DATABASE_"))}
    environment = {
        **kept,
        "LANG": said,
        "COLUMNS": "100",
        "PYTHONPATH": str(CHECKOUT / "src"),
        "XUEZHENG_HOME": str(home),
    }
    command = [sys.executable, "-m", "xuezheng.site.cli", "read", *map(str, words)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_summary_says_what_is_asked_of_whom_and_leaves_nothing_behind(plan: Path, tmp_path: Path) -> None:
    result = run(plan, home=tmp_path / "home")
    assert (result.returncode, result.stderr) == (0, "")
    lines = [" ".join(line.split()) for line in result.stdout.splitlines() if line.strip()]
    assert lines[0] == "2031年教育数字化工作要点"
    assert "Document number 示教办〔2031〕12号" in lines
    assert "1 完善网络条件 科技处、信息中心" in lines
    assert "2 开展教师培训 教师处（lead）、财务处（support）" in lines
    assert not (tmp_path / "home").exists()


def test_json_is_exactly_the_reading(plan: Path, tmp_path: Path) -> None:
    first, second = (run(plan, "--json", home=tmp_path / "home") for _time in range(2))
    expected = read_paper(read_source(plan.read_bytes(), filename=plan.name).text).as_json()
    assert (first.returncode, first.stderr, json.loads(first.stdout)) == (0, "", json.loads(json.dumps(expected)))
    assert first.stdout == second.stdout


def test_in_chinese_unless_the_terminal_is_english(plan: Path, tmp_path: Path) -> None:
    result = run(plan, home=tmp_path / "home", said="C.UTF-8")
    assert "2 开展教师培训 教师处（牵头）、财务处（配合）" in [
        " ".join(line.split()) for line in result.stdout.splitlines()
    ]


def test_a_refusal_is_one_sentence_and_two(tmp_path: Path) -> None:
    table, huge = tmp_path / "空.docx", tmp_path / "大.pdf"
    table.write_bytes(b"")
    with huge.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    outcomes = [run(path, home=tmp_path / "home") for path in (table, huge, tmp_path / "no.txt", tmp_path)]
    assert [(result.returncode, result.stdout, result.stderr) for result in outcomes] == [
        (2, "", "“空.docx” is empty: choose the file that holds the document.\n"),
        (2, "", "“大.pdf” is 200 MB large; a document of at most 50 MB is read. Leave out large pictures.\n"),
        (2, "", f"There is no file “{tmp_path / 'no.txt'}”: check the name.\n"),
        (2, "", f"“{tmp_path}” is a folder: name the file in it.\n"),
    ]


def test_a_document_without_tasks_is_refused_too(tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_text("今天下午开会。\n", encoding="utf-8")
    result = run(path, home=tmp_path / "home")
    assert (result.returncode, result.stdout, result.stderr.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "zh-hans"),
        ({"LANG": "C.UTF-8"}, "zh-hans"),
        ({"LANG": "zh_CN.UTF-8"}, "zh-hans"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "zh-hans"),
        ({"LC_ALL": "", "LC_MESSAGES": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
    ],
)
def test_the_language_of_the_terminal(environment: dict[str, str], expected: str) -> None:
    assert language(environment) == expected
