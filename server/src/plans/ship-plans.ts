import { DEFAULT_PLANS, assignStepIds } from "@amaliyat/domain/plans";
import { randomUUID } from "node:crypto";
import { settle } from "../audit/index.ts";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import { hasNoPlan, insertPlan, lockPlans } from "./plans-store.ts";

/** Writes the plans that the program brings along into a room that has none; a room's own are never touched. */
export const shipPlans = (db: Db, at: number): Promise<void> =>
  transaction(db, SYSTEM, async (tx) => {
    await lockPlans(tx);
    if (!(await hasNoPlan(tx))) return;
    for (const { target, ...content } of DEFAULT_PLANS) {
      const steps = assignStepIds(
        content.steps.map((step) => ({ ...step, stepId: null })),
        new Set(),
        randomUUID,
      );
      await insertPlan(tx, target, { planId: randomUUID(), version: 1, at, by: null, retired: false, content: { ...content, steps } });
    }
    await settle(
      tx,
      { who: null, at },
      { type: "plan.shipped", about: null, detail: { targets: DEFAULT_PLANS.map(({ target }) => target) } },
    );
  });
