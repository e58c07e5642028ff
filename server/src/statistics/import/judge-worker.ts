import {
  beginningOf,
  checkHeader,
  contentOf,
  CsvReader,
  detectEncoding,
  rowKey,
  rowReader,
  type CsvRecord,
} from "@amaliyat/domain/statistics";
import { createHash } from "node:crypto";
import { platform, setPriority } from "node:os";
import { serialize } from "node:v8";
import { parentPort, workerData } from "node:worker_threads";
import type { FromJudge, GoodRow, JudgeSetup, RefusedRow, ToJudge } from "./judged.ts";

/** A row as it came, as one line: cells quoted where they must be, nothing else changed. */
const csvOf = (cells: readonly string[]): string =>
  cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",");

/** Rows that are kept by one statement: it takes some milliseconds, and so does reading it out of a message. */
const BATCH_ROWS = 250;
/** Characters of rows as they came in one batch: a refused row may be a million characters long. */
const BATCH_CHARS = 500_000;
const TELL_EVERY_ROWS = 2_000;

if (parentPort === null) throw new Error("this file runs in a thread of its own");
const port = parentPort;
const setup = workerData as JudgeSetup;
const send = (message: FromJudge): void => port.postMessage(message);

// On Linux this is the priority of the thread alone: what answers people goes first.
if (platform() === "linux") setPriority(0, 10);

class Batches<T extends { readonly raw: string }> {
  readonly full: Buffer[] = [];
  #rows: T[] = [];
  #chars = 0;

  add(row: T): void {
    this.#rows.push(row);
    this.#chars += row.raw.length;
    if (this.#rows.length >= BATCH_ROWS || this.#chars >= BATCH_CHARS) this.end();
  }

  end(): void {
    if (this.#rows.length > 0) this.full.push(serialize(this.#rows));
    this.#rows = [];
    this.#chars = 0;
  }

  get isEmpty(): boolean {
    return this.#rows.length === 0;
  }
}

function judge({ kind, source, sectors, at }: Extract<JudgeSetup, { task: "judge" }>): void {
  const reader = new CsvReader();
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const goods = new Batches<GoodRow>();
  const refusals = new Batches<RefusedRow>();
  // In one batch no row is the same as another in any way: each batch is compared with what the room has, and then kept at once.
  const [keys, beginnings, bare] = [new Set<string>(), new Set<string>(), new Set<string>()];
  let read: ReturnType<typeof rowReader> | null = null;
  let rows = 0;
  let refused = 0;

  const addGood = (good: GoodRow): void => {
    const { key, beginning, row } = good;
    const isNumbered = key !== beginning;
    if (keys.has(key) || (isNumbered ? bare : beginnings).has(beginning)) goods.end();
    if (goods.isEmpty) for (const set of [keys, beginnings, bare]) set.clear();
    keys.add(key);
    beginnings.add(beginning);
    if (!isNumbered) bare.add(beginning);
    goods.add({ ...good, row });
  };
  const begin = (header: CsvRecord): void => {
    const columns = checkHeader(kind, header.cells);
    if (!columns.ok) throw new Error(columns.error.code);
    read = rowReader(kind, { sectors: new Set(sectors), at }, columns.value);
  };
  const judgeRecord = (record: CsvRecord): void => {
    if (read === null) return begin(record);
    const judged = read(record);
    const raw = csvOf(record.cells);
    if (judged.ok) {
      const row = judged.value;
      const content = createHash("sha256").update(contentOf(row)).digest("base64url");
      addGood({ line: record.line, raw, row, key: rowKey(row, source), beginning: beginningOf(row), content });
    } else {
      refused++;
      refusals.add({ problems: judged.error, raw });
    }
    if (++rows % TELL_EVERY_ROWS === 0) send({ kind: "read", rows });
  };

  port.on("message", (message: ToJudge) => {
    switch (message.kind) {
      case "part":
        for (const record of reader.push(decoder.decode(message.bytes, { stream: true }))) judgeRecord(record);
        break;
      case "end":
        for (const record of [...reader.push(decoder.decode()), ...reader.end()]) judgeRecord(record);
        goods.end();
        refusals.end();
        send({ kind: "judged", rows, refused, goods: goods.full.length, refusals: refusals.full.length });
        break;
      case "good":
      case "refused":
        send({ kind: "batch", bytes: (message.kind === "good" ? goods : refusals).full[message.nth] ?? serialize([]) });
        break;
    }
  });
}

if (setup.task === "judge") judge(setup);
else {
  const found = detectEncoding(setup.bytes);
  if (found.ok) throw new Error("this file is UTF-8");
  const byte = found.error.params?.["byte"];
  send({ kind: "encoding", code: found.error.code, byte: typeof byte === "number" ? byte : null });
}
