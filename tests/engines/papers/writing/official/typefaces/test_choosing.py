"""Fonts are chosen before a page is made: the wanted one, a stand-in that is named, or a refusal that helps."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import LazySettings as Settings

from tests.engines.papers.writing.official.papers import a_paper
from xuezheng.engines.papers.writing.official import FontsAreMissing, Substitution, pdf_document
from xuezheng.engines.papers.writing.official.typefaces.choosing import chosen_fonts
from xuezheng.engines.papers.writing.official.typefaces.fontbook import FontBook, FontFile, installed_fonts
from xuezheng.engines.papers.writing.standard import Standard, standard

pytestmark = pytest.mark.unit


class Shelf(FontBook):
    """Fonts that are said to be here, with the characters they have."""

    def __init__(self, **families: str) -> None:
        super().__init__(Path("/srv/fonts"), system=False)
        self.__dict__["by_family"] = {
            name.replace("_", " ").casefold(): Said(family=name.replace("_", " "), path=name, index=0, has=has)
            for name, has in families.items()
        }


class Said(FontFile):
    def __init__(self, *, family: str, path: str, index: int, has: str) -> None:
        super().__init__(family=family, path=path, index=index)
        self.__dict__["has"] = has

    @property
    def characters(self) -> frozenset[int]:
        return frozenset(map(ord, self.__dict__["has"]))


def test_the_standards_own_font_is_taken_without_a_word() -> None:
    book = Shelf(FangSong="政策", Times_New_Roman="abc1", SimSun="政策")

    found = chosen_fonts({"text": ["政策abc"]}, standard=standard(), book=book)

    assert found.families == {"latin": ("Times New Roman",), "text": ("FangSong",)}
    assert found.substitutions == ()


def test_another_stands_in_for_a_font_that_is_not_here_and_is_named() -> None:
    book = Shelf(Noto_Serif_CJK_SC="政策")

    found = chosen_fonts({"text": ["政策"]}, standard=standard(), book=book)

    assert found.families["text"] == ("Noto Serif CJK SC",)
    assert found.substitutions == (Substitution(role="text", wanted="仿宋_GB2312", taken="Noto Serif CJK SC"),)
    assert (
        found.substitutions[0].sentence == "Noto Serif CJK SC stands in for 仿宋_GB2312, which is not installed here."
    )


def test_a_rare_character_is_taken_from_another_font_and_named() -> None:
    book = Shelf(FangSong="政策", Noto_Serif_CJK_SC="政策㴔")

    found = chosen_fonts({"text": ["政策㴔"]}, standard=standard(), book=book)

    assert found.families["text"] == ("FangSong", "Noto Serif CJK SC")
    assert [item.sentence for item in found.substitutions] == [
        "Noto Serif CJK SC stands in for the characters 㴔, which FangSong has not."
    ]


def test_a_font_the_catalogue_does_not_know_is_better_than_boxes() -> None:
    found = chosen_fonts({"text": ["政策"]}, standard=standard(), book=Shelf(Some_Song="政策", Other="政"))

    assert found.families["text"] == ("Some Song",)


def test_letters_and_digits_take_the_latin_face_except_in_page_numbers() -> None:
    book = Shelf(Times_New_Roman="1", SimSun="—1", FangSong="政")

    found = chosen_fonts({"page_number": ["—1"], "text": ["政1"]}, standard=standard(), book=book)

    assert found.families == {"latin": ("Times New Roman",), "page_number": ("SimSun",), "text": ("FangSong",)}
    assert found.substitutions == ()


def test_a_character_of_no_font_is_refused_with_the_fonts_wanted_and_their_folder() -> None:
    book = Shelf(FangSong="政", SimHei="策")

    with pytest.raises(FontsAreMissing) as refusal:
        chosen_fonts({"text": ["政㴔"], "heading": ["策"], "title": ["䶮"]}, standard=standard(), book=book)

    assert str(refusal.value) == (
        "No font here has the characters 㴔䶮, so the document was not written. Fonts wanted: 仿宋_GB2312、方正小标宋简体."
        " Install them, or any font with Chinese characters such as fonts-noto-cjk, or put the files into the folder"
        " /srv/fonts (setting XUEZHENG_FONTS)."
    )


def test_a_machine_without_chinese_fonts_writes_no_pdf(tmp_path: Path) -> None:
    with pytest.raises(FontsAreMissing, match="方正小标宋简体") as refusal:
        pdf_document(a_paper(), book=FontBook(tmp_path, system=False))

    assert str(tmp_path) in str(refusal.value)


def test_a_written_pdf_says_which_fonts_stood_in() -> None:
    """Which fonts this machine has is not known here: those that serve are said to be the wanted ones."""
    taken = {item.role: item.taken for item in pdf_document(a_paper()).substitutions}
    layout = standard()
    faces = {
        role: replace(face, wanted=(taken.get(role, face.wanted[0]), *face.wanted))
        for role, face in layout.faces.items()
    }
    satisfied: Standard = replace(layout, faces=faces)

    assert pdf_document(a_paper(), layout=satisfied).substitutions == ()


def test_fonts_put_into_the_folder_are_found(settings: Settings, tmp_path: Path) -> None:
    settings.FONTS = tmp_path / "none"
    assert installed_fonts().folder == tmp_path / "none"

    settings.FONTS = tmp_path
    own = next(font for font in installed_fonts().by_family.values() if font.path is not None)
    assert own.path is not None
    (tmp_path / "copied.otf").write_bytes(Path(own.path).read_bytes())
    found = FontBook(tmp_path, system=False)

    assert own.family.casefold() in found.by_family
