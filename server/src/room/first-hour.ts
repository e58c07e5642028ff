import type { FirstHour } from "@amaliyat/contract/room";
import { drillOf, readyAt, stepStates, type FirstFacts } from "@amaliyat/domain/first-hour";
import { access } from "node:fs/promises";
import { join } from "node:path";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import { countParts, firstCourses } from "./first-hour-queries.ts";
import { findMap } from "./map-tiles.ts";

export type FirstHourDeps = { readonly db: Db; readonly mapFolder: string; readonly hasTelephones: boolean; readonly now: number };

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

const iso = (at: number): string => new Date(at).toISOString();

/** Judges the steps of the first hour from the whole room: an administrator has no sector, and counts show nothing of a sector. */
export async function firstHour({ db, mapFolder, hasTelephones, now }: FirstHourDeps): Promise<FirstHour> {
  const [tiles, hasRoads] = [await findMap(mapFolder), await isThere(join(mapFolder, "roads.json"))];
  const [facts, hasHistory] = await transaction(
    db,
    SYSTEM,
    async (tx): Promise<[FirstFacts, boolean]> => {
      const counts = await countParts(tx, now);
      const found: FirstFacts = {
        map: { hasTiles: tiles !== null, hasRoads },
        sectors: { all: counts.sectors, drawn: counts.drawn },
        people: { roles: counts.roles, crews: counts.crews },
        shifts: { planned: counts.planned, seated: counts.seated },
        lines: { areSetUp: hasTelephones, open: counts.open },
        cameras: { all: counts.cameras, aimed: counts.aimed },
        drill: drillOf(await firstCourses(tx)),
      };
      return [found, counts.hasHistory];
    },
    { readOnly: true },
  );
  const { drill, people, ...rest } = facts;
  const ready = readyAt(facts);
  return {
    states: stepStates(facts),
    facts: { ...rest, people: { ...people, roles: [...people.roles] }, drill: drill && { ...drill, endedAt: iso(drill.endedAt) } },
    readyAt: ready === null ? null : iso(ready),
    hasHistory,
  };
}
