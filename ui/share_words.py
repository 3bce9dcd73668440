"""What is said on the ways to the pen."""

STAYS = (
    "Work goes on in the shared folder “{folder}”. The file {store} stays where it is,"
    " as it was today: nobody need open it any more."
)
TAKE_OVER = (
    "{who} has had the pen and gave no sign of life for {silent:.0f} s. Take it over"
    " only if that computer is off or out of reach."
)
KEPT = (
    "If it wakes up, what it had not published is kept there and can be brought in."
    " That you took the pen over is recorded."
)
LOST = "{who} took the pen over while this window did not answer."
BRANCH = (
    "What you saved and had not published yet is kept as “{branch}”. When you have the"
    " pen again, bring it in under Safety, Sharing."
)
NOTHING_LOST = "Everything you saved is in the store. You can go on reading it."
