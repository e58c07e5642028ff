import { z } from "zod";
import { counted, reason } from "../route/fields.ts";
import { attribute, priority } from "./codes.ts";

const danger = z.object({ priority, attributes: z.array(attribute) });

/**
 * Danger of the intervention of a call or report now, and once that is taken out of it: what it alone told leaves with it. Of a merged one it is
 * that of the intervention that stays, with its reference and version. `mustSplit`: the intervention was made of it and merged since. It is not
 * taken out then: a split gives that intervention back, with all that is its own.
 */
export const parting = z.object({ reference: z.string(), version: counted, mustSplit: z.boolean(), before: danger, after: danger });
export type Parting = z.output<typeof parting>;

/** Why a call or report is taken out. `version`: that of the intervention that stays, as its author saw it; on an older one it is refused. */
export const partBody = z.object({ reason: reason(200), version: counted.optional() });
