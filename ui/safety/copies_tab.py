"""The verified copies: which there are, in which places, and back from one."""

from ui.safety.safety_tab import SafetyTab


class CopiesTab(SafetyTab):
    """The verified copies: which there are, in which places, and back from one."""

    title = "&Copies"
