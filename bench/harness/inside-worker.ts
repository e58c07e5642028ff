/** The other side of `startWorker`: what a process of a run says and hears. */
type Said = { readonly kind: string } & Readonly<Record<string, unknown>>;

export const tellBench = (message: Said): void => void process.send?.(message);

/** Calls `heard` for every message of the bench, which never says more than that, and ends the process when the bench is gone. */
export function hearBench(heard: () => void): void {
  process.on("message", heard);
  process.on("disconnect", () => process.exit(0));
}
