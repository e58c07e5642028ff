import type { InterventionCard, InterventionRow } from "@amaliyat/contract/interventions";
import type { Happening } from "@amaliyat/contract/live";
import type { QueryClient } from "@tanstack/react-query";
import { liveFeature, put } from "../../live/index.ts";

export const INTERVENTIONS = ["interventions", "open"] as const;
const CARDS = ["interventions", "card"] as const;
export const cardKey = (interventionId: string) => [...CARDS, interventionId] as const;
/** Root of all advice on units: the card asks for it, and acts on plans and units change it. */
export const ADVICE = ["interventions", "advice"] as const;
export const adviceKey = (interventionId: string) => [...ADVICE, interventionId] as const;

/** Interventions that are over stay in the list until this many newer ones are: a row under the hand does not vanish. */
const OVER_KEPT = 60;

/** Newest row of each intervention that happenings tell of. */
function rowsOf(happened: readonly Happening[]): ReadonlyMap<string, InterventionRow> {
  const changed = new Map<string, InterventionRow>();
  for (const one of happened) if (one.topic === "intervention") changed.set(one.row.interventionId, one.row);
  return changed;
}

/** Rows of the queue after these happenings. Open ones all stay; of the ended ones, the last ones. */
export function applyToInterventions(rows: readonly InterventionRow[], happened: readonly Happening[]): readonly InterventionRow[] {
  const next = put(rows, rowsOf(happened), (row) => row.interventionId);
  const over = next.filter((row) => row.state !== "open");
  if (over.length <= OVER_KEPT) return next;
  const dropped = new Set(over.slice(0, over.length - OVER_KEPT));
  return next.filter((row) => !dropped.has(row));
}

/** A card takes over the row's facts; its log and clips it must read itself. */
export function applyToCard(card: InterventionCard, row: InterventionRow): InterventionCard {
  return row.version < card.version ? card : { ...card, ...row };
}

function writeCard(client: QueryClient, row: InterventionRow): void {
  const queryKey = cardKey(row.interventionId);
  const held = client.getQueryData<InterventionCard>(queryKey);
  if (!held) return;
  client.setQueryData<InterventionCard>(queryKey, applyToCard(held, row));
  // A read on its way is left alone: it looks into the journal when it arrives and reads again by itself.
  void client.invalidateQueries({ queryKey }, { cancelRefetch: false });
}

/** The queue, and each card that is held. A card reads its log again, because the channel tells rows, not logs. */
export const interventionsLive = liveFeature({
  name: "interventions",
  lists: [INTERVENTIONS, CARDS],
  topics: ["intervention"],
  write(client, happened) {
    client.setQueryData<readonly InterventionRow[]>(INTERVENTIONS, (held) => held && applyToInterventions(held, happened));
    for (const row of rowsOf(happened).values()) writeCard(client, row);
  },
});
