import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { makeLog } from "../../platform/log.ts";
import type { OtherRoom, Target } from "../exchange.ts";
import { readLines } from "../settings.ts";
import { startExchange } from "../start-exchange.ts";

// The exchange in a process of its own, so that a test can kill it. Orders come as JSON lines, events go as JSON lines; calls are kept
// as files beside the lines' own.
type Order =
  | { readonly do: "play"; readonly callId: string; readonly files: readonly string[]; readonly repeat: boolean }
  | { readonly do: "ring"; readonly callId: string; readonly legId: string; readonly target: Target; readonly yields?: boolean }
  | { readonly do: "prepare"; readonly callId: string; readonly legId: string; readonly target: Target }
  | { readonly do: "drop"; readonly callId: string; readonly legId: string }
  | { readonly do: "hangUp"; readonly callId: string }
  | { readonly do: "write"; readonly callId: string; readonly text: string }
  | { readonly do: "hold"; readonly callId: string; readonly legId: string; readonly on: boolean }
  | { readonly do: "record"; readonly callId: string; readonly on: boolean }
  | { readonly do: "prompt"; readonly callId: string; readonly files: readonly string[] }
  | { readonly do: "pauseRecording"; readonly callId: string; readonly on: boolean }
  | { readonly do: "recall"; readonly callId: string; readonly seconds: number }
  | { readonly do: "listen"; readonly callId: string; readonly legId: string; readonly extension: string }
  | { readonly do: "otherRooms"; readonly rooms: readonly OtherRoom[] }
  | { readonly do: "revoke"; readonly session: string }
  | { readonly do: "callOut"; readonly callId: string; readonly legId: string; readonly extension: string; readonly number: string };

const folder = process.argv[2] ?? "";
const kept = join(folder, "kept");
await mkdir(kept, { recursive: true });
/** A text may end a line of its own in the middle of a JSON line. */
const oneLine = (json: string): string => json.replaceAll("\u2028", String.raw`\u2028`);
const marks = new Map<string, { ssrc: number; sequence: number }>();
const marksFile = join(folder, "marks.json");
if (existsSync(marksFile))
  for (const [callId, mark] of JSON.parse(readFileSync(marksFile, "utf8")) as [string, { ssrc: number; sequence: number }][])
    marks.set(callId, mark);
const write = (line: unknown): boolean => process.stdout.write(`${oneLine(JSON.stringify(line))}\n`);
const exchange = await startExchange({
  settings: await readLines(folder),
  log: makeLog("info"),
  clock: Date.now,
  stored: {
    // Whole or not at all: this process is killed in the middle of it.
    save: async (callId, json) => {
      const half = join(kept, `${callId}.half`);
      await writeFile(half, JSON.stringify(json));
      await rename(half, join(kept, callId));
    },
    forget: (callId) => rm(join(kept, callId), { force: true }),
    all: async () => {
      const names = (await readdir(kept)).filter((name) => !name.endsWith(".half"));
      return await Promise.all(names.map(async (name) => JSON.parse(await readFile(join(kept, name), "utf8")) as unknown));
    },
  },
  heard: (event) => {
    // The room keeps the mark with the text, so that a kill takes both or neither.
    if (event.kind === "text") writeFileSync(marksFile, JSON.stringify([...marks.set(event.callId, event.mark)]));
    write(event);
  },
  recordings: folder,
  mayCallOut: (number) => /^0[5-7]\d{8}$/.test(number),
});
const survivors = await exchange.recover(marks);
void exchange.open();
write({ kind: "taken_back", calls: survivors });
setInterval(() => write({ kind: "state", state: exchange.state() }), 300);

async function obey(order: Order): Promise<void> {
  switch (order.do) {
    case "play":
      return exchange.play(order.callId, order.files, order.repeat);
    case "ring":
      return exchange.ring(order.callId, order.legId, order.target, { "X-Line": "17" }, order.yields);
    case "prepare":
      return exchange.prepareRing(order.callId, order.legId, order.target);
    case "drop":
      return exchange.drop(order.callId, order.legId);
    case "hangUp":
      return exchange.hangUp(order.callId);
    case "write":
      return exchange.write(order.callId, order.text);
    case "hold":
      return exchange.hold(order.callId, order.legId, order.on);
    case "record":
      return exchange.record(order.callId, order.on);
    case "prompt":
      return exchange.prompt(order.callId, order.files);
    case "pauseRecording":
      await exchange.pauseRecording(order.callId, order.on);
      write({ kind: "pause", callId: order.callId, on: order.on });
      return;
    case "recall": {
      const file = join(folder, `recalled-${order.callId}.wav`);
      const made = await exchange.recall(order.callId, order.seconds);
      if (made !== null) await writeFile(file, made.wav);
      write({ kind: "recalled", callId: order.callId, file, seconds: made?.seconds ?? null });
      return;
    }
    case "listen":
      return exchange.listen(order.callId, order.legId, order.extension);
    case "otherRooms":
      return exchange.setOtherRooms(order.rooms).then(() => void write({ kind: "other_rooms" }));
    case "revoke":
      return exchange.revoke(order.session);
    case "callOut":
      return exchange.callOut(order.callId, order.legId, order.extension, { kind: "number", number: order.number }, "17");
  }
}
for await (const line of createInterface({ input: process.stdin })) {
  await obey(JSON.parse(line) as Order).catch((error: unknown) => write({ kind: "fault", message: String(error) }));
}
