/** The key with which a caller who was asked says that speaking is not possible. */
export const CANNOT_SPEAK_KEY = "5";

/** Time after a prompt in which its key counts as an answer (ms). The prompt lasts some ten seconds, and a hand in hiding is slow. */
const ANSWERED_WITHIN_MS = 90_000;

/** True if a key that is pressed at a moment answers a prompt that was played at another (epoch ms). */
export const answersKeys = (askedAt: number | undefined, at: number): boolean =>
  askedAt !== undefined && at >= askedAt && at - askedAt <= ANSWERED_WITHIN_MS;
