import { stderr } from "node:process";
import { expect, test } from "vitest";
import { missingPackages } from "./settings.ts";
import { BROKEN_FROM, fuzzBesideTalks } from "./testing/broken-invites.ts";
import { testLines } from "./testing/lines.ts";
import { overUdp } from "./testing/phones.ts";

const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/fuzz.test.ts is skipped: ${missing.join(", ")} not installed\n`);

const [SEED, MESSAGES] = [17, 3_000];

test.skipIf(missing.length > 0)(
  "thousands of broken INVITEs beside a talk: no program falls, nobody is rung for them, nothing reaches the gateway",
  { timeout: 120_000 },
  async () => {
    await using stack = new AsyncDisposableStack();
    const gateway = await overUdp({ host: "127.0.0.1", port: 9 });
    stack.defer(gateway.close);
    const lines = stack.use(await testLines(Number(/:(\d+)$/.exec(gateway.via)?.[1]), BROKEN_FROM));
    const pids = (): Promise<unknown> => Promise.all([lines.edge.pid("rtpengine"), lines.edge.pid("kamailio")]);
    const before = await pids();
    const fuzzed = await fuzzBesideTalks({ lines, gateway, talks: 1, messages: MESSAGES, seed: SEED, everyMs: 120 });
    const { statuses } = fuzzed;
    stderr.write(`${MESSAGES} broken INVITEs (seed ${SEED}) were answered ${JSON.stringify(statuses)}\n`);
    expect(await pids()).toEqual(before);
    expect([fuzzed.rangBeside, fuzzed.unheard, fuzzed.over]).toEqual([0, 0, 0]);
    expect(fuzzed.atGateway).toEqual([]);
    // Some were whole, and most were not: else nothing was tried.
    expect(statuses["200"]).toBeGreaterThan(MESSAGES / 50);
    expect(statuses["488"]).toBeGreaterThan(MESSAGES / 20);
    await fuzzed.talkAgain();
  },
);
