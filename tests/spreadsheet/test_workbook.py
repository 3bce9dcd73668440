import zipfile

import pytest

from app.errors import ImportFileError
from app.spreadsheet.reader import read_table
from app.spreadsheet.table import Limits
from app.spreadsheet.workbook import check_workbook

CELLS = '<row r="1"><c r="A1"><v>1</v></c></row>'
FAR = (
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v>'
)
LAUGHS = "<!DOCTYPE lolz [<!ENTITY lol 'lol'>]>"


def refuse(path, sentence, limits=None):
    with pytest.raises(ImportFileError, match=sentence):
        check_workbook(path.read_bytes(), limits or Limits())
    with pytest.raises(ImportFileError, match=sentence):
        read_table(path, limits=limits or Limits())


def test_a_workbook_that_expands_to_gigabytes_is_refused(tmp_path):
    path = tmp_path / "bomb.xlsx"
    spaces = b" " * 1_000_000
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(1_100):
            part.write(spaces)
    refuse(path, "it would unpack to 1,100 MB")


def test_a_workbook_packed_a_thousandfold_is_refused(forge_xlsx):
    refuse(forge_xlsx(xl__padding=" " * 3_000_000), "it would unpack to")


def test_a_workbook_of_too_many_parts_is_refused(forge_xlsx):
    path = forge_xlsx(**{f"xl__media__{n}": "" for n in range(2_000)})
    refuse(path, "it consists of 2,005 parts")


def test_two_cells_in_opposite_corners_are_refused(forge_xlsx):
    refuse(forge_xlsx(f"{FAR}</c></row>"), "too large to import: 1,048,576 rows")


def test_definitions_that_expand_are_refused(forge_xlsx):
    refuse(forge_xlsx(doctype=LAUGHS), "definitions that no spreadsheet")


def test_a_claim_of_four_thousand_million_strings_is_refused(forge_xlsx):
    strings = '<sst uniqueCount="4294967295"><si><t>a</t></si></sst>'
    refuse(forge_xlsx(**{"xl__sharedStrings.xml": strings}), "more text than")


def test_names_that_climb_out_of_the_folder_are_refused(forge_xlsx):
    refuse(forge_xlsx(**{"xl__..__..__evil.xml": "<a/>"}), "names that no spreadsheet")


def test_a_part_that_is_there_twice_is_refused(forge_xlsx):
    refuse(forge_xlsx(**{"XL__workbook.xml": "<a/>"}), "names that no spreadsheet")


def test_macros_are_refused(forge_xlsx):
    refuse(forge_xlsx(**{"xl__vbaProject.bin": "x"}), "holds macros")


def test_other_kinds_of_workbook_are_refused(forge_xlsx):
    refuse(forge_xlsx(mimetype="x"), "of a kind that cannot be read")


def test_a_zip_file_of_something_else_is_refused(tmp_path):
    path = tmp_path / "pictures.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("holiday.jpg", b"x")
    refuse(path, "not an XLSX workbook")


def test_a_broken_index_of_strings_is_refused_by_the_child_alone(forge_xlsx):
    rows = '<row r="1"><c r="A1" t="s"><v>77</v></c></row>'
    with pytest.raises(ImportFileError):
        read_table(forge_xlsx(rows))


def test_cells_that_are_only_formatted_do_not_count_as_reach(forge_xlsx):
    styled = '<row r="1048576"><c r="B1048576" s="1"/></row>'
    check_workbook(forge_xlsx(CELLS + styled).read_bytes(), Limits())
