/** Now, in milliseconds since the Unix epoch. Handed in wherever time matters, so that tests can move it. */
export type Clock = () => number;

export const systemClock: Clock = () => Date.now();
