import { appendFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { recallSound } from "./recall-sound.ts";
import { makeRecaller } from "./recaller.ts";
import { packetsSince } from "./tail.ts";
import { HEAD, kept, type Sent } from "../testing/packets.ts";

let folder = "";
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "amaliyat-recall-"))));
afterAll(() => rm(folder, { recursive: true, force: true }));

const BEGAN = 1_800_000_000_000;
const packet = (port: number, nth: number, payload: Buffer): Sent => ({
  ms: BEGAN + nth * 20,
  port,
  sequence: nth,
  timestamp: nth * 160,
  payload,
});

it("finds the last packets of a file from wherever its reading begins, though the file is still written", async () => {
  const noise = fc.uint8Array({ minLength: 160, maxLength: 160 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(noise, { minLength: 10, maxLength: 60 }),
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 2_500, max: 20_000 }),
      fc.integer({ min: 0, max: 200 }),
      async (payloads, firstWanted, most, cut) => {
        const frames = payloads.map((payload, nth) => kept(packet(4_000, nth, Buffer.from(payload))));
        const bytes = Buffer.concat([HEAD, ...frames]);
        const path = join(folder, "a.pcap");
        await writeFile(path, bytes.subarray(0, bytes.length - cut));
        const found = (await packetsSince(path, BEGAN + firstWanted * 20, most)).map(({ sequence }) => sequence);
        // A frame has 230 bytes: the last of them may be half written, and the first of the piece that is read may be cut.
        const whole = payloads.length - Math.ceil(cut / 230);
        const reached = Math.max(0, Math.ceil((bytes.length - cut - most - HEAD.length) / 230));
        const wanted = payloads.map((_payload, nth) => nth).filter((nth) => nth >= firstWanted && nth < whole && nth >= reached);
        expect(found).toEqual(wanted);
      },
    ),
    { numRuns: 60 },
  );
});

it("mixes both sides in one channel, in a thread that outlives a file that is none", async () => {
  const path = join(folder, "both.pcap");
  const [loud, silent] = [Buffer.alloc(160, 0x80), Buffer.alloc(160, 0xd5)];
  const frames = Array.from({ length: 100 }, (_none, nth) => [
    kept(packet(4_000, nth, nth < 50 ? loud : silent)),
    kept({ ...packet(4_002, nth, nth < 50 ? silent : loud) }),
  ]).flat();
  await writeFile(path, Buffer.concat([HEAD, ...frames]));
  const asked = { files: [path], callerPorts: [4_000], from: BEGAN + 500, to: BEGAN + 60_000 };
  const direct = await recallSound(asked);
  expect(direct.seconds).toBeCloseTo(1.5, 1);
  // The caller until one second, then the other: somebody is heard all the time.
  for (const at of [0, 2_000, 8_000]) expect(Math.abs(direct.wav.readInt16LE(44 + at))).toBeGreaterThan(1_000);
  await using recaller = makeRecaller();
  expect(await recaller.recall({ ...asked, files: [join(folder, "missing.pcap")] })).toBeNull();
  const made = await recaller.recall(asked);
  expect(made?.wav.equals(direct.wav)).toBe(true);
  await appendFile(path, "what is no packet");
  expect((await recaller.recall(asked))?.seconds).toBeCloseTo(1.5, 1);
});
