import { interventions, type InterventionCard, type InterventionRow, type Person } from "@amaliyat/contract/interventions";
import { statistics } from "@amaliyat/contract/statistics";
import { addDays, localDay } from "@amaliyat/domain/calendar";
import { categoryOf, moreUrgent } from "@amaliyat/domain/interventions";
import type { Client as Database } from "pg";
import type { Client } from "../../simulator/src/api/client.ts";
import type { Fact, PlayedDay } from "./day-play.ts";

export type Case = { readonly card: InterventionCard; readonly people: readonly Person[] };

type Stay = Pick<InterventionCard["units"][number], "unitCode" | "onSceneAt" | "endedAt">;
type Row = Pick<InterventionRow, "interventionId" | "state" | "version">;
/** Facts of a card that the checks look at. */
type CheckedCard = Row &
  Pick<
    InterventionCard,
    "reference" | "mergedInto" | "outcome" | "disposition" | "closedAt" | "cancelReason" | "priority" | "attributes" | "events"
  > & { readonly units: readonly Stay[] };
export type Checked = { readonly card: CheckedCard; readonly people: readonly Pick<Person, "description">[] };
export type Cases<T extends Checked = Checked> = ReadonlyMap<string, T>;

/** All rows of the list, page by page. */
async function allRows(reader: Client): Promise<InterventionRow[]> {
  const rows: InterventionRow[] = [];
  let cursor: string | null = null;
  do {
    const query = { size: "100", ...(cursor === null ? {} : { cursor }) };
    const page: { readonly rows: InterventionRow[]; readonly next: string | null } = await reader.must(interventions.list, { query });
    rows.push(...page.rows);
    cursor = page.next;
  } while (cursor !== null);
  return rows;
}

/** Reads the list, and each card with its people. */
export async function readCases(reader: Client): Promise<{ readonly rows: readonly InterventionRow[]; readonly cases: Cases<Case> }> {
  const [rows, cases] = [await allRows(reader), new Map<string, Case>()];
  for (const { interventionId } of rows) {
    const params = { interventionId };
    const card = await reader.must(interventions.card, { params });
    cases.set(interventionId, { card, people: await reader.must(interventions.people, { params }) });
  }
  return { rows, cases };
}

/** The case that stays of a merged one, or itself. */
function stayingOf(of: Checked, cases: Cases): Checked | null {
  let at: Checked | undefined = of;
  for (let steps = 0; at !== undefined && at.card.mergedInto !== null; steps++) {
    if (steps > cases.size) return null;
    at = cases.get(at.card.mergedInto);
  }
  return at ?? null;
}

/** Cases that are on no list, are there twice, or have ended without an outcome. */
export function unended(played: PlayedDay, rows: readonly Row[], cases: Cases): string[] {
  const listed = new Set(rows.map(({ interventionId }) => interventionId));
  const wrong = [...played.opened].filter((id) => !listed.has(id)).map((id) => `${id} is on no list`);
  if (listed.size !== rows.length) wrong.push(`${rows.length - listed.size} rows stand on the list twice`);
  for (const row of rows) {
    const { card } = cases.get(row.interventionId) ?? {};
    if (card === undefined) continue;
    const { reference, state } = card;
    if (!played.opened.has(row.interventionId)) wrong.push(`${reference} was opened by nobody`);
    if (row.state !== state || row.version !== card.version)
      wrong.push(`${reference} is ${row.state} on the list and ${state} on its card`);
    if (state === "closed" && (card.outcome ?? "").trim() === "") wrong.push(`${reference} is closed without an outcome`);
    if (state === "closed" && (card.disposition === null || card.closedAt === null))
      wrong.push(`${reference} is closed without a disposition`);
    if (state === "cancelled" && (card.cancelReason ?? "").trim() === "") wrong.push(`${reference} is cancelled without a reason`);
    if (state === "merged" && stayingOf({ card, people: [] }, cases) === null) wrong.push(`${reference} is merged into nothing`);
    if (state !== "open" && card.units.some(({ endedAt }) => endedAt === null)) wrong.push(`${reference} has ended and holds a unit`);
  }
  return wrong;
}

const holds = ({ card, people }: Checked, fact: Fact): boolean =>
  "words" in fact
    ? JSON.stringify([card, people]).includes(JSON.stringify(fact.words).slice(1, -1))
    : "attribute" in fact
      ? card.attributes.includes(fact.attribute)
      : moreUrgent(card.priority, fact.priority) === card.priority;

