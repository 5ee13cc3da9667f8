/** The header of a dead letter that was sent to its topic again: the one group it is for. Other groups pass over it. */
export const REPLAY_FOR = 'replay_for_group';
