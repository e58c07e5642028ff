import type { Need } from "@amaliyat/domain/dispatch";
import type { PatrolActs } from "../interventions/index.ts";
import type { Db, Tx } from "../platform/database/index.ts";
import type { Hub } from "../platform/live/index.ts";
import type { Force } from "./force.ts";
import type { Roads } from "./roads.ts";

export type DispatchDeps = {
  readonly db: Db;
  readonly hub: Hub;
  /** The units, as advice weighs them. */
  readonly force: Force;
  /** The roads of the town; null where the room has no map of them. */
  readonly roads: Roads | null;
  readonly interventions: PatrolActs;
  /** What the response plan of an intervention asks for. */
  readonly needsOf: (tx: Tx, interventionId: string) => Promise<readonly Need[]>;
};