/** References of cases that were one event with this one at any time. */
function kin(of: Checked, cases: Cases): Checked[] {
  const found = new Map([[of.card.interventionId, of]]);
  for (const { card } of found.values())
    for (const { data } of card.events)
      for (const id of [data["into"], data["other"], data["from"]]) {
        const other = typeof id === "string" ? cases.get(id) : undefined;
        if (other !== undefined) found.set(other.card.interventionId, other);
      }
  return [...found.values()];
}

/**
 * Facts that are not on the card that stays of their case. Words of a crew may be on another card of the same event: a desk may have merged or
 * split it while they were under way.
 */
export function hiddenFacts({ facts }: PlayedDay, cases: Cases): string[] {
  return facts.flatMap((fact) => {
    const of = cases.get(fact.caseId);
    const staying = of === undefined ? null : stayingOf(of, cases);
    if (of === undefined || staying === null) return [`${JSON.stringify(fact)} has no case`];
    const isThere = holds(staying, fact) || (fact.byCrew && kin(of, cases).some((each) => holds(each, fact)));
    return isThere ? [] : [`${JSON.stringify(fact)} is not on ${staying.card.reference} (${staying.card.state})`];
  });
}

/** Events on cards that are not numbered without a hole, or go back in time. */
export function outOfOrder(cases: Cases): string[] {
  const wrong: string[] = [];
  for (const { card } of cases.values())
    for (const [nth, { seq, at }] of card.events.entries()) {
      const before = card.events[nth - 1];
      if (seq !== nth + 1) wrong.push(`${card.reference} has event ${seq} at place ${nth + 1}`);
      if (before !== undefined && Date.parse(at) < Date.parse(before.at))
        wrong.push(`${card.reference}: event ${seq} is before its forerunner`);
    }
  return wrong;
}

/** Events that stand in another order than their commits. */
export async function committedOutOfOrder(database: Database): Promise<string[]> {
  const { rows } = await database.query<{ id: string; seq: number }>(`
    select id, seq from (select intervention_id::text as id, seq, pg_xact_commit_timestamp(xmin) as at,
      lag(pg_xact_commit_timestamp(xmin)) over (partition by intervention_id order by seq) as before from intervention_event) e
    where at < before`);
  return rows.map(({ id, seq }) => `event ${seq} of ${id} was committed before its forerunner`);
}

/** Pairs of stays of one unit that overlap at two events. */
export function twoPlaces(cases: Cases): string[] {
  const stays = new Map<string, { readonly from: number; readonly to: number; readonly at: string; readonly event: string }[]>();
  for (const one of cases.values()) {
    const event = stayingOf(one, cases)?.card.interventionId ?? "";
    for (const { unitCode, onSceneAt, endedAt } of one.card.units) {
      if (onSceneAt === null) continue;
      const stay = { from: Date.parse(onSceneAt), to: endedAt === null ? Infinity : Date.parse(endedAt), at: one.card.reference, event };
      stays.set(unitCode, [...(stays.get(unitCode) ?? []), stay]);
    }
  }
  return [...stays].flatMap(([unit, own]) => {
    const sorted = own.toSorted((a, b) => a.from - b.from || a.to - b.to);
    return sorted.flatMap((stay, nth) =>
      sorted
        .slice(nth + 1)
        .filter((next) => next.from < stay.to && next.event !== stay.event)
        .map((next) => `${unit} is at ${stay.at} and at ${next.at}`),
    );
  });
}

function counted(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** Figures of the bulletin that differ from those of the list. Both count open and closed ones. */
export async function bulletinDiffers(analyst: Client, rows: readonly InterventionRow[]): Promise<string[]> {
  const today = localDay(Date.now());
  const { interventions: figures } = await analyst.must(statistics.bulletin, { query: { from: addDays(today, -1), to: today } });
  const counting = rows.filter(({ state }) => state === "open" || state === "closed");
  const listed = {
    byOrigin: counted(counting.map(({ origin }) => origin)),
    bySubcategory: counted(counting.map(({ subcategory }) => subcategory)),
    byCategory: counted(counting.map(({ subcategory }) => categoryOf(subcategory))),
    bySector: counted(counting.map(({ sectorId }) => sectorId ?? "?")),
    byEnding: counted(counting.map(({ state }) => state)),
  };
  return Object.entries(listed).flatMap(([name, counts]) => {
    const { parts } = figures[name as keyof typeof listed];
    const keys = new Set([...counts.keys(), ...parts.map(({ key }) => key)]);
    return [...keys].flatMap((key) => {
      const told = parts.find((part) => part.key === key)?.count ?? 0;
      return told === (counts.get(key) ?? 0) ? [] : [`${name} ${key}: ${told} in the bulletin, ${counts.get(key) ?? 0} on the list`];
    });
  });
}
