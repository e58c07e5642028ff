import { bolos } from "@amaliyat/contract/bolos";
import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions, type InterventionRow } from "@amaliyat/contract/interventions";
import { statistics } from "@amaliyat/contract/statistics";
import { originOf } from "@amaliyat/domain/interventions";
import { spanOfTemplate, templateAt } from "@amaliyat/domain/shifts";
import { IMPORT_KINDS } from "@amaliyat/domain/statistics";
import { readFile } from "node:fs/promises";
import { join as joinPath } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beginShift } from "../evening/hand-over.ts";
import { join, TOWN_STAFF } from "../evening/prepare.ts";
import type { Person } from "../evening/steady.ts";
import { toPoint } from "../town/projection.ts";
import { AT_FIRST, COLLEAGUE, HAPPENINGS, WANTED, type Happening } from "./script.ts";

export type Life = {
  readonly room: string;
  readonly keysFile: string;
  /** Folder with `ouargla-2023-KIND.csv`; null where the past stays empty. */
  readonly history: string | null;
  readonly line: (text: string) => void;
};

/** Pace of the colleague (ms): between two looks, between two new events, and from an event to its crew. */
const LOOK_MS = 3_000;
export const EVERY_MS = 100_000;
export const SENDS_AFTER_MS = 12_000;
/** More than this many of its own are never open at once. */
const MOST_OPEN = 5;
/** This many wait for somebody at the desks: a visitor finds work to do. */
const LEFT = 2;

const byWords = new Map(HAPPENINGS.map((each) => [each.words, each]));

async function open(desk: Person, { subcategory, channel, at, words, note }: Happening): Promise<string> {
  const body = { origin: originOf(channel), channel, subcategory, place: toPoint(at), placeText: words } as const;
  const { interventionId } = await desk.must(interventions.open, { body });
  await desk.ask(interventions.note, { params: { interventionId }, body: { text: note } });
  return interventionId;
}

async function close(
  desk: Person,
  { interventionId, version }: Pick<InterventionRow, "interventionId" | "version">,
  of: Happening,
): Promise<void> {
  const body = { version, disposition: of.disposition, outcome: of.outcome };
  await desk.ask(interventions.close, { params: { interventionId }, body });
}

/** Sends the first free crew that the room advises; with none the case waits on. */
async function send(desk: Person, interventionId: string): Promise<void> {
  const { units } = await desk.must(dispatch.advise, { params: { interventionId } });
  const free = units.find(({ advised, unit }) => advised && unit.status === "available");
  if (free !== undefined) await desk.ask(dispatch.assign, { params: { interventionId }, body: { unitId: free.unit.unitId } });
}

/** Open interventions that are the colleague's, oldest first. What a visitor opened is never touched. */
async function ours(desk: Person): Promise<{ readonly row: InterventionRow; readonly of: Happening }[]> {
  const { rows } = await desk.must(interventions.list, { query: { state: "open", size: 200 } });
  return rows.toReversed().flatMap((row) => {
    const of = byWords.get(row.placeText ?? "");
    return of === undefined ? [] : [{ row, of }];
  });
}

/** One look of the colleague: what has ended is closed, what has waited gets a crew, the urgent first; some are left to whoever sits there. */
async function look(desk: Person): Promise<number> {
  const open = await ours(desk);
  const waiting = open.filter(({ row }) => row.units.every(({ endedAt }) => endedAt !== null));
  for (const { row, of } of waiting) if (row.units.some(({ state }) => state === "cleared")) await close(desk, row, of);
  const alone = waiting
    .filter(({ row }) => row.units.length === 0 && Date.now() - Date.parse(row.openedAt) > SENDS_AFTER_MS)
    .toSorted((a, b) => (a.row.priority < b.row.priority ? -1 : Number(a.row.priority > b.row.priority)));
  for (const { row } of alone.slice(0, Math.max(0, alone.length - LEFT))) await send(desk, row.interventionId);
  return open.length;
}

/** The analyst hands in half a year of the past, each file once. */
async function bringHistory(analyst: Person, folder: string): Promise<void> {
  const known = await analyst.must(statistics.imports, {});
  for (const kind of IMPORT_KINDS) {
    const fileName = `ouargla-2023-${kind}.csv`;
    if (known.some((each) => each.fileName === fileName)) continue;
    const body = await readFile(joinPath(folder, fileName));
    await analyst.must(statistics.startImport, { query: { kind, fileName }, body });
  }
}

async function lookForCar(desk: Person): Promise<void> {
  const standing = await desk.must(bolos.list, { query: { q: WANTED.facts.plate } });
  if (standing.length > 0) return;
  const seenAt = new Date(Date.now() - 6 * 3_600_000).toISOString();
  const { boloId, version } = await desk.must(bolos.write, { body: { ...WANTED, facts: { ...WANTED.facts, seenAt } } });
  await desk.must(bolos.publish, { params: { boloId }, body: { version } });
}

/** The shift of the day that goes on now. */
function shiftNow(): { readonly name: string; readonly from: string; readonly to: string } {
  const template = templateAt(Date.now());
  const { from, to } = spanOfTemplate(template, Date.now());
  return { name: template.labels.ar, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

async function live({ room, keysFile, history }: Life, signal: AbortSignal): Promise<void> {
  const signIn = await join(room, keysFile, [COLLEAGUE]);
  const desk = await signIn(COLLEAGUE.username);
  await beginShift(await signIn(TOWN_STAFF.chief), shiftNow());
  let next = 0;
  const begun = await ours(desk);
  for (const one of HAPPENINGS.slice(begun.length, AT_FIRST)) {
    await open(desk, one);
    next++;
  }
  // One of them is over at the first look.
  const [first] = await ours(desk);
  if (begun.length === 0 && first !== undefined) await close(desk, first.row, first.of);
  await lookForCar(desk);
  if (history !== null) await bringHistory(await signIn(TOWN_STAFF.analyst), history);
  for (let openedAt = Date.now(); !signal.aborted;) {
    const count = await look(desk);
    if (count < MOST_OPEN && Date.now() - openedAt > EVERY_MS) {
      const happening = HAPPENINGS[next++ % HAPPENINGS.length];
      if (happening !== undefined) await open(desk, happening);
      openedAt = Date.now();
    }
    await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** Keeps the town alive beside whoever tries the room, until it is disposed. A fault ends this alone, and is said. */
export function startLife(life: Life): AsyncDisposable {
  const ending = new AbortController();
  const living = live(life, ending.signal).catch((cause: unknown) => {
    if (!ending.signal.aborted) life.line(`the town's colleague stopped: ${cause instanceof Error ? cause.message : String(cause)}`);
  });
  return {
    async [Symbol.asyncDispose]() {
      ending.abort();
      await living;
    },
  };
}
