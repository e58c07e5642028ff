/** The other side of `startWorker`: messages of a process of a run, both ways. */
type Said = { readonly kind: string } & Readonly<Record<string, unknown>>;

export const tellBench = (message: Said): void => void process.send?.(message);

/** Calls `heard` with the kind of every message of the bench, which consists of nothing else. Ends the process when the bench is gone. */
export function hearBench(heard: (kind: string) => void): void {
  process.on("message", (message) => heard((message as Said).kind));
  process.on("disconnect", () => process.exit(0));
}
