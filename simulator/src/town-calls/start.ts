import { servePage } from "./page.ts";
import { startTownCallers } from "./town-callers.ts";

export type CallsAsked = {
  /** Where the lines take calls. */
  readonly trunk: { readonly host: string; readonly port: number };
  readonly gatewayPort: number;
  readonly voices: string;
  readonly api: string;
  readonly amlKey: string | null;
  readonly controlPort: number;
  /** Calls a minute that come by themselves from the start; 0 waits for the page. */
  readonly busy: number;
};

/** The town's callers and the page that lets them ring, until it is disposed. */
export async function startCalls(asked: CallsAsked): Promise<AsyncDisposable & { readonly url: string }> {
  await using stack = new AsyncDisposableStack();
  const aml = asked.amlKey === null ? null : new URL(`/api/aml?key=${encodeURIComponent(asked.amlKey)}`, asked.api).href;
  const { trunk, gatewayPort, voices } = asked;
  const callers = stack.use(await startTownCallers({ trunk, gatewayPort, voices, aml }));
  const { url } = stack.use(await servePage(callers, asked.controlPort));
  callers.busy(asked.busy);
  const kept = stack.move();
  return { url, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}
