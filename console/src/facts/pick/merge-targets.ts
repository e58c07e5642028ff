import type { InterventionRow } from "@amaliyat/contract/interventions";
import { distanceM } from "@amaliyat/domain/kernel";
import { fold } from "@amaliyat/domain/search";

export type MergeTarget = { readonly row: InterventionRow; readonly metres: number | null; readonly apartMs: number };

const MOST = 20;

/** Open interventions into which this one may be merged: those that answer the words typed; the likeliest (near, and opened near it) first. */
export function mergeTargets(
  rows: readonly InterventionRow[],
  own: Pick<InterventionRow, "interventionId" | "place" | "openedAt">,
  query: string,
  wordsOf: (row: InterventionRow) => string,
): readonly MergeTarget[] {
  const wanted = fold(query).split(" ");
  return rows
    .filter((row) => row.state === "open" && row.interventionId !== own.interventionId)
    .filter((row) => wanted.every((word) => fold(`${row.reference} ${row.subcategory} ${wordsOf(row)}`).includes(word)))
    .map((row): MergeTarget => ({
      row,
      metres: row.place && own.place ? distanceM(row.place, own.place) : null,
      apartMs: Math.abs(Date.parse(row.openedAt) - Date.parse(own.openedAt)),
    }))
    .toSorted((a, b) => unlikeness(a) - unlikeness(b))
    .slice(0, MOST);
}

/** 100 m apart count as much as a minute apart; an unknown place as much as 2 km. */
const unlikeness = ({ metres, apartMs }: MergeTarget): number => (metres ?? 2000) / 100 + apartMs / 60_000;

/** The one of two that was opened later: it is merged into the other, whose number people already know. */
export const newerOf = <A extends Opened, B extends Opened>(one: A, other: B): A | B =>
  one.openedAt > other.openedAt || (one.openedAt === other.openedAt && one.reference > other.reference) ? one : other;

type Opened = Pick<InterventionRow, "openedAt" | "reference">;
