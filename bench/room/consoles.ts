import { startWorker } from "../harness/child.ts";

export type ConsolesAsked = { readonly url: string; readonly cookies: readonly string[] };
/** Events heard by one console: number, and time in ms since epoch with fractions. `closed`: reason its socket ended, if it did. */
export type Heard = { readonly events: [seq: number, at: number][]; closed: string | null };
export type ConsolesSay = { readonly kind: "ready" } | { readonly kind: "heard"; readonly consoles: readonly Heard[] };

export type Consoles = AsyncDisposable & { readonly heard: () => Promise<Heard[]> };

/** Connects consoles, one for each session, spread over some processes. Resolves when every one of them has been greeted. */
export async function startConsoles(url: string, cookies: readonly string[], processes = 2): Promise<Consoles> {
  await using stack = new AsyncDisposableStack();
  const workers = Array.from({ length: processes }, (_, at) => {
    const asked: ConsolesAsked = { url, cookies: cookies.filter((_cookie, index) => index % processes === at) };
    return stack.use(startWorker(new URL("./consoles-main.ts", import.meta.url), [JSON.stringify(asked)]));
  });
  await Promise.all(workers.map((worker) => worker.receive<Extract<ConsolesSay, { kind: "ready" }>>("ready")));
  const kept = stack.move();
  return {
    async heard() {
      const answers = workers.map((worker) => {
        worker.send({ kind: "tell" });
        return worker.receive<Extract<ConsolesSay, { kind: "heard" }>>("heard");
      });
      return (await Promise.all(answers)).flatMap(({ consoles }) => consoles);
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
