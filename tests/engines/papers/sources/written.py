"""One synthetic document in every format, each written here by a small writer, so that no file of others is needed."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

import pypdfium2 as pdfium
import vl_convert
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

LINES = (
    "示例省教育厅文件",
    "示教办〔2031〕12号",
    "关于印发2031年教育数字化工作要点的通知",
    "各市教育局，各高等学校：",
    "现将工作要点印发给你们，请认真贯彻执行。",
    "一、工作目标",
    "（一）学校宽带接入率达到98%以上。",
    "1.完善网络条件。各地要按时完成升级，确保稳定运行。",
    "（责任单位：科技处、信息中心）",
    "2031年3月5日",
)
TABLE = (("序号", "任务", "责任单位"), ("1", "升级网络", "科技处"), ("2", "培训教师", "教师处"))
"""A table that stands after the lines where the format has tables."""


def squeezed(text: str) -> str:
    return "".join(text.split())


def word(lines: Sequence[str] = LINES, *, table: Sequence[Sequence[str]] = ()) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    if table:
        cells = document.add_table(rows=len(table), cols=len(table[0]))
        for row, texts in zip(cells.rows, table, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    return saved(document)


def saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined] # python-docx names its class only as a function
    return out.getvalue()


def word_of_xml(body: str, *, numbering: str = "", styles: str = "") -> bytes:
    """A document whose body is written as WordprocessingML, for what python-docx has no calls for."""
    document = Document()
    holder = document.element.body
    for item in list(holder):
        if not item.tag.endswith("sectPr"):
            holder.remove(item)
    for item in reversed(list(parse_xml(f"<w:body {NAMESPACES}>{body}</w:body>"))):
        holder.insert(0, item)
    for item in parse_xml(f"<w:styles {NAMESPACES}>{styles}</w:styles>"):
        document.styles.element.append(item)
    if numbering:
        part = document.part.numbering_part
        for item in list(part.element):
            part.element.remove(item)
        for item in parse_xml(f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>"):
            part.element.append(item)
    return saved(document)


NAMESPACES = (
    nsdecls("w", "r", "wp", "a", "pic")
    + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    + ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    + ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)


def paragraph(text: str, *, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def numbered(text: str, *, number: int, level: int = 0) -> str:
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(place: int, text: str, number_format: str, *, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>'
        f'{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(*levels: str, instances: str = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>{instances}'


def archive(parts: Mapping[str, bytes | str], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd_text(text: str, *, x: float, y: float, size: float = 5.0, deltas: str = "") -> str:
    steps = deltas or (f"g {len(text) - 1} {size}" if len(text) > 1 else "")
    return (
        f'<ofd:TextObject ID="{int(x * 1000 + y)}" Boundary="{x} {y} 150 {size}" Font="1" Size="{size}">'
        f'<ofd:TextCode X="0" Y="{size * 0.8}" DeltaX="{steps}">{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def ofd(
    pages: Sequence[str], *, body: str = "", document: str = "", more: dict[str, bytes | str] | None = None
) -> bytes:
    """Pages given as their text objects, in whatever order."""
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    parts: dict[str, bytes | str] = {
        "OFD.xml": f"<ofd:OFD {OFD}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{body}</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {OFD}><ofd:Pages>{listed}</ofd:Pages>{document}</ofd:Document>",
    }
    for number, page in enumerate(pages):
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f'<ofd:Page {OFD}><ofd:Template TemplateID="9"/><ofd:Content><ofd:Layer ID="1">{page}</ofd:Layer></ofd:Content>'
            "</ofd:Page>"
        )
    return archive({**parts, **(more or {})})


def ofd_lines(lines: Sequence[str] = LINES) -> str:
    return "".join(ofd_text(line, x=20, y=20 + 8 * place) for place, line in enumerate(lines))


def page(lines: Sequence[str] = LINES) -> str:
    """A government site's page: the document in the middle of menus, scripts and a foot."""
    menu = "".join(f'<li><a href="/{n}">栏目{n}</a></li>' for n in range(30))
    blocks = "".join(f"<p>{escape(line)}</p>\n" for line in lines)
    return (
        "<!DOCTYPE html><html><head><title>示例</title><style>p{}</style></head><body>"
        f"<div class='top'><ul>{menu}</ul></div><script>var a = '不是正文，不是正文，不是正文。';</script>"
        f"<div class='wrap'><div class='side'><a href='/x'>相关新闻：某某会议召开，各地交流经验</a></div>"
        f"<div class='TRS_Editor'>{blocks}</div></div>"
        "<div class='foot'>版权所有 示例省教育厅</div></body></html>"
    )


def picture_of(lines: Sequence[str] = LINES, *, size: int = 18) -> str:
    """An A4 page as SVG, each line a text, which the chart package turns into PDF or PNG with fonts of this machine."""
    texts = "".join(
        f'<text x="60" y="{80 + 2 * size * place}" font-size="{size}" font-family="Noto Sans CJK SC">{escape(line)}</text>'
        for place, line in enumerate(lines)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="595" height="842">'
        f'<rect width="595" height="842" fill="white"/>{texts}</svg>'
    )


def pdf(*pages: Sequence[str], size: int = 18) -> bytes:
    return bound(*(bytes(vl_convert.svg_to_pdf(picture_of(lines, size=size))) for lines in pages))


def bound(*files: bytes) -> bytes:
    """Several PDF files as one."""
    whole = pdfium.PdfDocument.new()
    for file in files:
        part = pdfium.PdfDocument(file)
        whole.import_pages(part)
        part.close()
    out = io.BytesIO()
    whole.save(out)
    whole.close()
    return out.getvalue()


def scanned(file: bytes, *, scale: float = 2.0) -> bytes:
    """The same pages as pictures only."""
    source, target = pdfium.PdfDocument(file), pdfium.PdfDocument.new()
    for page_of in source:
        width, height = page_of.get_size()
        bitmap = page_of.render(scale=scale)
        image = pdfium.PdfImage.new(target)
        image.set_bitmap(bitmap)
        image.set_matrix(pdfium.PdfMatrix().scale(width, height))
        leaf = target.new_page(width, height)
        leaf.insert_obj(image)
        leaf.gen_content()
        leaf.close()
        bitmap.close()
        page_of.close()
    out = io.BytesIO()
    target.save(out)
    target.close()
    source.close()
    return out.getvalue()


def bare_pdf(stream: bytes, *, filters: str = "", trailer: str = "", rotation: int = 0, pages: int = 1) -> bytes:
    """A PDF written byte by byte, for faults that no writer makes."""
    kids = " ".join("3 0 R" for _ in range(pages))
    packed = f"/Filter {filters}" if filters else ""
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode(),
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate {rotation}/Contents 4 0 R"
        "/Resources<</Font<</F 5 0 R>>>>>>".encode(),
        f"<</Length {len(stream)}{packed}>>stream\n".encode() + stream + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.5\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return (
        out
        + (
            f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}"
            f"trailer<</Root 1 0 R/Size {len(bodies) + 1}{trailer}>>\nstartxref\n{len(out)}\n%%EOF"
        ).encode()
    )


LOCKED = f"/Encrypt<</Filter/Standard/V 1/R 2/P -44/O<{'6f' * 32}>/U<{'75' * 32}>>>/ID[<{'00' * 16}><{'00' * 16}>]"
"""A trailer that asks for a password which nobody knows."""
