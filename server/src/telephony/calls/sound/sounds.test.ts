import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import type { ExchangeEvent } from "../../exchange.ts";
import { ConverterEnded, type Converter } from "../../media/sound/converter.ts";
import { silent } from "../../testing/fake-edge.ts";
import { overCall } from "../call.ts";
import { makeRest } from "./sounds.ts";

const [CALL, LIFE] = ["11111111-1111-4111-8111-111111111111", "0123456789abcdef"];

/** An exchange as far as sound goes, in a folder of its own. */
async function room(convert: (nth: number) => Error | null, isTold = true) {
  const captured = await mkdtemp(join(tmpdir(), "amaliyat-sounds-"));
  onTestFinished(() => rm(captured, { recursive: true, force: true }));
  await mkdir(join(captured, "pcaps"));
  const recordings = join(captured, "wav");
  await mkdir(recordings);
  const told: ExchangeEvent[] = [];
  const kept: unknown[] = [];
  let tries = 0;
  const converter: Pick<Converter, "convert"> = {
    convert: async (pcaps, wav) => {
      const fault = convert(++tries);
      if (fault !== null) throw fault;
      await writeFile(wav, "");
      return { seconds: pcaps.length, lost: 0, beganAt: 1 };
    },
  };
  const on = {
    captured,
    recordings,
    converter,
    told: (event: ExchangeEvent) => Promise.resolve(told.push(event) > 0 && isTold),
    stored: { save: (_callId: string, json: unknown) => void kept.push(json), forget: () => void kept.push(null) },
    clock: () => 5,
    log: silent,
    isEnding: () => false,
  };
  const packets = (name: string): Promise<void> => writeFile(join(captured, "pcaps", `${CALL}-${name}`), "packets");
  const left = async (): Promise<string[]> => (await readdir(join(captured, "pcaps"))).toSorted();
  return { on, told, kept, packets, left, captured, recordings };
}

const over = (files: readonly string[]) =>
  overCall({
    callId: CALL,
    ports: [],
    recordings: files.length > 0 ? 1 : 0,
    played: [],
    types: [],
    making: files.length > 0 ? [{ nth: 0, files: files.map((name) => `${CALL}-${name}`) }] : [],
  });

test("all packets become sound, each life of the media server its own; nothing is kept of them then", async () => {
  const { on, told, kept, packets, left } = await room(() => null);
  for (const name of [`${LIFE}.0.pcap`, `${LIFE}.pcap`, `f${LIFE.slice(1)}.pcap`]) await packets(name);
  await makeRest(on as never, over([]));
  expect(told.map((event) => event.kind === "recorded" && [event.file.slice(-6), event.seconds])).toEqual([
    ["-0.wav", 2],
    ["-1.wav", 1],
  ]);
  expect([kept.at(-1), await left()]).toEqual([null, []]);
});

test("a server that died while it removed packets whose sound was told tells nothing twice, and writes over nothing", async () => {
  const { on, told, kept, packets, left, recordings } = await room(() => null);
  await packets(`${LIFE}.1.pcap`);
  await packets(`f${LIFE.slice(1)}.pcap`);
  await writeFile(join(recordings, `${CALL}-0.wav`), "told");
  await makeRest(on as never, over([`${LIFE}.0.pcap`, `${LIFE}.1.pcap`]));
  expect(told).toMatchObject([{ kind: "recorded", file: join(recordings, `${CALL}-1.wav`) }]);
  expect([kept.at(-1), await left()]).toEqual([null, []]);
});

test.each([
  ["the disk is full", () => new Error("ENOSPC: no space left on device, write"), true],
  ["the room ends", () => new ConverterEnded("the room ends"), true],
  ["the room does not keep what it is told", () => null, false],
])("packets stay, and are kept to be made into sound, where %s", async (_why, convert, isTold) => {
  const { on, kept, packets, left } = await room(convert, isTold);
  await packets(`${LIFE}.pcap`);
  await makeRest(on as never, over([]));
  expect(await left()).toEqual([`${CALL}-${LIFE}.pcap`]);
  expect(kept.at(-1)).toMatchObject({ callId: CALL, over: true, making: [{ nth: 0, files: [`${CALL}-${LIFE}.pcap`] }] });
});

test("packets that fail once are tried again; those that fail twice are put aside, and the others of the call become sound", async () => {
  const { on, told, kept, packets, left, captured } = await room((nth) =>
    nth === 1 || nth === 3 || nth === 4 ? new Error("no packets") : null,
  );
  for (const name of [`${LIFE}.pcap`, `f${LIFE.slice(1)}.pcap`]) await packets(name);
  await makeRest(on as never, over([]));
  expect([told.length, kept.at(-1), await left(), (await readdir(join(captured, "unreadable"))).length]).toEqual([1, null, [], 1]);
});

test("packets whose folder cannot be read for a moment stay kept, and are looked for again", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const { on, told, kept, packets, captured } = await room(() => null);
  await packets(`${LIFE}.pcap`);
  const [folder, away] = [join(captured, "pcaps"), join(captured, "away")];
  await rename(folder, away);
  await writeFile(folder, "");
  const made = makeRest(on as never, over([]));
  await vi.advanceTimersByTimeAsync(200);
  await made;
  expect([told, kept]).toEqual([[], []]);
  await rm(folder);
  await rename(away, folder);
  await vi.advanceTimersByTimeAsync(60_000);
  await vi.advanceTimersByTimeAsync(200);
  await vi.waitFor(() => expect(told).toMatchObject([{ kind: "recorded" }]));
});
