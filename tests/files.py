"""Files to import, made when they are needed and never kept."""

import zipfile

import openpyxl
import pytest

PARTS = {
    "[Content_Types].xml": (
        '<?xml version="1.0"?><Types'
        ' xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.'
        'openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<?xml version="1.0"?><Relationships'
        ' xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/'
        '2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        '<?xml version="1.0"?><workbook'
        ' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<?xml version="1.0"?><Relationships'
        ' xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/'
        '2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/'
        '2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    ),
}
SHEET = (
    '<?xml version="1.0"?>{}<worksheet'
    ' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{}</sheetData></worksheet>"
)
CELLS = (
    '<row r="1"><c r="A1" t="str"><v>Ref</v></c><c r="B1" t="str"><v>Day</v></c></row>'
)


@pytest.fixture
def write_csv(tmp_path):
    """Return a function that writes text or bytes to a file and returns its path."""

    def write(content, name="requests.csv"):
        path = tmp_path / name
        is_text = isinstance(content, str)
        path.write_bytes(content.encode() if is_text else content)
        return path

    return write


@pytest.fixture
def write_xlsx(tmp_path):
    """Return a function that writes rows to a workbook and returns its path."""

    def write(rows, name="requests.xlsx", **sheets):
        workbook = openpyxl.Workbook()
        for row in rows:
            workbook.active.append(row)
        for title, more in sheets.items():
            sheet = workbook.create_sheet(title)
            for row in more:
                sheet.append(row)
        workbook.save(tmp_path / name)
        return tmp_path / name

    return write


@pytest.fixture
def forge_xlsx(tmp_path):
    """Return a function that puts a workbook together from raw parts."""

    def forge(rows=CELLS, doctype="", **parts):
        path = tmp_path / "forged.xlsx"
        extra = {name.replace("__", "/"): text for name, text in parts.items()}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in PARTS.items():
                archive.writestr(name, text)
            archive.writestr("xl/worksheets/sheet1.xml", SHEET.format(doctype, rows))
            for name, text in extra.items():
                archive.writestr(name, text)
        return path

    return forge
