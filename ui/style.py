"""Colours, fonts and sizes: the only place with a colour.

``apply_look`` gives the application its palette, font and style sheet; widgets that
paint for themselves ask ``present_look()`` each time they paint.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from app.reports.chart import AGE_ROLES, Role

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
FAMILY = "Inter"
BASE_SIZE = 9.5
"""Size of ordinary text at 100 %, in points."""
SMALLEST, LARGEST = 0.8, 2.0
"""Limits of the text size as a factor."""
CLEAR = 90
"""Difference of lightness, of 255, at which a line stands out from its ground."""


GREY = "#8A8A8A"
"""What cannot be used, where every line and word is white."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The colours of one theme, as ``#rrggbb``."""

    canvas: str
    surface: str
    text: str
    muted: str
    edge: str
    hairline: str
    accent: str
    on_accent: str
    completed: str
    received: str
    received_edge: str
    good: str
    watch: str
    bad: str
    good_tint: str
    watch_tint: str
    bad_tint: str
    selection: str
    selected_rail: str
    casing: str
    inner_band: str
    outer_band: str
    strip: str
    on_strip: str
    ages: tuple[str, ...]
    on_ages: tuple[str, ...]
    days: tuple[str, ...]  # in the order of app.capacity.day_grid.Mark
    on_days: str
    rest: str
    holiday: str
    is_dark: bool = False
    is_print: bool = False

    @property
    def off(self) -> tuple[str, str, str]:
        """Return words, line and ground of what cannot be used just now.

        They never look like those of what can, in high contrast neither.
        """
        if self.edge == self.text:
            return GREY, GREY, self.surface
        return self.edge, self.hairline, self.hairline

    def role(self, role: Role) -> str:
        """Return the colour in which a role is drawn."""
        ages = dict(zip(AGE_ROLES, self.ages, strict=True))
        return ages.get(role) or {
            Role.RECEIVED: self.received,
            Role.DEMAND: self.received,
            Role.COMPLETED: self.completed,
            Role.CAPACITY: self.text,
            Role.BACKLOG: self.accent,
            Role.EXPECTED: self.accent,
            Role.TARGET: self.muted,
            Role.INNER_BAND: self.inner_band,
            Role.MIDDLE_BAND: mixed(self.inner_band, self.outer_band, 0.5),
            Role.OUTER_BAND: self.outer_band,
        }.get(role, self.edge)

    def on_role(self, role: Role) -> str:
        """Return the colour of text that stands on an area of a role."""
        if role not in AGE_ROLES:
            return self.text
        return self.on_ages[AGE_ROLES.index(role)]


LIGHT = Tokens(
    canvas="#F1F3F6",
    surface="#FFFFFF",
    text="#17202A",
    muted="#4B5664",
    edge="#76818F",
    hairline="#D3DAE2",
    accent="#0B5CAD",
    on_accent="#FFFFFF",
    completed="#C8500A",
    received="#6B93C2",
    received_edge="#6B93C2",
    good="#00664F",
    watch="#7A5000",
    bad="#A3260B",
    good_tint="#DFF3EC",
    watch_tint="#FDF0D5",
    bad_tint="#FDE8E4",
    selection="#D5E6F8",
    selected_rail="#E1EDF9",
    casing="#FFFFFF",
    inner_band="#A9C8E8",
    outer_band="#DCE8F5",
    strip="#17202A",
    on_strip="#FFFFFF",
    ages=("#D3E3F3", "#A5C6E6", "#6FA3D2", "#E0A562", "#D07A2D", "#A3260B"),
    on_ages=(*("#17202A",) * 5, "#FFFFFF"),
    days=("#8A6A00", "#1C7A66", "#7B55A6", "#B4460A", "#2B6FB0"),
    on_days="#FFFFFF",
    rest="#ECEFF4",
    holiday="#D3DFEC",
)

DARK = Tokens(
    canvas="#11161C",
    surface="#1A212A",
    text="#E9EDF2",
    muted="#B3BDCA",
    edge="#8D9AAB",
    hairline="#344050",
    accent="#74B6F7",
    on_accent="#0A1622",
    completed="#F2A15A",
    received="#527599",
    received_edge="#527599",
    good="#62D2B0",
    watch="#F0C35A",
    bad="#FF9C86",
    good_tint="#14392F",
    watch_tint="#40310E",
    bad_tint="#4A211A",
    selection="#244466",
    selected_rail="#1E3550",
    casing="#1A212A",
    inner_band="#35597E",
    outer_band="#22384F",
    strip="#E9EDF2",
    on_strip="#11161C",
    ages=("#34516F", "#44709C", "#7FB0DE", "#C9A04A", "#E89A48", "#FF8E74"),
    on_ages=(*("#FFFFFF",) * 2, *("#10161D",) * 4),
    days=("#DDBB4F", "#55C7A9", "#BCA2EA", "#F08C4C", "#6FB1EE"),
    on_days="#10161D",
    rest="#252F3A",
    holiday="#32435A",
    is_dark=True,
)

