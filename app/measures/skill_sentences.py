"""What the measures of skills, equipment and providers count, in one sentence."""

from app.measures.measure import Measure

SKILLS = (
    Measure(
        code="M32S",
        label="Demand on a skill",
        unit="%",
        sentence=(
            "Estimated effort a week of the requests accepted in the last 13 whole"
            " weeks, as far as it asks for {skill}, as a share of the mean weekly net"
            " capacity (M31) of the people current in it over the next 13 weeks; the"
            " hours of a request are shared as those of its examinations are."
        ),
    ),
    Measure(
        code="M32B",
        label="Bottleneck of skills",
        unit="%",
        sentence=(
            "Of all subsets of the skills asked for, the largest ratio of the hours a"
            " week that need only skills of the subset (last 13 whole weeks) to the"
            " mean weekly net capacity (M31, next 13 weeks) of the people who hold at"
            " least one of them; the smallest subset of several with that ratio. Work"
            " that nobody can do is told apart."
        ),
    ),
    Measure(
        code="M32Q",
        label="Use of equipment",
        unit="%",
        sentence=(
            "Hours or exhibits a week of the examinations that cannot be done without"
            " it, of requests accepted in the last 13 whole weeks, as a share of its"
            " weekly limit in those of the next 13 weeks in which it is in use."
        ),
    ),
)
"""Demand on skills and on equipment, as the definitions show them."""

PROVIDERS = (
    Measure(
        code="M56",
        label="Outsourcing",
        unit="items",
        sentence=(
            "Requests sent to outside providers in the 365 days to the day: items"
            " (exhibits), what they cost as invoiced, else items times the provider's"
            " price, and cost of an item; median days of those issued in the same time"
            " from the receipt of the last exhibit to the issue (M14) against the"
            " median of requests of the same type and level that no provider had; and"
            " items that were defective in % of the items of sendings with a record."
        ),
    ),
)
"""Work done outside the unit."""
