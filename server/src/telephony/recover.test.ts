import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stderr } from "node:process";
import { expect, test, vi } from "vitest";
import { makeMedia } from "./media/media.ts";
import { openNg } from "./ng/client.ts";
import { missingPackages } from "./settings.ts";
import { PROMPT_HZ, testLines } from "./testing/lines.ts";
import { makePhone, overUdp, until } from "./testing/phones.ts";

const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/recover.test.ts is skipped: ${missing.join(", ")} not installed\n`);

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

/** Faults of a kept call; the caller's dialog can be read in each. */
const WRONG: readonly (readonly [string, (kept: Record<string, unknown>) => unknown])[] = [
  ["in a form that is not understood", (kept) => ({ ...kept, tags: "many" })],
  [
    "with a leg whose dialog cannot be restored",
    ({ caller, ...kept }) => ({
      ...kept,
      caller,
      legs: [
        {
          legId: "leg",
          target: { kind: "extension", extension: "101" },
          tag: "P1",
          sdp: "",
          profile: "rtp",
          dialog: { ...(caller as object), callId: "another", remoteTarget: "sip:a:b:c@x" },
        },
      ],
    }),
  ],
];

test.skipIf(missing.length > 0).each(WRONG)(
  "the caller of a call that was kept %s is hung up, its media ends, and the room is told",
  { timeout: 90_000 },
  async (_what, wrong) => {
    await using stack = new AsyncDisposableStack();
    const lines = stack.use(await testLines(9, ["127.0.0.1"]));
    const carrier = await overUdp({ host: "127.0.0.1", port: lines.ports.trunk });
    const talk = await stack.use(makePhone({ carrier, user: "0661000001", tone: 1_100 })).call(`sip:17@127.0.0.1:${lines.ports.trunk}`);
    const callId = String((await lines.heard("arrived"))["callId"]);
    lines.order({ do: "play", callId, files: [lines.prompt], repeat: true });
    await until("it hears the prompt", () => talk.sound.hears(PROMPT_HZ), 10_000);
    await lines.kill();
    const file = join(lines.folder, "kept", callId);
    await writeFile(file, JSON.stringify(wrong(JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>)));
    await lines.restart();
    expect((await lines.heard("taken_back"))["calls"]).toEqual([]);
    await until("it is hung up", () => talk.state() === "over", 10_000);
    expect(await lines.heard("left")).toMatchObject({ callId, dialled: "17" });
    const media = makeMedia(stack.use(await openNg(lines.ports.media)));
    await media.ping();
    expect(await media.knows(callId)).toBe(false);
    await vi.waitFor(async () => expect(await readdir(join(lines.folder, "kept"))).toEqual([]), { timeout: 10_000, interval: 20 });
  },
);
