import { stderr } from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { missingPackages } from "./settings.ts";
import { testLines } from "./testing/lines.ts";
import { makePhone, overUdp, until, type Talk } from "./testing/phones.ts";

const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/killed-midway.test.ts is skipped: ${missing.join(", ")} not installed\n`);

const [CALLERS, ROUNDS] = [12, 4];
/** Between two callers, ms: a call is answered within some 20, so that the kill finds calls at every step. */
const BETWEEN_MS = 4;

/** The lines with a server that can be killed, and telephones outside; `dial` calls 17 as a number. */
async function outside(stack: AsyncDisposableStack) {
  const gateway = await overUdp({ host: "127.0.0.1", port: 9 });
  stack.defer(gateway.close);
  const lines = stack.use(await testLines(Number(/:(\d+)$/.exec(gateway.via)?.[1]), ["127.0.0.1"]));
  const trunk = { host: "127.0.0.1", port: lines.ports.trunk };
  const phone = stack.use(makePhone({ carrier: await overUdp(trunk), user: "0661234567", tone: 1_100 }));
  return { lines, dial: (as: string): Promise<Talk> => phone.call(`sip:17@127.0.0.1:${trunk.port}`, { as }) };
}

describe.skipIf(missing.length > 0)("a server that is killed while calls come", { timeout: 120_000 }, () => {
  test("answers every caller after it, loses none whose answer it had written, and tells each once", async () => {
    await using stack = new AsyncDisposableStack();
    const { lines, dial } = await outside(stack);
    for (let round = 0; round < ROUNDS; round++) {
      const talks: Talk[] = [];
      const numbers = Array.from({ length: CALLERS }, (_none, nth) => `05510${round}00${10 + nth}`);
      for (const as of numbers) {
        talks.push(await dial(as));
        await pause(BETWEEN_MS);
      }
      await lines.kill();
      await lines.restart();
      const back = await lines.heard("taken_back", undefined, 20_000);
      await until("nobody rings", () => talks.every((talk) => talk.state() !== "ringing"), 20_000);
      expect(talks.map((talk) => talk.state())).toEqual(talks.map(() => "talking"));
      const numberOf = (line: Readonly<Record<string, unknown>>): unknown => (line["from"] as { readonly number: string }).number;
      // The room learns of a call that the killed server did not tell by the list of calls that are taken back.
      const survivors = (back["calls"] as readonly { readonly arrival: Readonly<Record<string, unknown>> }[]).map(({ arrival }) =>
        numberOf(arrival),
      );
      for (const number of numbers) {
        const isSurvivor = survivors.includes(number);
        const arrived = lines.heard("arrived", (line) => numberOf(line) === number, isSurvivor ? 200 : 10_000);
        expect((await arrived.catch(() => null)) !== null || isSurvivor, `${number} was told`).toBe(true);
      }
      await expect(lines.heard("arrived", (line) => numbers.includes(String(numberOf(line))), 500)).rejects.toThrow("no arrived");
      for (const talk of talks) talk.hangUp();
      for (const _number of numbers) await lines.heard("ended");
    }
  });

  test("goes on where the media server says nothing for some seconds, and answers the next caller", async () => {
    await using stack = new AsyncDisposableStack();
    const { lines, dial } = await outside(stack);
    const media = await lines.edge.pid("rtpengine");
    if (media === null) throw new Error("there is no media server");
    process.kill(media, "SIGSTOP");
    await dial("0551500001");
    // Real time: the media server says nothing for seconds.
    await pause(6_000);
    process.kill(media, "SIGCONT");
    const next = await dial("0551500002");
    await until("the next caller is answered", () => next.state() === "talking", 20_000);
  });
});
