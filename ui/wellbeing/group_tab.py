"""The group: what anybody may see, with small numbers hidden."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.reports.report import Headline
from app.reports.wellbeing_note import (
    RULE,
    GroupFigures,
    headlines,
    policy_table,
    weekly_chart,
)
from ui.charts.view import ChartView
from ui.controls.button import link
from ui.controls.card import GAP, MARGIN, Card, CardRow
from ui.controls.label import ElidedLabel, caption, set_tone
from ui.controls.rows import Column, Rows, RowsView
from ui.controls.scrolled import keep_rows

Line = tuple[str, ...]
LEAST_ROWS = 6
"""Parts of the policy that are always in sight."""


class HeadlineCard(Card):
    """One figure of the group: its name, its value, what it is of."""

    def __init__(self) -> None:
        super().__init__()
        self.body.setSpacing(0)
        self.title, self.value, self.remark = ElidedLabel(), QLabel(), ElidedLabel()
        self.title.setObjectName("caption")
        self.value.setObjectName("figure_value")
        self.remark.setObjectName("direction")
        for part in (self.title, self.value, self.remark):
            self.body.addWidget(part)

    def show_headline(self, one: Headline, meaning: str) -> None:
        """Show a figure, with its definition in the tool tip."""
        self.title.setText(one.label)
        value = f"{one.value} {one.unit}" if one.unit else one.value
        self.value.setText(value)
        self.remark.setText(one.remark)
        set_tone(self.remark, one.tone.value)
        self.setToolTip(meaning)
        self.setAccessibleName(f"{one.label}: {value}, {one.remark}")
        self.setAccessibleDescription(meaning)


class GroupTab(QWidget):
    """Shows exposed people together; nobody can be told from it."""

    untold_wanted = Signal()  # to see the cases of which nobody was told

    def __init__(self) -> None:
        super().__init__()
        self.cards = [HeadlineCard() for _ in range(5)]
        self.policy: Rows[Line] = Rows()
        self.policy_view = RowsView(self.policy, "Exposed people and local policy")
        self.chart = ChartView(has_title=False)
        self.note = caption()
        self.untold = link("Closed cases to tell")
        self.untold.clicked.connect(self.untold_wanted)
        row = CardRow(170)
        for card in self.cards:
            row.add(card)
        table = Card("Exposed people and local policy")
        for part, stretch in ((self.policy_view, 1), (self.note, 0)):
            table.body.addWidget(part, stretch)
        table.body.addWidget(caption(RULE))
        weeks = Card("Exposure of the group by week", holds_chart=True)
        weeks.body.addWidget(self.chart, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.untold)
        weeks.body.addLayout(foot)
        across = QHBoxLayout()
        across.setSpacing(GAP)
        across.addWidget(table, 5)
        across.addWidget(weeks, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, MARGIN // 2, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(row)
        layout.addLayout(across, 1)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            keep_rows([self.policy_view], LEAST_ROWS)

    def show_figures(self, figures: GroupFigures) -> None:
        """Show the group."""
        group = figures.group
        sentences = (
            group.currency.definition,
            group.hours.definition,
            group.harsh.definition,
            group.currency.definition,
            figures.feedback.definition,
        )
        found = zip(self.cards, headlines(figures).figures, sentences, strict=True)
        for card, one, sentence in found:
            card.show_headline(one, sentence)
        table = policy_table(group)
        self.policy.show_values([row.cells for row in table.rows], _columns())
        self.policy_view.fit()
        keep_rows([self.policy_view], LEAST_ROWS)
        self.note.setText(table.note)
        self.chart.show_chart(weekly_chart(group))
        count = len(figures.untold)
        self.untold.setText(f"Show the {count:,} closed cases to tell")
        self.untold.setVisible(bool(count))


def _columns() -> tuple[Column[Line], ...]:
    return (
        Column(title="Part of the policy", show=lambda line: line[0]),
        Column(title="Local policy", show=lambda line: line[1], width=130),
        Column(title="Within", show=lambda line: line[2], width=76, is_number=True),
        Column(
            title="Reached or due", show=lambda line: line[3], width=112, is_number=True
        ),
        Column(title="Not known", show=lambda line: line[4], width=84, is_number=True),
    )
