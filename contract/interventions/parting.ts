import { z } from "zod";
import { counted, reason } from "../route/fields.ts";
import { attribute, priority } from "./codes.ts";

const danger = z.object({ priority, attributes: z.array(attribute) });

/**
 * Danger of the intervention of a call or report now, and once that is taken out of it: what it alone told leaves with it. Of a merged one it is
 * that of the intervention that stays, with its reference and version.
 */
export const parting = z.object({ reference: z.string(), version: counted, before: danger, after: danger });
export type Parting = z.output<typeof parting>;

/** Why a call or report is taken out. `version`: that of the intervention that stays, as its author saw it; on an older one it is refused. */
export const partBody = z.object({ reason: reason(200), version: counted.optional() });
