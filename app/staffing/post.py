"""Posts of the establishment: added, changed, taken away."""

from app.staffing.act import Act, act_of
from app.store import post as stored
from app.workforce.post import Post, Posting

add_post: Act[Post] = act_of(
    "add post", lambda operation, post, _: stored.add_post(operation, post)
)
"""Add a post."""

change_post: Act[Post] = act_of(
    "change post",
    lambda operation, post, on: stored.change_post(operation, post, on=on),
)
"""Change a post, as from the version that was read."""

remove_post: Act[Post] = act_of(
    "remove post",
    lambda operation, post, on: stored.remove_post(operation, post.uid, on=on),
)
"""Take away a post that nobody ever held."""

assign_post: Act[Posting] = act_of(
    "assign post",
    lambda operation, one, _: stored.set_posting(
        operation, one.person, one.post or None, on=one.valid_from
    ),
)
"""Let a person hold a post from a day on; one without a post ends what is held."""
