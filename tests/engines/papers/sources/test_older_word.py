"""Older Word documents: converted where LibreOffice is installed, else refused with the way out."""

import subprocess
from pathlib import Path

import pytest

from tests.engines.papers.sources.test_numbering import POINTS
from tests.engines.papers.sources.written import lists, numbered, word_of_xml
from xuezheng.engines.papers.sources import read_source
from xuezheng.engines.papers.sources.older_word import converter
from xuezheng.engines.papers.sources.refusing import ProgramIsMissing

pytestmark = pytest.mark.unit
RTF = rb"{\rtf1\ansi\ansicpg936 \u20844?\u25991?\par Plan 2031}"


@pytest.mark.skipif(bool(converter()), reason="LibreOffice's Writer is installed here")
def test_without_libreoffice_the_way_out_is_named() -> None:
    with pytest.raises(ProgramIsMissing) as caught:
        read_source(RTF, filename="要点.doc")
    assert str(caught.value) == (
        "“要点.doc” is in the older Word format, which is read with LibreOffice; it is not installed on this server. Save the"
        " document as .docx and send that, or have LibreOffice installed (on Debian and Ubuntu: apt install"
        " libreoffice-writer)."
    )


def test_a_libreoffice_without_writer_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("soffice", "soffice.bin"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not converter()
    (tmp_path / "libswlo.so").touch()
    assert converter() == str(tmp_path / "soffice")


def test_a_script_that_starts_libreoffice_from_elsewhere_is_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "libreoffice").write_text("#!/bin/sh\n")
    (tmp_path / "libreoffice").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert converter() == str(tmp_path / "libreoffice")


@pytest.mark.skipif(not converter(), reason="LibreOffice's Writer is not installed here")
def test_with_libreoffice_numbers_and_words_arrive(tmp_path: Path) -> None:
    body = numbered("目标", number=1) + numbered("接入率", number=1, level=1) + numbered("升级。", number=1, level=2)
    (tmp_path / "a.docx").write_bytes(word_of_xml(body, numbering=lists(*POINTS)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [
            converter(),
            profile,
            "--headless",
            "--convert-to",
            "doc:MS Word 97",
            "--outdir",
            tmp_path,
            tmp_path / "a.docx",
        ],
        capture_output=True,
        check=True,
    )
    source = read_source((tmp_path / "a.doc").read_bytes(), filename="要点.wps")
    assert (source.kind, source.text.split("\n")) == ("doc", ["一、目标", "（一）接入率", "1. 升级。"])
    assert [str(remark) for remark in source.remarks] == ["Converted from the older Word format by LibreOffice."]
    assert read_source(RTF, filename="a.rtf").text == "公文\nPlan 2031"
