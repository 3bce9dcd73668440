"""The sentences of the measures of a forecast: how good past ones would have been."""

from collections.abc import Mapping
from types import MappingProxyType

from app.measures.measure import Measure

FORECAST_CHOICES: Mapping[str, object] = MappingProxyType({"weeks": 4})
"""What stands in these sentences where a figure makes no other choice."""

FORECAST = (
    Measure(
        code="M36",
        label="Forecast error",
        unit="%",
        sentence=(
            "Sum of the distances of forecasts made {weeks} weeks before from what"
            " came, as a share of what came; each forecast from what was known then."
        ),
    ),
    Measure(
        code="M36C",
        label="Inside the 80 % range",
        unit="%",
        sentence=(
            "Share of the weeks up to 26 ahead whose arrivals lay inside the 80 % range"
            " of the forecast; each forecast from what was known then."
        ),
    ),
)
"""In order."""
