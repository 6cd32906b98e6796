"""Small real files of each kind, made here."""

import zipfile
from io import BytesIO

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + b"\x00" * 17
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00" * 20
GB = "学校,在校生\n演示第一小学,512\n".encode("gb18030")
UTF = "学校,在校生\n演示第一小学,512\n".encode()
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def zipped(**parts: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return out.getvalue()


def compound(part: str) -> bytes:
    return COMPOUND + part.encode("utf-16-le") + b"\x00\x00" + b"\x00" * 100


DOCX = zipped(word__document_xml=b"<w/>", Content_Types_xml=b"<t/>")
XLSX = zipped(xl__workbook_xml=b"<w/>")
PPTX = zipped(ppt__presentation_xml=b"<w/>")
OFD = zipped(OFD_xml=b"<o/>")
ODT = zipped(mimetype=b"application/vnd.oasis.opendocument.text")
DOCX_WITH_MACROS = zipped(word__document_xml=b"<w/>", word__vbaProject_bin=b"x")
PLAIN_ZIP = zipped(readme=b"x")
