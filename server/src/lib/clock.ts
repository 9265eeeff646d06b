/** Where time comes from; tests step it by hand. Epoch milliseconds, UTC. */
export type Clock = { now(): number };

export const systemClock: Clock = { now: () => Date.now() };
