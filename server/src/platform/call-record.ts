import { AsyncLocalStorage } from "node:async_hooks";

/** A request that its sender may send again without knowing whether it arrived; `run` tells one try of it from another. */
export type OnceKey = {
  readonly userId: string;
  readonly key: string;
  readonly run: string;
  readonly route: string;
  readonly hash: Buffer;
};

/**
 * Record of one request: the log entry types so far, the ids it is about, and its idempotency key, if any. The gate compares the types
 * with those that the route declares.
 */
export type CallRecord = { readonly logged: Set<string>; readonly about: Set<string>; readonly once?: OnceKey | undefined };

const current = new AsyncLocalStorage<CallRecord>();

/** Runs a handler with an empty record of its own. */
export const withCallRecord = <T>(record: CallRecord, work: () => Promise<T>): Promise<T> => current.run(record, work);

/** Called by the log for each entry that a request appends. */
export function noteLogged(type: string): void {
  current.getStore()?.logged.add(type);
}

/** Marks a request as part of an act whose entry stands in the log already: a further range of a film that this session views. */
export const markAlreadyLogged = (type: string): void => noteLogged(type);

/** Called by whoever answers with words of a person: what is kept of the answer goes with the thing that it is about. */
export function noteAbout(id: string): void {
  current.getStore()?.about.add(id);
}

/** The key of the request at work; null when it has none. */
export const onceKey = (): OnceKey | null => current.getStore()?.once ?? null;

/**
 * Runs an idempotent first step without completing the idempotency key: only the rest of the request marks the key as done. So a request
 * that was cut off between the two is carried to its end when it is sent again.
 */
export const notYetDone = <T>(work: () => Promise<T>): Promise<T> => {
  const record = current.getStore();
  return record === undefined ? work() : current.run({ logged: record.logged, about: record.about }, work);
};
