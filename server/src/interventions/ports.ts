import type { Intervention } from "@amaliyat/domain/interventions";
import type { Point } from "@amaliyat/domain/kernel";
import type { Db, Tx } from "../platform/database/index.ts";
import type { Telling } from "../platform/live/index.ts";

/**
 * Services of dispatch that interventions use. The composition root supplies them, because dispatch depends on interventions and not the
 * reverse.
 */
export type UnitsPort = {
  /** Counts the units bound to an intervention and those on scene; locked until the transaction ends. */
  readonly counts: (tx: Tx, interventionId: string) => Promise<{ active: number; onScene: number }>;
  /** Withdraws every bound unit; returns what the screens are told of them. */
  readonly withdrawAll: (tx: Tx, interventionId: string, reason: string, at: number) => Promise<Telling[]>;
  /** Moves every bound unit to another intervention; returns what the screens are told of them. */
  readonly moveAll: (tx: Tx, from: string, to: string, at: number) => Promise<Telling[]>;
  /**
   * Moves some bound assignments to an intervention that is split off; those that are not bound to the one that stays are left. Each crew has to
   * read the log up to `seq`, unless it read all, wrote all words after event `since` itself, and the split makes nothing graver.
   */
  readonly moveSome: (tx: Tx, assignmentIds: readonly string[], from: string, split: SplitOff) => Promise<Telling[]>;
  /** The intervention and the unit of an assignment of a person's crew, by when an act was done and heard (ms); null if it is none of theirs. */
  readonly workOf: (
    tx: Tx,
    assignmentId: string,
    userId: string,
    acted: { readonly acted: number; readonly heard: number },
  ) => Promise<{ readonly interventionId: string; readonly unitId: string; readonly unitCode: string } | null>;
  /** Marks an act of a person that is no step, on an assignment of a unit: a late act of a crew before is overtaken by it. */
  readonly markActed: (
    tx: Tx,
    of: { readonly assignmentId: string; readonly unitId: string },
    act: { readonly userId: string; readonly acted: number; readonly heard: number },
  ) => Promise<void>;
  /** Event `seq` of an intervention made it graver: each bound crew has to say that it read it. */
  readonly tellDanger: (tx: Tx, interventionId: string, seq: number, at: number) => Promise<void>;
  /** The assignment of a unit at an intervention that stays, if a merge withdrew the named one; else the named one itself. */
  readonly livingAt: (tx: Tx, assignmentId: string, interventionId: string) => Promise<string>;
  /** A person of a crew wrote event `seq` as a note: the crew knows it, and a reliever has to read it. */
  readonly noteByCrew: (tx: Tx, assignmentId: string, note: CrewNote) => Promise<void>;
};

/** An intervention after its split. `since` is the event of the split, `seq` the last one. `isGraver`: than that from which it was split off. */
export type SplitOff = {
  readonly interventionId: string;
  readonly since: number;
  readonly seq: number;
  readonly isGraver: boolean;
  readonly at: number;
};

export type CrewNote = { readonly interventionId: string; readonly seq: number; readonly userId: string; readonly at: number };

/** Services of cameras that interventions use. */
export type CamerasPort = {
  /** Place of a camera of the caller's sectors; null if they have none of this id. */
  readonly placeOf: (tx: Tx, cameraId: string) => Promise<{ siteId: string; sectorId: string; place: Point } | null>;
};

/** An intervention after some events. `raisesDanger` is true if one of them made it graver or noted the danger that a caller told, or if another joined it. */
export type Changed = { readonly next: Intervention; readonly raisesDanger: boolean };

export type InterventionsDeps = {
  readonly db: Db;
  readonly units: UnitsPort;
  readonly cameras: CamerasPort;
  readonly sectorOf: (tx: Tx, place: Point) => Promise<string | null>;
  /** Lets partners know of a change, at once if it raises danger, as far as each was given it; returns what the screens are told of it. */
  readonly revise: (tx: Tx, changed: Changed, at: number) => Promise<Telling[]>;
};
