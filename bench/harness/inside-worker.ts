/** The other side of `startWorker`: what a process of a run says and hears. */
export const tellBench = <T extends { readonly kind: string }>(message: T): void => void process.send?.(message);

/** Calls `heard` for every message of the bench, and ends the process when the bench is gone. */
export function hearBench<T extends { readonly kind: string }>(heard: (message: T) => void): void {
  process.on("message", (message) => heard(message as T));
  process.on("disconnect", () => process.exit(0));
}
