import { interventions } from "@amaliyat/contract/interventions";
import { originOf } from "@amaliyat/domain/interventions";
import { toPoint } from "../town/projection.ts";
import type { Signal } from "./script.ts";
import type { Person } from "./steady.ts";

/**
 * Receives one signal: looks at the room's candidates for the same event, joins the right one and sets the others apart. Returns the id of the
 * intervention.
 */
export async function receiveSignal(desk: Person, signal: Signal, opened: ReadonlyMap<string, string>): Promise<string> {
  const { channel, words: placeText } = signal;
  const place = toPoint(signal.at);
  const subcategory = signal.subcategory === null ? {} : { subcategory: signal.subcategory };
  const likely = await desk.must(interventions.likelyNew, { query: { ...place, ...subcategory } });
  const proposed = likely.map(({ row }) => row.interventionId);
  const same = proposed.find((each) => signal.again !== undefined && each === opened.get(signal.again));
  const joins = same === undefined ? {} : { joins: same };
  const apartFrom = proposed.filter((each) => each !== same);
  const body = { origin: originOf(channel), channel, place, placeText, ...subcategory, ...joins, apartFrom };
  const told = await desk.ask(interventions.open, { body });
  if (told.ok) return told.value.interventionId;
  // Done before the room went away, and the answer is lost: it stands in the list.
  const { rows } = await desk.must(interventions.list, { query: { size: 200 } });
  const found = rows.find((row) => row.placeText === placeText && !Array.from(opened.values()).includes(row.interventionId));
  if (told.error.code === "request.done_before" && found !== undefined) return found.interventionId;
  throw new Error(`${placeText}: ${told.error.code}`);
}
