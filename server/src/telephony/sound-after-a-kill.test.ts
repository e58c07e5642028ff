import { randomUUID } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stderr } from "node:process";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { HEAD, kept, type Sent } from "./media/testing/packets.ts";
import { missingPackages, recordingsFolder } from "./settings.ts";
import { testLines, type TestLines } from "./testing/lines.ts";
import { makePhone, overUdp } from "./testing/phones.ts";

// Sound of calls that were over, or cut off, when the server was killed.
const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/sound-after-a-kill.test.ts is skipped: ${missing.join(", ")} not installed\n`);

const PATIENCE = { timeout: 10_000, interval: 20 };
const LIFE = "0123456789abcdef";

describe.skipIf(missing.length > 0)("sound after a kill", { timeout: 90_000 }, () => {
  let lines: TestLines;
  const stack = new AsyncDisposableStack();
  beforeAll(async () => {
    lines = stack.use(await testLines(9, ["127.0.0.1"]));
  }, 60_000);
  afterAll(() => stack.disposeAsync());
  const inFolder = async (name: string): Promise<string[]> =>
    (await readdir(join(recordingsFolder(lines.folder), name)).catch((): string[] => [])).toSorted();
  const left = async (): Promise<string[]> => [
    ...(await inFolder("pcaps")),
    ...(await inFolder("metadata")),
    ...(await inFolder("tmp")),
    ...(await readdir(join(lines.folder, "kept"))),
  ];

  async function recorded(): Promise<{ readonly callId: string; readonly hangUp: () => void }> {
    const carrier = await overUdp({ host: "127.0.0.1", port: lines.ports.trunk });
    const talk = await stack.use(makePhone({ carrier, user: "0661234567", tone: 1_100 })).call(`sip:17@127.0.0.1:${lines.ports.trunk}`);
    const callId = String((await lines.heard("arrived", () => true, 20_000))["callId"]);
    lines.order({ do: "record", callId, on: true });
    await vi.waitFor(async () => expect((await inFolder("pcaps")).join(" ")).toContain(callId), PATIENCE);
    // Real time: the recording holds a second of this talk.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    return { callId, hangUp: () => talk.hangUp() };
  }

  test.each(["room", "caller"])("a call that the %s ended is told with its sound, though the server dies before it is made", async (by) => {
    const { callId, hangUp } = await recorded();
    if (by === "room") lines.order({ do: "hangUp", callId });
    else hangUp();
    await lines.heard("ended", (line) => line["callId"] === callId);
    await lines.kill();
    await lines.restart();
    const told = await lines.heard("recorded", (line) => line["callId"] === callId);
    expect(Number(told["seconds"])).toBeGreaterThan(1);
    expect((await readFile(String(told["file"]))).length).toBeGreaterThan(30_000);
    await vi.waitFor(async () => expect((await left()).join(" ")).not.toContain(callId), PATIENCE);
  });

  test("packets of calls that nobody has kept become sound; those of which none can be made are put aside", async () => {
    await lines.kill();
    const [callId, broken] = [randomUUID(), randomUUID()];
    const folder = recordingsFolder(lines.folder);
    const sent: Sent[] = Array.from({ length: 100 }, (_none, nth) => ({
      ms: nth * 20,
      port: nth % 2 === 0 ? 4_000 : 4_002,
      sequence: nth,
      timestamp: nth * 160,
      payload: Buffer.alloc(160, nth % 2 === 0 ? 0x2a : 0xd5),
    }));
    await writeFile(join(folder, "pcaps", `${callId}-${LIFE}.pcap`), Buffer.concat([HEAD, ...sent.map(kept)]));
    const meta = `x\n\nSDP mode: answer\nSDP before RTP packet: 1\n\nv=0\nm=audio 4000 RTP/AVP 8\n\n`;
    await writeFile(join(folder, "tmp", `rtpengine-meta-${callId}-${LIFE}.tmp`), meta);
    await writeFile(join(folder, "pcaps", `${broken}-${LIFE}.pcap`), Buffer.alloc(500, 7));
    await lines.restart();
    const told = await lines.heard("recorded", (line) => line["callId"] === callId, 20_000);
    const bytes = await readFile(String(told["file"]));
    const samples = new Int16Array(bytes.buffer, bytes.byteOffset + 44, (bytes.length - 44) >> 1);
    // The caller's port is known from what the media server wrote: the caller is left.
    expect(Math.abs(samples[0] ?? 0)).toBeGreaterThan(1_000);
    await vi.waitFor(async () => expect(await inFolder("unreadable")).toEqual([`${broken}-${LIFE}.pcap`]), PATIENCE);
    await vi.waitFor(async () => expect((await left()).join(" ")).not.toContain(callId), PATIENCE);
    expect((await left()).join(" ")).not.toContain(broken);
  });
});
