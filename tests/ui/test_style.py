import pytest
from PySide6.QtGui import QColor, QPalette

from app.capacity.day_grid import Mark
from app.reports.chart import AGE_ROLES, Role
from ui.style import CONTRAST, DARK, LIGHT, PRINT, Look, palette, style_sheet, tokens_of

THEMES = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST, "print": PRINT}
every_theme = pytest.mark.parametrize("name", THEMES)

TEXT_PAIRS = (
    ("text", "surface"),
    ("text", "canvas"),
    ("muted", "surface"),
    ("muted", "canvas"),
    ("accent", "surface"),
    ("accent", "canvas"),
    ("accent", "selection"),
    ("on_accent", "accent"),
    ("text", "selection"),
    ("accent", "selected_rail"),
    ("good", "surface"),
    ("watch", "surface"),
    ("bad", "surface"),
    ("good", "good_tint"),
    ("watch", "watch_tint"),
    ("bad", "bad_tint"),
    ("on_strip", "strip"),
)
SHAPE_PAIRS = (
    ("edge", "surface"),
    ("completed", "surface"),
    ("received_edge", "surface"),
)


def luminance(colour: str) -> float:
    parts = (part / 255 for part in QColor(colour).getRgb()[:3])
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@every_theme
def test_every_text_can_be_read_on_its_ground(name):
    tokens = THEMES[name]
    weak = {
        pair: round(contrast(getattr(tokens, pair[0]), getattr(tokens, pair[1])), 2)
        for pair in TEXT_PAIRS
        if contrast(getattr(tokens, pair[0]), getattr(tokens, pair[1])) < 4.5
    }
    assert weak == {}


@every_theme
def test_every_edge_and_line_stands_out_from_the_surface(name):
    tokens = THEMES[name]
    for ink, ground in SHAPE_PAIRS:
        assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 3, ink


@every_theme
def test_number_inside_each_part_of_a_bar_can_be_read(name):
    tokens = THEMES[name]
    for role in AGE_ROLES:
        ratio = contrast(tokens.on_role(role), tokens.role(role))
        assert ratio >= 4.5, (role, ratio)


@every_theme
def test_every_kind_of_day_stands_out_and_its_letter_can_be_read(name):
    tokens = THEMES[name]
    assert len(tokens.days) == len(Mark)
    assert len({*tokens.days}) == len(Mark)
    for colour in tokens.days:
        assert contrast(tokens.on_days, colour) >= 4.5, colour
        for ground in (tokens.surface, tokens.rest, tokens.holiday):
            assert contrast(colour, ground) >= 3, (colour, ground)
    assert contrast(tokens.text, tokens.holiday) >= 4.5


@every_theme
def test_every_role_has_a_colour(name):
    for role in Role:
        assert QColor(THEMES[name].role(role)).isValid()


def test_age_bands_grow_darker_on_paper_so_that_grey_keeps_their_order():
    lights = [luminance(PRINT.role(role)) for role in AGE_ROLES]
    assert lights == sorted(lights, reverse=True)


def test_lines_and_bars_differ_in_grey_on_paper():
    assert contrast(PRINT.completed, PRINT.received) >= 3


@pytest.mark.parametrize("factor", [0.8, 1.0, 2.0])
@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_style_sheet_is_filled_in_whole(qapp, name, factor):
    sheet = style_sheet(Look(tokens=THEMES[name], text_factor=factor))
    assert "$" not in sheet


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_what_cannot_be_used_never_looks_like_what_can(qapp, name):
    tokens = THEMES[name]
    words, line, ground = tokens.off
    assert words not in {tokens.text, tokens.on_accent}
    assert (words, line, ground) != (tokens.text, tokens.edge, tokens.surface)
    assert ground != tokens.accent
    assert contrast(words, ground) >= 2.5  # still to be read
    assert f"QPushButton:disabled {{ color: {words};" in style_sheet(
        Look(tokens=tokens)
    )


def test_high_contrast_of_the_system_brings_its_own_colours(qapp):
    system = QPalette(palette(CONTRAST))
    system.setColor(QPalette.ColorRole.Window, QColor("#2D3236"))
    system.setColor(QPalette.ColorRole.WindowText, QColor("#FFFFFF"))
    tokens = tokens_of(system)
    assert tokens.surface == "#2d3236"
    assert tokens.text == "#ffffff"
    assert tokens.is_dark
    assert {*tokens.days} == {tokens.text}  # letters and shapes tell there
