import type { Line, LineSettings } from "@amaliyat/domain/calls";
import { sql } from "kysely";
import { lockUntilEnd, type Tx } from "../../platform/database/index.ts";

type LineRow = {
  number: string;
  version: number;
  names: LineSettings["names"];
  priority: number;
  announcements: LineSettings["announcements"];
  closed_announcement: string | null;
  hours: LineSettings["hours"];
  menu: LineSettings["menu"];
  offer_ms: number;
  wrap_up_ms: number;
  any_language_ms: number;
  overflow_ms: number | null;
  overflow_to: string | null;
  ladder: LineSettings["ladder"];
  call_back: boolean;
  targets: LineSettings["targets"];
  closed_at: Date | null;
};

/** Every line, the most urgent first. */
export async function readLines(tx: Tx): Promise<Line[]> {
  const { rows } = await sql<LineRow>`select * from line order by priority, number`.execute(tx);
  return rows.map((row) => ({
    number: row.number,
    version: row.version,
    names: row.names,
    priority: row.priority,
    announcements: row.announcements,
    closedAnnouncement: row.closed_announcement,
    hours: row.hours,
    menu: row.menu,
    offerMs: row.offer_ms,
    wrapUpMs: row.wrap_up_ms,
    anyLanguageMs: row.any_language_ms,
    overflow: row.overflow_ms === null || row.overflow_to === null ? null : { afterMs: row.overflow_ms, to: row.overflow_to },
    ladder: row.ladder,
    callBack: row.call_back,
    targets: row.targets,
    closed: row.closed_at !== null,
  }));
}

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

/** Inserts or updates the settings of a line, of which the author saw version `seen`; 0 is a new one. False where a colleague was faster. */
export async function upsertLine(tx: Tx, number: string, seen: number, line: LineSettings): Promise<boolean> {
  const {
    names,
    priority,
    announcements,
    closedAnnouncement,
    hours,
    menu,
    offerMs,
    wrapUpMs,
    anyLanguageMs,
    overflow,
    ladder,
    callBack,
    targets,
  } = line;
  const { rows } = await sql`
    insert into line (number, version, names, priority, announcements, closed_announcement, hours, menu, offer_ms, wrap_up_ms,
      any_language_ms, overflow_ms, overflow_to, ladder, call_back, targets)
    select ${number}, ${seen + 1}::int, ${json(names)}::jsonb, ${priority}::int, ${json(announcements)}::jsonb, ${closedAnnouncement}::text,
      ${json(hours)}::jsonb, ${json(menu)}::jsonb, ${offerMs}::int, ${wrapUpMs}::int, ${anyLanguageMs}::int, ${overflow?.afterMs ?? null}::int,
      ${overflow?.to ?? null}::text, ${json(ladder)}::jsonb, ${callBack}, ${json(targets)}::jsonb
    where ${seen}::int = 0 or exists (select from line where number = ${number})
    on conflict (number) do update set version = excluded.version, names = excluded.names, priority = excluded.priority,
      announcements = excluded.announcements, closed_announcement = excluded.closed_announcement, hours = excluded.hours, menu = excluded.menu,
      offer_ms = excluded.offer_ms, wrap_up_ms = excluded.wrap_up_ms, any_language_ms = excluded.any_language_ms,
      overflow_ms = excluded.overflow_ms, overflow_to = excluded.overflow_to, ladder = excluded.ladder, call_back = excluded.call_back, targets = excluded.targets
      where line.version = ${seen}
    returning number`.execute(tx);
  return rows.length > 0;
}

/** Closes a line or opens it. False where a colleague was faster. */
export async function setClosed(tx: Tx, number: string, seen: number, closedAt: Date | null): Promise<boolean> {
  const { rows } = await sql`
    update line set closed_at = ${closedAt}, version = version + 1 where number = ${number} and version = ${seen} returning number`.execute(
    tx,
  );
  return rows.length > 0;
}

/** True if the room has no line yet. Held until the transaction ends, so that two starts do not both write them. */
export async function hasNoLine(tx: Tx): Promise<boolean> {
  await lockUntilEnd(tx, "firstLines");
  const { rows } = await sql<{ none: boolean }>`select not exists (select from line) as none`.execute(tx);
  return rows[0]?.none === true;
}
