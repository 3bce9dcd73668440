import codecs

from hypothesis import given, settings
from hypothesis import strategies as st

from app.spreadsheet.encoding import ENCODINGS, decode

TEXT = "Référence,Détails\nDF-1,£40 \u2013 “seen” by Müller\n"
LETTERS = st.text(st.sampled_from("abz,;\n é£ßÿœ€\u20130"), min_size=1, max_size=200)


def test_utf_8_is_certain():
    decoded = decode(TEXT.encode())
    assert (decoded.text, decoded.encoding, decoded.is_certain) == (TEXT, "UTF-8", True)


def test_byte_order_marks_are_obeyed_and_removed():
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        decoded = decode(mark + TEXT.encode(codec))
        assert (decoded.text, decoded.is_certain) == (TEXT, True)


def test_utf_16_without_a_mark_is_known_by_its_nuls():
    for codec in ("utf-16-le", "utf-16-be"):
        assert decode(TEXT.encode(codec)).text == TEXT


def test_utf_16_cut_in_the_middle_of_a_letter_is_read_and_doubted():
    decoded = decode(TEXT.encode("utf-16")[:-1])
    assert decoded.text.startswith("Référence")
    assert not decoded.is_certain


def test_windows_1252_keeps_pounds_dashes_and_quotes_and_is_shown():
    decoded = decode(TEXT.encode("cp1252"))
    assert (decoded.text, decoded.encoding) == (TEXT, "Windows-1252")
    assert not decoded.is_certain
    assert decoded.sample == tuple(TEXT.splitlines())


def test_bytes_that_windows_does_not_know_are_latin_1():
    decoded = decode(b"a\x81\xe9\n")
    assert (decoded.text, decoded.encoding) == ("a\x81é\n", "Latin-1")


def test_the_user_may_choose_an_old_dos_encoding():
    decoded = decode("Détails".encode("cp850"), chosen="DOS (CP850)")
    assert (decoded.text, decoded.is_certain) == ("Détails", True)


@given(st.binary(max_size=300))
def test_no_bytes_whatever_raise(content):
    for chosen in (None, *ENCODINGS):
        assert isinstance(decode(content, chosen=chosen).text, str)


@settings(max_examples=300)
@given(LETTERS)
def test_text_comes_back_unchanged_from_utf_8_utf_16_and_windows(text):
    for codec in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        content = text.encode(codec)
        if codec == "cp1252" and _is_utf_8(content):
            continue  # the bytes are valid in both; UTF-8 is then far likelier
        assert decode(content).text == text


def _is_utf_8(content):
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True
