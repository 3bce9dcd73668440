"""Everything as plain files that any program opens."""

from ui.safety.safety_tab import SafetyTab


class LeavingTab(SafetyTab):
    """Everything as plain files that any program opens."""

    title = "E&xport all"
