"""The simulator: what becomes of each item, over all replications of a block.

Three ways, the same starts: one for a single skill at steady rates, one in lock step
over the replications, and the plain one, replication by replication, for what the other
two cannot do. A study of many replications goes block by block, each made from its own
streams, so that memory stays small; the result does not depend on the blocks.
"""

from app.simulation.chains import split
from app.simulation.heads import fits
from app.simulation.lockstep import MOST_SERVERS, Lockstep
from app.simulation.model import Block, Starts, not_started
from app.simulation.order import IN_TURN
from app.simulation.reference import simulate_plainly
from app.simulation.single_skill import SingleSkill, is_single_skill


def simulate(block: Block) -> Starts:
    """Return what becomes of each item."""
    if not block.items.count or not block.servers.count:
        return not_started(block.items.count)
    if block.servers.count > MOST_SERVERS or not fits(block):
        return simulate_plainly(block)
    if is_single_skill(block):
        return SingleSkill(block).play()
    if block.discipline.rule in IN_TURN:
        return Lockstep(block).play()
    return _simulate_in_chains(block)


def _simulate_in_chains(block: Block) -> Starts:
    """Play a rule under which items overtake one another inside a queue."""
    parted = split(block)
    if parted is None:
        return simulate_plainly(block)
    played = Lockstep(parted.block).play()
    starts = not_started(block.items.count)
    starts.server[parted.order] = played.server
    starts.start[parted.order] = played.start
    starts.finish[parted.order] = played.finish
    return starts
