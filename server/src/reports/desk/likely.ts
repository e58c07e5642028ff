import type { reports } from "@amaliyat/contract/reports";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { reportKind } from "@amaliyat/domain/reports";
import { scopeOf } from "../../identity/index.ts";
import { likelyInterventions } from "../../interventions/index.ts";
import { transaction } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import { likelyReports } from "../rows/likely-queries.ts";
import type { ReportsDeps } from "../reports-deps.ts";
import { reportById } from "../rows/reports-queries.ts";

type Likely = typeof reports.likely;

/** Reports and interventions that may be the same event as a report. */
export const likely = ({ db }: ReportsDeps, { who, at, params }: Call<Likely>): Promise<Reply<Likely>> =>
  transaction(
    db,
    scopeOf(who),
    async (tx) => {
      const row = await reportById(tx, at, params.reportId);
      if (row === null) return refuse({ code: "object.not_found" as const });
      const signal = { place: row.place, subcategory: reportKind(row.kind).subcategory, at: Date.parse(row.happenedAt ?? row.receivedAt) };
      const interventions = (await likelyInterventions(tx, signal, row.interventionId)).map(({ row: one, score, metres }) => ({
        row: one,
        score,
        metres,
      }));
      return ok({ reports: await likelyReports(tx, at, row), interventions });
    },
    { readOnly: true },
  );
