import type { Advice } from "@amaliyat/contract/dispatch";
import type { Warning } from "@amaliyat/contract/places";
import type { Need } from "@amaliyat/domain/dispatch";
import type { Logged } from "../audit/index.ts";
import type { SessionKeeper } from "../identity/index.ts";
import type { PatrolActs } from "../interventions/index.ts";
import type { Db, Tx } from "../platform/database/index.ts";
import type { Caller } from "../platform/http/index.ts";
import type { Hub, Telling } from "../platform/live/index.ts";
import type { Force } from "./force/force.ts";
import type { Roads } from "./force/roads.ts";

export type WarnedOf = {
  readonly who: Caller;
  readonly at: number;
  readonly interventionId: string;
  readonly reference: string;
  readonly sectorId: string | null;
};

/** Entries and messages of a consequence of an act. */
export type Entailed = { readonly logged: readonly Logged[]; readonly tellings: readonly Telling[] };

/** Seats of the roster in the crew of a unit, as its retirement and its move need them. In the room's own scope: a seat may lie in another sector. */
export type SeatsPort = {
  /** Names of those who sit in its crew at a moment (ms). */
  readonly seatedIn: (tx: Tx, unitId: string, at: number) => Promise<readonly string[]>;
  /** Takes the seats that have not begun off the roster, and returns their lines. */
  readonly removeLater: (
    tx: Tx,
    by: { readonly at: number; readonly unitId: string; readonly reason: string },
  ) => Promise<Entailed & { readonly lineIds: readonly string[] }>;
  /** Moves the seats that are not over into the roster of the unit's new sector. The hours until now stay in the old one. */
  readonly moveAlong: (
    tx: Tx,
    by: { readonly by: string; readonly at: number; readonly unitId: string; readonly sectorId: string },
  ) => Promise<Entailed & { readonly lineIds: readonly string[] }>;
};

export type DispatchDeps = {
  readonly db: Db;
  readonly seats: SeatsPort;
  readonly hub: Hub;
  /** Sessions that a lost phone held are ended in it. */
  readonly keeper: Pick<SessionKeeper, "end">;
  /** The units, as advice weighs them. */
  readonly force: Force;
  /** The roads of the town; null where the room has no map of them. */
  readonly roads: Roads | null;
  readonly interventions: PatrolActs;
  /** Hazards that reach an intervention, for a crew that is sent there. */
  readonly warningsAt: (tx: Tx, shown: WarnedOf) => Promise<Warning[]>;
  /** Response plan by which units are sent now, and its needs; `plan` is null and `needs` is empty if none fits. */
  readonly planFor: (tx: Tx, interventionId: string) => Promise<{ readonly needs: readonly Need[]; readonly plan: Advice["plan"] }>;
};
