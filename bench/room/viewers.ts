import { startWorker } from "../harness/child.ts";

export type ViewersAsked = { readonly url: string; readonly cameraIds: readonly string[]; readonly count: number };
/** Messages of pictures that each console has had so far, and how many sockets were closed. */
export type Seen = { readonly kind: "seen"; readonly frames: readonly number[]; readonly closed: number };
export type ViewersSay = { readonly kind: "ready" } | Seen;

export type Viewers = AsyncDisposable & { readonly seen: () => Promise<Seen> };

/** Connects consoles that watch: the even ones a main stream, the others a sub stream. */
export async function startViewers(asked: ViewersAsked): Promise<Viewers> {
  await using stack = new AsyncDisposableStack();
  const worker = stack.use(startWorker(new URL("./viewers-main.ts", import.meta.url), [JSON.stringify(asked)]));
  await worker.receive<Extract<ViewersSay, { kind: "ready" }>>("ready", 60_000);
  const kept = stack.move();
  return {
    seen() {
      worker.send({ kind: "tell" });
      return worker.receive<Seen>("seen");
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
