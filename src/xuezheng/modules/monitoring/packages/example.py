"""What a new definition begins with: an example in which every key is explained in the reader's language."""

from django.utils.translation import gettext as _

BESIDE = 66
"""The column in which explanations stand."""


def example_definition() -> str:
    """Without code and name, which nobody chooses but the author."""
    lines = [f"{line:<{BESIDE}}# {said}" if said else line for line, said in _lines()]
    head = _("Fill in code and name, and change the rest. What stands after # is not kept.")
    return "\n".join([f"# {head}", *lines]) + "\n"


def _lines() -> list[tuple[str, str]]:
    return [
        ("- code:", _("small letters, digits and _, such as rural_multimedia_ratio; it stays as it is")),
        ("  name:", ""),
        ("    zh:", _("what it is called in Chinese")),
        ("    en:", _("what it is called in English")),
        ("  table: school_facilities", _("the code of the record table it is computed from")),
        (
            "  measure: sum(multimedia_classrooms) / sum(classrooms)",
            _("sum, avg, count, share, median … of its columns"),
        ),
        ("  where: stage in ('primary', 'junior')", _("of which records; without this line of all")),
        ("  by: [urban_rural]", _("columns that divide it; without this line it is not divided")),
        ("  better: higher", _("higher or lower")),
        ('  unit: "%"', _("or a text in each language, below zh and en")),
        ("  decimals: 1", _("with how many decimals it is shown, 0 to 6")),
        ("  periods: [quarter]", _("as the table is kept: quarter, year or month")),
        ("  level_min: school", _("the lowest level with values: school, county, city or province")),
        (
            "  effort: 3.5 * greatest(classrooms - multimedia_classrooms, 0)",
            _("what it costs to close the gap of one record"),
        ),
        ("  meets: multimedia_classrooms >= classrooms", _("when one record has what is wanted")),
        ("  target_style: share", _("share, count or average")),
        ('  source: {zh: "", en: ""}', _("where the records come from, in both languages")),
        ("  regulation: {name: , date: }", _("the document that asks for it, and its date")),
    ]
