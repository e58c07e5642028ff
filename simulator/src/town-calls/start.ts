import { startTownCallers, type TownCallers } from "./town-callers.ts";

export type CallsAsked = {
  /** Address at which the lines take calls. */
  readonly trunk: { readonly host: string; readonly port: number };
  readonly gatewayPort: number;
  readonly voices: string;
  readonly api: string;
  readonly amlKey: string | null;
  /** Calls a minute that come by themselves from the start; 0 waits for the page. */
  readonly busy: number;
};

/** The town's callers, until they are disposed. */
export async function startCalls({ api, amlKey, busy, ...asked }: CallsAsked): Promise<TownCallers> {
  const aml = amlKey === null ? null : new URL(`/api/aml?key=${encodeURIComponent(amlKey)}`, api).href;
  const callers = await startTownCallers({ ...asked, aml });
  callers.busy(busy);
  return callers;
}
