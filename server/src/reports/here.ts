import type { ErrorCode } from "@amaliyat/contract/errors";
import type { reports } from "@amaliyat/contract/reports";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { settle } from "../audit/index.ts";
import { markAlreadyLogged } from "../platform/call-record.ts";
import { isNewer } from "../platform/clock.ts";
import { SYSTEM, transaction } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { CITIZEN } from "./rows/citizen.ts";
import type { CodeDoor } from "./code-door.ts";
import { updateHere, lockFollowable } from "./rows/here-store.ts";
import { rankAgain } from "./rows/rank-store.ts";
import type { ReportsDeps } from "./reports-deps.ts";
import { addReportEvent } from "./rows/reports-store.ts";
import { reportSubject } from "./rows/subjects.ts";
import { tellingsOfReport } from "./tell-report.ts";

const FOLLOWED = "report.place_followed";

/**
 * Updates the place of the author of a call for help; the screens show the newest place. The log records only the first of the places that
 * follow, not each of some hundred.
 */
export async function here(deps: ReportsDeps, door: CodeDoor, call: Call<typeof reports.here>): Promise<Reply<typeof reports.here>> {
  const { at, body } = call;
  const { point, accuracyM } = body;
  const fixedAt = new Date(at - body.agoMs);
  const said = await door.open(body.code, call, (hash) =>
    transaction(deps.db, SYSTEM, async (tx): Promise<Result<null, Refusal<ErrorCode>> | null> => {
      const report = await lockFollowable(tx, hash, at);
      if (report === null) return null;
      if (report === "no") return refuse({ code: "report.wrong_state" });
      const { reportId, reference, placeAt, hasPlace } = report;
      // A bad link brings an old one after a new one.
      if (!isNewer(fixedAt.getTime(), placeAt, at)) return ok(null);
      await updateHere(tx, reportId, { point, accuracyM, fixedAt }, await deps.sectorOf(tx, point));
      // Its wave it does not leave: whoever floods can say places too.
      if (!hasPlace) await rankAgain(tx, [reportId], at);
      if (placeAt === null) await addReportEvent(tx, reportId, { at, by: null, kind: FOLLOWED, data: {} });
      const logged = placeAt === null ? [{ type: FOLLOWED, about: reportSubject({ reportId, reference }) } as const] : [];
      await settle(tx, { who: CITIZEN, at }, logged, await tellingsOfReport(tx, at, reportId));
      return ok(null);
    }),
  );
  if (!said.ok) return said;
  if (!said.value.ok) return said.value;
  markAlreadyLogged(FOLLOWED);
  return ok(undefined);
}
