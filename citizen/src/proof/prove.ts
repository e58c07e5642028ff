import { solve } from "./solve.ts";

type Task = { readonly task: string; readonly bits: number };
export type Proof = { readonly task: string; readonly nonce: string };

/** A phone tries so many bits in a minute. The room asks for 20 at most. */
const MOST_BITS = 26;

/**
 * Does the work beside the page, so that nothing on it stands still; where there are no workers, in its place. Null for a task that no room
 * gives: something else on the way has answered, and the work would never end.
 */
export async function prove({ task, bits }: Task, code: string): Promise<Proof | null> {
  if (!Number.isInteger(bits) || bits > MOST_BITS) return null;
  if (typeof Worker === "undefined") return { task, nonce: solve(task, code, bits) };
  const worker = new Worker(new URL("./proof-worker.ts", import.meta.url), { type: "module" });
  try {
    const nonce = await new Promise<string>((resolve, reject) => {
      worker.addEventListener("message", ({ data }: MessageEvent<string>) => resolve(data));
      worker.addEventListener("error", reject);
      worker.postMessage({ task, code, bits });
    }).catch(() => solve(task, code, bits));
    return { task, nonce };
  } finally {
    worker.terminate();
  }
}
