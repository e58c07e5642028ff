import type { reports } from "@amaliyat/contract/reports";
import { ok } from "@amaliyat/domain/kernel";
import { KEPT_DAYS } from "@amaliyat/domain/reports";
import { SYSTEM, transaction } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { askerOf, keysOfOne } from "./askers.ts";
import type { Limits } from "./limits.ts";
import { makeTask } from "./proof-task.ts";
import type { ReportsDeps } from "./reports-deps.ts";

type About = typeof reports.about;

/** What the app says of the room; the same for everybody. */
export async function about({ db, about: told, lines }: ReportsDeps): Promise<Reply<About>> {
  const { names: room, middle } = told;
  const found = await transaction(db, SYSTEM, lines, { readOnly: true });
  const shown = found.map(({ number, names }) => ({ number, names }));
  return ok({ room, lines: shown, keptDays: KEPT_DAYS, middle, mapVersion: await told.mapVersion() });
}

type Task = typeof reports.task;

/** A task of work, for one report of this network; the more tasks a network was given within the hour, the more work it is. */
export function task({ vault }: ReportsDeps, limits: Limits, { query: { use }, address, at }: Call<Task>): Reply<Task> {
  const network = askerOf(address).wide;
  return ok(makeTask(vault, { use, network }, limits.count("tasksByNetwork", network, at), at));
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
