"""Changes how the window looks and keeps the choice: colours, text size, rows."""

from PySide6.QtWidgets import QApplication

from ui import settings
from ui.style import LARGEST, SMALLEST, apply_look, chosen_look


def refresh_look() -> None:
    """Give the application the look that was chosen, or that the system asks for."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        look = chosen_look(
            application,
            settings.theme(),
            settings.text_factor(),
            is_compact=settings.is_compact(),
        )
        apply_look(application, look)


def use_theme(name: str) -> None:
    """Use other colours: system, light, dark or contrast."""
    settings.set_theme(name)
    refresh_look()


def change_text_size(by: float) -> None:
    """Make all text larger or smaller by a share; by nothing goes back to 100 %."""
    size = settings.text_factor() + by if by else 1.0
    settings.set_text_factor(min(max(size, SMALLEST), LARGEST))
    refresh_look()


def switch_compact() -> None:
    """Bring the rows of tables closer, or apart again."""
    settings.set_compact(not settings.is_compact())
    refresh_look()
