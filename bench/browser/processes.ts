import type { Browser } from "playwright-core";
import { cpuSecondsOf } from "../harness/processes.ts";

/** Processor time of a browser's processes so far, in s. `whole` is everything below the browser, also what decodes and what speaks to the network. */
export type BrowserCpu = { readonly whole: number; readonly renderer: number; readonly graphics: number; readonly browser: number };

/** Reads how long the processes of a browser have run, from `/proc`; the browser itself says which they are. */
export async function browserCpu(browser: Browser): Promise<BrowserCpu> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const idsOf = (kind: string): number[] => processInfo.filter(({ type }) => type === kind).map(({ id }) => id);
  const ownOf = async (kind: string): Promise<number> =>
    (await Promise.all(idsOf(kind).map((id) => cpuSecondsOf([id])))).reduce((sum, seconds) => sum + seconds, 0);
  const [whole, renderer, graphics] = await Promise.all([ownOf("browser"), ownOf("renderer"), ownOf("GPU")]);
  return { whole, renderer, graphics, browser: whole - renderer - graphics };
}
