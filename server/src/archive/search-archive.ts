import { ARCHIVE_SOURCES, itemId, type archive, type ArchiveItem, type ArchiveSource } from "@amaliyat/contract/archive";
import { calls } from "@amaliyat/contract/calls";
import { reports } from "@amaliyat/contract/reports";
import { bolos } from "@amaliyat/contract/bolos";
import { reachOf, type Route } from "@amaliyat/contract/route";
import { askedBy, mayNamePlace, readsNothing, readWords, type Asked, type Before } from "@amaliyat/domain/archive";
import type { Role } from "@amaliyat/domain/identity";
import { ok, type Point, type Text3 } from "@amaliyat/domain/kernel";
import { settle } from "../audit/index.ts";
import { bolosAsked } from "../bolos/index.ts";
import { callsAsked } from "../calls/index.ts";
import { scopeOf } from "../identity/index.ts";
import { interventionsAsked } from "../interventions/index.ts";
import { notYetDone } from "../platform/call-record.ts";
import { transaction, type Db, type Scope, type Tx } from "../platform/database/index.ts";
import { refusalOf, type Call, type Reply } from "../platform/http/index.ts";
import { reportsAsked } from "../reports/index.ts";

export type ArchiveDeps = {
  readonly db: Db;
  readonly placeNamed: (
    tx: Tx,
    scope: Scope,
    text: string,
  ) => Promise<{ readonly name: Text3; readonly point: Point; readonly radiusM: number } | null>;
};

type Search = typeof archive.search;

/** The list by which a role sees a source; interventions are of everybody who may search. */
const LISTS: Readonly<Record<ArchiveSource, Route | null>> = {
  intervention: null,
  call: calls.list,
  report: reports.list,
  bolo: bolos.list,
};

const maySearch = (role: Role, source: ArchiveSource): boolean => {
  const list = LISTS[source];
  return list === null || reachOf(list.access, role) !== null;
};

/** Rows of one source, newest first. */
const FIND: Readonly<Record<ArchiveSource, (tx: Tx, at: number, asked: Asked) => Promise<ArchiveItem[]>>> = {
  intervention: async (tx, at, asked) =>
    (await interventionsAsked(tx, at, asked)).map((found) => ({ source: "intervention", at: found.row.openedAt, ...found })),
  call: async (tx, at, asked) => (await callsAsked(tx, at, asked)).map((row) => ({ source: "call", at: row.arrivedAt, row })),
  report: async (tx, at, asked) => (await reportsAsked(tx, at, asked)).map((row) => ({ source: "report", at: row.receivedAt, row })),
  bolo: async (tx, at, asked) => (await bolosAsked(tx, at, asked)).map((row) => ({ source: "bolo", at: row.written.at, row })),
};

/** Sources whose rows may have clips. */
const HAVE_CLIPS: ReadonlySet<ArchiveSource> = new Set(["intervention"]);

const DAY_MS = 86_400_000;

/** Start of a page, and the moment at which the words of its search are read: that of the first page, also past midnight. */
function pageOf(cursor: string | undefined, now: number): { readonly before: Before | null; readonly readAt: number } {
  if (cursor === undefined) return { before: null, readAt: now };
  const [first = "", at = "", id = ""] = cursor.split("_");
  // A moment that no page of today has would read other days than the log says.
  const isRecent = Number(first) <= now && Number(first) > now - DAY_MS;
  return { before: { at: Number(at), id }, readAt: isRecent ? Number(first) : now };
}

/** Newest first; of two of one moment the greater id, as each source has it. */
const newest = (one: ArchiveItem, other: ArchiveItem): number =>
  Date.parse(other.at) - Date.parse(one.at) || (itemId(one) < itemId(other) ? 1 : -1);

type ToLog = { readonly q: string; readonly sources: readonly ArchiveSource[] };

/** Logs a search whose answer failed, with the code that its person was told. Its key stays free: a repetition is searched anew. */
const noteFailed = ({ db }: ArchiveDeps, { who, at }: Call<Search>, detail: ToLog, cause: unknown): Promise<void> => {
  const logged = { type: "archive.searched", about: null, refusalCode: refusalOf(cause).code, detail } as const;
  return notYetDone(() => transaction(db, scopeOf(who), (tx) => settle(tx, { who, at }, logged)));
};

/**
 * Searches open and closed work by what a person remembers of it. The log has each search with its words, answered or not: whoever looks
 * somebody up is known for it. The entry is committed before the first row is given.
 */
export async function searchArchive(deps: ArchiveDeps, call: Call<Search>): Promise<Reply<Search>> {
  const { who, body } = call;
  const sources = ARCHIVE_SOURCES.filter((source) => maySearch(who.role, source));
  const asked = sources.filter((source) => (body.sources?.includes(source) ?? true) && (!body.withClip || HAVE_CLIPS.has(source)));
  const detail = { q: body.words, sources: asked };
  try {
    return await answer(deps, call, sources, detail);
  } catch (cause) {
    // A log that takes no entry, or a database that is away, has given no row either. The first fault is the one to tell.
    await noteFailed(deps, call, detail, cause).catch(() => undefined);
    throw cause;
  }
}

function answer(
  { db, placeNamed }: ArchiveDeps,
  { who, at, body }: Call<Search>,
  sources: ArchiveSource[],
  detail: ToLog,
): Promise<Reply<Search>> {
  const { words, byPlace, withClip, size, cursor } = body;
  const { before, readAt } = pageOf(cursor, at);
  const read = readWords(words, readAt);
  const scope = scopeOf(who);
  return transaction(db, scope, async (tx) => {
    const place = byPlace && mayNamePlace(read) ? await placeNamed(tx, scope, read.rest) : null;
    const search = askedBy(read, place, { withClip, before, most: size + 1 });
    const found: ArchiveItem[] = [];
    if (!readsNothing(read)) for (const source of detail.sources) found.push(...(await FIND[source](tx, at, search)));
    const rows = found.toSorted(newest).slice(0, size);
    const last = found.length > size ? rows.at(-1) : undefined;
    await settle(tx, { who, at }, { type: "archive.searched", about: null, detail: { ...detail, count: rows.length } });
    const { span, kinds, rest } = read;
    return ok({
      read: {
        span: span === null ? null : { from: new Date(span.from).toISOString(), to: new Date(span.to).toISOString() },
        kinds: [...kinds],
        rest,
        place: place === null ? null : { names: place.name, point: place.point, radiusM: place.radiusM },
      },
      sources,
      rows,
      next: last === undefined ? null : `${readAt}_${Date.parse(last.at)}_${itemId(last)}`,
    });
  });
}
