import type { Options } from "../harness/options.ts";
import { runParts, type Parts } from "../harness/parts.ts";
import type { Row } from "../harness/row.ts";
import { advice } from "./advice.ts";
import { commands } from "./commands.ts";
import { day } from "./day.ts";
import { findPhrases } from "./phrases.ts";
import { findPlaces } from "./places.ts";
import { racing } from "./racing.ts";
import { regret } from "./regret.ts";
import { reliefs } from "./reliefs.ts";
import { sequences } from "./sequences.ts";
import { toldAfterOutage } from "./told.ts";

const PARTS: Parts = {
  advice: ({ quick }) => advice(quick),
  regret: ({ quick }) => regret(quick),
  commands: ({ quick }) => commands(quick),
  racing: ({ quick }) => racing(quick),
  reliefs: ({ quick }) => reliefs(quick),
  places: ({ quick }) => findPlaces(quick),
  sequences,
  day: ({ quick }) => day(quick),
  phrases: findPhrases,
  told: ({ quick }) => toldAfterOutage(quick),
};

/**
 * Dispatch under load: advice over many units and against the best set, commands to all screens, dispatchers at once. Also places by name
 * and as callers say them, danger through random sequences, a day of cases, partners after an outage. `--part` names some of them.
 */
export const run = (options: Options): Promise<Row[]> => runParts("dispatch", PARTS, options);
