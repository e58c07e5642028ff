import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stderr } from "node:process";
import { expect, test } from "vitest";
import { missingPackages } from "./settings.ts";
import { testLines } from "./testing/lines.ts";
import { makePhone, overUdp, until } from "./testing/phones.ts";

const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/take-back.test.ts is skipped: ${missing.join(", ")} not installed\n`);

test.skipIf(missing.length > 0)(
  "a call that was kept with an address that is none keeps no other call, and no new one, from the next server",
  { timeout: 90_000 },
  async () => {
    await using stack = new AsyncDisposableStack();
    const lines = stack.use(await testLines(9, ["127.0.0.1"]));
    const dial = async (user: string) => {
      const carrier = await overUdp({ host: "127.0.0.1", port: lines.ports.trunk });
      return stack.use(makePhone({ carrier, user, tone: 1_100 })).call(`sip:17@127.0.0.1:${lines.ports.trunk}`);
    };
    const odd = await dial("0661000001");
    const oddId = String((await lines.heard("arrived"))["callId"]);
    const good = await dial("0661000002");
    const goodId = String((await lines.heard("arrived"))["callId"]);
    await until("both stand", () => odd.state() === "talking" && good.state() === "talking");
    await lines.kill();
    const kept = join(lines.folder, "kept");
    expect((await readdir(kept)).filter((name) => !name.endsWith(".half")).toSorted()).toEqual([oddId, goodId].toSorted());
    const text = await readFile(join(kept, oddId), "utf8");
    await writeFile(join(kept, oddId), text.replace(/"remoteTarget":"[^"]*"/, '"remoteTarget":"sip:a:b:c@x"'));
    await lines.restart();
    const calls = (await lines.heard("taken_back"))["calls"] as readonly { readonly callId: string }[];
    expect(calls.map(({ callId }) => callId)).toEqual([goodId]);
    const late = await dial("0661000003");
    await lines.heard("arrived", () => true, 15_000);
    await until("the next caller is answered", () => late.state() === "talking", 15_000);
  },
);
