import type { shifts } from "@amaliyat/contract/shifts";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { scopeOf } from "../../identity/index.ts";
import { transaction, type Db } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import { loadHours } from "../rows/load-queries.ts";
import { periodOf } from "./intervals.ts";

const LONGEST_MS = 7 * 86_400_000;

/** Load against staff, by the hour. */
export async function load(db: Db, { who, query }: Call<typeof shifts.load>): Promise<Reply<typeof shifts.load>> {
  const period = periodOf(query);
  if (period === null || period.to.getTime() - period.from.getTime() > LONGEST_MS) return refuse({ code: "intervals.wrong_period" });
  const { from, to } = period;
  const hours = await transaction(db, scopeOf(who), (tx) => loadHours(tx, from, to), { readOnly: true });
  return ok({ from: from.toISOString(), to: to.toISOString(), hours });
}
