import { reports, type Followed } from "@amaliyat/contract/reports";
import { codeFrom } from "@amaliyat/domain/reports";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { hearBench, tellBench } from "../harness/inside-worker.ts";
import { placeIn } from "../town/furnish.ts";
import { sendFile } from "../../simulator/src/citizens/send-file.ts";
import { work } from "../../simulator/src/citizens/work.ts";
import { network, type Network } from "./from-network.ts";
import { marked, readFolder } from "./pictures.ts";
import type { SenderAsked, SenderSays, Sent, SentFile } from "./sender.ts";

/** Some thousand phones: each sends one report that was written before, then its files one after the other. */
const asked = JSON.parse(process.argv[2] ?? "") as SenderAsked;
const { url, filesEach, longer, perSecond, withinMs } = asked;
const tell = (said: SenderSays): void => tellBench(said);
const pictures = await readFolder(asked.pictures);
const networks = Array.from({ length: asked.networks }, (_, nth) => network(nth));

type File = { readonly fileId: string; readonly nth: number; readonly sha256: string; readonly bytes: number };
type Written = { readonly code: string; readonly by: Network; readonly body: string; readonly files: readonly File[] };

/** A file is made again when it is sent: all of them at once would not lie in memory. */
const bytesOf = (fileId: string, nth: number): Buffer => marked(pictures[nth % pictures.length] ?? Buffer.alloc(0), fileId, longer);

async function write(nth: number): Promise<Written & { readonly bits: number }> {
  const by = networks[nth % networks.length] ?? network(0);
  const answer = await by.ask(new URL(reports.task.path, url), { method: "GET" });
  const task = (await answer.json()) as { task: string; bits: number };
  const code = codeFrom(randomBytes(11));
  const files = Array.from({ length: filesEach }, (_, at): File => {
    const fileId = randomUUID();
    const bytes = bytesOf(fileId, nth * filesEach + at);
    return { fileId, nth: nth * filesEach + at, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
  });
  const body = {
    code,
    device: randomBytes(24).toString("base64url"),
    proof: await work(task, code),
    kind: "obstacle",
    sort: "information",
    danger: false,
    language: "ar",
    words: `شاحنة متوقفة وسط الطريق ${nth}`,
    place: { point: placeIn(nth), accuracyM: 12, source: "phone" },
    placeText: null,
    happenedAt: null,
    writtenAt: new Date().toISOString(),
    contact: null,
    files: files.map(({ fileId, bytes, sha256 }) => ({ fileId, kind: "picture", bytes, sha256 })),
  };
  return { code, by, body: JSON.stringify(body), files, bits: task.bits };
}

async function sendAll({ code, by, files }: Written, signal: AbortSignal): Promise<SentFile[]> {
  const sent: SentFile[] = [];
  for (const { fileId, nth, sha256 } of files) {
    const way = { base: url, code, ask: by.ask, tries: 400, waitMs: 200, signal };
    const begun = performance.now();
    const whole = await sendFile(way, { fileId, bytes: bytesOf(fileId, nth) }).then(
      () => true,
      () => false,
    );
    sent.push({ fileId, sha256, whole, keptMs: whole ? performance.now() - begun : Number.POSITIVE_INFINITY });
  }
  return sent;
}

const TRIES = 60;

/** Sends a report until it is taken, as the app does, and its files after it. The first try alone is measured. */
async function send(written: Written, signal: AbortSignal): Promise<Sent> {
  let [acceptedMs, why]: [number, string | null] = [Number.POSITIVE_INFINITY, null];
  const headers = { "content-type": "application/json" };
  for (let nth = 0; nth < TRIES && !signal.aborted; nth++) {
    const begun = performance.now();
    const answer = await written.by.ask(new URL(reports.send.path, url), { method: "POST", headers, body: written.body }).catch(String);
    if (nth === 0) acceptedMs = performance.now() - begun;
    if (typeof answer !== "string" && answer.ok) {
      const { reference } = (await answer.json()) as Followed;
      return { reference, acceptedMs, why, files: await sendAll(written, signal) };
    }
    why = typeof answer === "string" ? answer : `${answer.status} ${(await answer.text()).slice(0, 80)}`;
    await sleep(250);
  }
  return {
    reference: null,
    acceptedMs,
    why,
    files: written.files.map(({ fileId, sha256 }) => ({ fileId, sha256, whole: false, keptMs: Number.POSITIVE_INFINITY })),
  };
}

async function go(all: readonly Written[]): Promise<void> {
  const [begun, ending, under] = [performance.now(), new AbortController(), [] as Promise<Sent>[]];
  let lateMs = 0;
  for (const [nth, written] of all.entries()) {
    const due = begun + (nth * 1_000) / perSecond;
    const wait = due - performance.now();
    if (wait > 1) await sleep(wait);
    lateMs = Math.max(lateMs, performance.now() - due);
    under.push(send(written, ending.signal));
  }
  const timer = setTimeout(() => ending.abort(), withinMs);
  const sent = await Promise.all(under);
  clearTimeout(timer);
  tell({ kind: "sent", sent, lateMs });
}

let written: Written[] = [];
hearBench((kind) => void (kind === "go" && go(written)));
const made: (Written & { bits: number })[] = [];
for (let nth = 0; nth < asked.reports; nth++) made.push(await write(nth));
written = made;
tell({ kind: "ready", bits: Math.max(...made.map(({ bits }) => bits)) });
