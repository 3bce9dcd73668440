"""Who has the pen, and the shared folder."""

from ui.safety.safety_tab import SafetyTab


class SharingTab(SafetyTab):
    """Who has the pen, and the shared folder."""

    title = "S&haring"