CONTRAST = Tokens(
    canvas="#000000",
    surface="#000000",
    text="#FFFFFF",
    muted="#FFFFFF",
    edge="#FFFFFF",
    hairline="#FFFFFF",
    accent="#1AEBFF",
    on_accent="#000000",
    completed="#FFFF00",
    received="#8A8A8A",
    received_edge="#FFFFFF",
    good="#3FF23F",
    watch="#FFFF00",
    bad="#FFB3A1",
    good_tint="#000000",
    watch_tint="#000000",
    bad_tint="#000000",
    selection="#1A3A6B",
    selected_rail="#1A3A6B",
    casing="#000000",
    inner_band="#666666",
    outer_band="#333333",
    strip="#FFFFFF",
    on_strip="#000000",
    ages=("#4A4A4A", "#8A8A8A", "#C8C8C8", "#FFFF00", "#FFC04D", "#FFB3A1"),
    on_ages=("#FFFFFF", *("#000000",) * 5),
    days=("#FFFF00", "#3FF23F", "#E0B3FF", "#FFB3A1", "#7FC4FF"),
    on_days="#000000",
    rest="#2B2B2B",
    holiday="#004A66",
    is_dark=True,
)

PRINT = replace(
    LIGHT,
    canvas="#FFFFFF",
    completed="#9C3C05",
    received="#BDD0E6",
    received_edge="#4D78AC",
    hairline="#D0D5DB",
    ages=("#F0F4F9", "#CFDFEF", "#A9C4E0", "#D98A3D", "#A85A1E", "#6A1807"),
    on_ages=(*("#17202A",) * 4, *("#FFFFFF",) * 2),
    is_print=True,
)
"""Colours that stay apart when a page is printed in grey (looked at in grey)."""

THEMES = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the window looks at present.

    Attributes:
        tokens: The colours.
        text_factor: Size of text, 1.0 as designed, from 0.8 to 2.0.
        is_compact: Whether rows of tables stand close.
        is_system: Whether the colours are those of the system's own high contrast
            theme, in which case no style sheet is laid over it.
    """

    tokens: Tokens = LIGHT
    text_factor: float = 1.0
    is_compact: bool = False
    is_system: bool = False

    @property
    def row_height(self) -> int:
        """Height of a table row in pixels."""
        return round((24 if self.is_compact else 29) * max(self.text_factor, 0.9))

    def points(self, size: float) -> float:
        """Return a text size in points at the present text factor."""
        return size * self.text_factor

    def pixels(self, length: float) -> int:
        """Return a length that grows with the text, in pixels."""
        return round(length * self.text_factor)


_present = [Look()]


def present_look() -> Look:
    """Return how the window looks at present."""
    return _present[0]


def load_fonts() -> tuple[str, ...]:
    """Load every bundled font and return the families."""
    for path in sorted((RESOURCES / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))
    return tuple(QFontDatabase.families())


def font(size: float, weight: int = 400) -> QFont:
    """Return the bundled font, with figures of equal width.

    Args:
        size: In points, before any text factor.
        weight: 400 ordinary, 500 medium, 600 semibold, 700 bold.
    """
    made = QFont(FAMILY)
    made.setStyleHint(QFont.StyleHint.SansSerif)
    made.setPointSizeF(size)
    made.setWeight(QFont.Weight(weight))
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def apply_look(application: QApplication, look: Look) -> None:
    """Give the whole application its font, palette and style sheet."""
    _present[0] = look
    application.setStyle("Fusion")
    application.setFont(font(look.points(BASE_SIZE)))
    if look.is_system:
        application.setStyleSheet(sizes_alone(look))
        return
    application.setPalette(palette(look.tokens))
    application.setStyleSheet(style_sheet(look))


def sizes_alone(look: Look) -> str:
    """Return a style sheet without a colour, for the system's own high contrast."""
    sizes = (("page_title", 16.0), ("card_title", 11.0), ("figure_value", 18.0))
    rules = [
        f"#{name} {{ font-size: {look.points(size):.2f}pt; font-weight: 600; }}"
        for name, size in sizes
    ]
    small = f"font-size: {look.points(8.5):.2f}pt;"
    return "\n".join((*rules, f"#caption, #direction {{ {small} }}"))


