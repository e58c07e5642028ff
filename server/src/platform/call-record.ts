import { AsyncLocalStorage } from "node:async_hooks";

/** What one request has left in the log so far. The gate compares it with what its route declares. */
export type CallRecord = { readonly logged: Set<string> };

const current = new AsyncLocalStorage<CallRecord>();

/** Runs a handler with an empty record of its own. */
export const withCallRecord = <T>(record: CallRecord, work: () => Promise<T>): Promise<T> => current.run(record, work);

/** Called by the log for each entry that a request appends. */
export function noteLogged(type: string): void {
  current.getStore()?.logged.add(type);
}
