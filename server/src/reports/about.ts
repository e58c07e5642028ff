import type { reports } from "@amaliyat/contract/reports";
import { ok } from "@amaliyat/domain/kernel";
import { CROWDED_WALK_BITS, KEPT_DAYS, proofBits } from "@amaliyat/domain/reports";
import { SYSTEM, transaction } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { askerOf, keysOfOne, type Asker } from "./rows/askers.ts";
import type { Limits } from "./limits.ts";
import { makeTask } from "./rows/proof-task.ts";
import type { ReportsDeps } from "./reports-deps.ts";

type About = typeof reports.about;

/** Facts about the room for the app, the same for everybody. */
export async function about({ db, about: told, lines }: ReportsDeps): Promise<Reply<About>> {
  const { names: room, middle } = told;
  const found = await transaction(db, SYSTEM, lines, { readOnly: true });
  const shown = found.map(({ number, names }) => ({ number, names }));
  return ok({ room, lines: shown, keptDays: KEPT_DAYS, middle, mapVersion: await told.mapVersion(), contactsTold: told.contactsTold });
}

type Task = typeof reports.task;

/** True for an address that began more walks within the hour than its people go. */
export const isCrowded = (limits: Limits, asker: Asker, at: number): boolean => !limits.checkAll("walksByAddress", keysOfOne(asker), at).ok;

/**
 * A task of work, for one report of this network; the more tasks a network was given within the hour, the more work it is. A walk of a crowded
 * address costs most.
 */
export function task({ vault }: ReportsDeps, limits: Limits, { query: { use }, address, at }: Call<Task>): Reply<Task> {
  const asker = askerOf(address);
  const network = asker.wide;
  const bits = proofBits(limits.count("tasksByNetwork", network, at));
  return ok(
    makeTask(vault, { use, network }, use === "walk" && isCrowded(limits, asker, at) ? Math.max(bits, CROWDED_WALK_BITS) : bits, at),
  );
}

type Landmarks = typeof reports.landmarks;

/** Public landmarks by name. */
export async function landmarks(deps: ReportsDeps, limits: Limits, { query, address, at }: Call<Landmarks>): Promise<Reply<Landmarks>> {
  const keys = keysOfOne(askerOf(address));
  const allowed = limits.checkAll("searchedByAddress", keys, at);
  if (!allowed.ok) return allowed;
  limits.countAll("searchedByAddress", keys, at);
  return ok(await transaction(deps.db, SYSTEM, (tx) => deps.landmarks(tx, query.q), { readOnly: true }));
}