def chosen_look(
    application: QApplication, theme: str, text_factor: float, **more: bool
) -> Look:
    """Return the look for a theme: light, dark, contrast or system.

    A system with high contrast switched on has the last word: its own colours are
    used, whatever was chosen here.
    """
    factor = min(max(text_factor, SMALLEST), LARGEST)
    hints = application.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        tokens = tokens_of(application.palette())
        return Look(tokens=tokens, text_factor=factor, is_system=True, **more)
    if theme == "system":
        theme = "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"
    return Look(tokens=THEMES.get(theme, LIGHT), text_factor=factor, **more)


def tokens_of(system: QPalette) -> Tokens:
    """Return tokens that draw with the roles of the system's own palette."""
    role = QPalette.ColorRole
    window, text = (
        system.color(role.Window).name(),
        system.color(role.WindowText).name(),
    )
    accent, on_accent = text, window
    marked = system.color(role.Highlight)
    if abs(marked.lightness() - QColor(window).lightness()) > CLEAR:
        accent, on_accent = marked.name(), system.color(role.HighlightedText).name()
    return replace(
        CONTRAST,
        canvas=window, surface=window, casing=window, strip=text, on_strip=window,
        text=text, muted=text, edge=text, hairline=text, received_edge=text,
        accent=accent, on_accent=on_accent, selection=marked.name(),
        selected_rail=window,
        completed=system.color(role.Link).name(),
        good=text, watch=text, bad=text, days=(text,) * 5, on_days=window,
        rest=mixed(window, text, 0.2), holiday=mixed(window, text, 0.4),
        good_tint=window, watch_tint=window, bad_tint=window,
        is_dark=QColor(window).lightness() < QColor(text).lightness(),
    )  # fmt: skip


def palette(tokens: Tokens) -> QPalette:
    """Return the palette of a theme."""
    role, made = QPalette.ColorRole, QPalette()
    for colour, roles in (
        (tokens.canvas, (role.Window,)),
        (tokens.surface, (role.Base, role.Button, role.ToolTipBase, role.Light)),
        (tokens.text, (role.WindowText, role.Text, role.ButtonText, role.ToolTipText)),
        (tokens.muted, (role.PlaceholderText,)),
        (tokens.hairline, (role.AlternateBase, role.Midlight)),
        (tokens.edge, (role.Mid, role.Dark)),
        (tokens.accent, (role.Accent, role.Link, role.LinkVisited)),
        (tokens.selection, (role.Highlight,)),
        (tokens.text, (role.HighlightedText,)),
    ):
        for one in roles:
            made.setColor(one, QColor(colour))
    made.setColor(role.AlternateBase, QColor(mixed(tokens.canvas, tokens.surface, 0.5)))
    for one in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, one, QColor(tokens.off[0]))
    return made


def mixed(colour: str, other: str, share: float) -> str:
    """Return a colour between two others; ``share`` is that of the second."""
    a, b = QColor(colour), QColor(other)
    parts = zip(a.getRgb()[:3], b.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(x + (y - x) * share) for x, y in parts)).name()


def style_sheet(look: Look) -> str:
    """Return the style sheet of a look, from the template among the resources."""
    template = (RESOURCES / "style.qss").read_text(encoding="utf-8")
    tokens = look.tokens
    colours = {name: getattr(tokens, name) for name in Tokens.__slots__}
    off = dict(zip(("off", "off_line", "off_ground"), tokens.off, strict=True))
    sizes = {f"pt{n}": f"{look.points(n / 10):.2f}pt" for n in (85, 95, 110, 160, 180)}
    lengths = {f"px{n}": f"{look.pixels(n)}px" for n in (4, 6, 10, 11, 12, 16, 22, 30)}
    shade = "dark" if tokens.is_dark else "light"
    icons = {
        name: (RESOURCES / "icons" / f"{way}-{shade}.svg").as_posix()
        for name, way in (("arrow", "down"), ("arrow_up", "up"), ("tick", "tick"))
    }
    return Template(template).substitute(
        {**colours, **off, **sizes, **lengths, **icons}
    )
