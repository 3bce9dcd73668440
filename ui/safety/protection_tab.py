"""Passphrase, recovery key, lock, and lawful erasure."""

from ui.safety.safety_tab import SafetyTab


class ProtectionTab(SafetyTab):
    """Passphrase, recovery key, lock, and lawful erasure."""

    title = "Pr&otection"
