"""Whether the store is whole, and which printed heads still match."""

from ui.safety.safety_tab import SafetyTab


class CheckTab(SafetyTab):
    """Whether the store is whole, and which printed heads still match."""

    title = "Chec&k and history"
