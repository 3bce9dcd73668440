"""Capacity: from contract to casework hours, by skill, and what bounds them."""

from datetime import date
from functools import partial

from PySide6.QtCore import Slot

from app.errors import AppError
from app.measures.outsourcing import Sent
from app.workforce.equipment import Equipment, Provider, Sending
from ui.alerts import show_error
from ui.capacity.equipment_dialog import EquipmentDialog
from ui.capacity.equipment_tab import EquipmentTab
from ui.capacity.gross import GrossTab
from ui.capacity.plan import PlanTab
from ui.capacity.provider_dialog import ProviderDialog, SendingDialog
from ui.capacity.provider_tab import ProviderTab
from ui.capacity.skill_tab import SkillTab
from ui.capacity.use import UseTab
from ui.session import Session
from ui.tabbed_page import TabbedPage


class CapacityPage(TabbedPage):
    """Where the contracted hours go, and what bounds them besides."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "Capacity")
        self.gross, self.plan, self.use = GrossTab(), PlanTab(), UseTab()
        self.skill, self.equipment = SkillTab(), EquipmentTab()
        self.provider = ProviderTab()
        self.add_tabs(
            *(self.gross, self.plan, self.use),
            *(self.skill, self.equipment, self.provider),
        )
        self.plan.known_wanted.connect(self._show_known)
        self._connect_bounds()

    def _connect_bounds(self) -> None:
        """Connect what shows and changes equipment and providers."""
        self.skill.parts_wanted.connect(partial(self._show_parts, self.skill))
        equipment, provider = self.equipment, self.provider
        equipment.parts_wanted.connect(partial(self._show_parts, equipment))
        equipment.add_wanted.connect(self.add_equipment)
        equipment.change_wanted.connect(self.change_equipment)
        equipment.remove_wanted.connect(self._remove_equipment)
        provider.sent_wanted.connect(self._show_sent)
        provider.add_wanted.connect(self.add_provider)
        provider.change_wanted.connect(self.change_provider)
        provider.remove_wanted.connect(self._remove_provider)
        provider.sending_wanted.connect(self.complete_sending)
        provider.request_wanted.connect(self.request_wanted)

    @Slot(object)
    def _show_known(self, day: date) -> None:
        """Answer the plan's tab with the team as it was known on a day."""
        from app.store.team_past import read_team_as_known

        try:
            known = read_team_as_known(self.session.store, day)
        except AppError as error:
            show_error(self, error)
            return
        self.plan.show_known(known)

    def _show_parts(self, tab: SkillTab | EquipmentTab, ids: list[int]) -> None:
        """Answer a tab with the examinations that requests consist of."""
        from app.store.part import read_parts

        try:
            parts = read_parts(self.session.store, ids)
        except AppError as error:
            show_error(self, error)
            return
        tab.show_parts(parts)

    @Slot(object)
    def _show_sent(self, ids: list[int]) -> None:
        """Answer the tab of providers with what was sent to them."""
        from app.store.equipment import read_sendings, read_sent

        store = self.session.store
        try:
            requests, sendings = read_sent(store, ids), read_sendings(store)
        except AppError as error:
            show_error(self, error)
            return
        self.provider.show_sent(requests, sendings)

    # ---- Equipment and providers ----------------------------------------------------

    @Slot()
    def add_equipment(self) -> None:
        """Open the form for new equipment."""
        self._open_equipment(None)

    @Slot(object)
    def change_equipment(self, item: Equipment) -> None:
        """Open the form for equipment that is there."""
        self._open_equipment(item)

    def _open_equipment(self, item: Equipment | None) -> None:
        kinds, types = self._terms("equipment_kind"), self._terms("examination_type")
        form = EquipmentDialog(self, kinds, types, self.session.day, item)
        self.open_form(form, self._save_equipment)

    @Slot(object)
    def _save_equipment(self, item: Equipment) -> None:
        from app.staffing.equipment import add_equipment, change_equipment

        act, done = (
            (change_equipment, "changed") if item.uid else (add_equipment, "added")
        )
        self.carry_out(act, item, f"{item.label} {done}")

    @Slot(object)
    def _remove_equipment(self, item: Equipment) -> None:
        from app.staffing.equipment import remove_equipment

        self.carry_out(remove_equipment, item, f"{item.label} removed")

    @Slot()
    def add_provider(self) -> None:
        """Open the form for a new provider."""
        self._open_provider(None)

    @Slot(object)
    def change_provider(self, one: Provider) -> None:
        """Open the form for a provider that is there."""
        self._open_provider(one)

    def _open_provider(self, one: Provider | None) -> None:
        types = self._terms("examination_type")
        form = ProviderDialog(self, types, self.session.day, one)
        self.open_form(form, self._save_provider)

    @Slot(object)
    def _save_provider(self, one: Provider) -> None:
        from app.staffing.equipment import add_provider, change_provider

        act, done = (change_provider, "changed") if one.uid else (add_provider, "added")
        self.carry_out(act, one, f"{one.name} {done}")

    @Slot(object)
    def _remove_provider(self, one: Provider) -> None:
        from app.staffing.equipment import remove_provider

        self.carry_out(remove_provider, one, f"{one.name} removed")

    @Slot(object)
    def complete_sending(self, sent: Sent) -> None:
        """Open the form for what came of a sending."""
        self.open_form(SendingDialog(self, sent), partial(self._save_sending, sent))

    def _save_sending(self, sent: Sent, sending: Sending) -> None:
        from app.staffing.equipment import set_sending

        words = f"What came of {sent.request.reference} recorded"
        self.carry_out(set_sending, sending, words)

    def _terms(self, name: str) -> list[tuple[str, str]]:
        facts = self.session.facts
        return list(facts.names(name).items()) if facts is not None else []
