import type { CameraFaultRow, cameras } from "@amaliyat/contract/cameras";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { settle } from "../../audit/index.ts";
import { scopeOf } from "../../identity/index.ts";
import { markAlreadyLogged } from "../../platform/call-record.ts";
import { refusable } from "../../platform/command/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import type { CamerasDeps } from "../cameras-deps.ts";
import { camerasByIds } from "../cameras-queries.ts";
import { cameraSubject } from "../subjects.ts";
import { standingOf } from "./faults-queries.ts";
import { markFaultsTaken } from "./faults-store.ts";

type TakeFaults = typeof cameras.takeFaults;
const TYPE = "camera.fault_taken";

/**
 * A person takes a standing fault of some cameras. The first person of each has it, and what has ended meanwhile is left out. One camera that the
 * caller does not see refuses all.
 */
export async function takeFaults({ db }: Pick<CamerasDeps, "db">, { who, at, body }: Call<TakeFaults>): Promise<Reply<TakeFaults>> {
  const { fault } = body;
  const ids = [...new Set(body.cameraIds)];
  return refusable(db, scopeOf(who), async (tx) => {
    const seen = new Map((await camerasByIds(tx, ids)).map((camera) => [camera.cameraId, camera]));
    if (seen.size < ids.length) return refuse({ code: "object.not_found" });
    const taken = new Set(await markFaultsTaken(tx, ids, fault, who.userId, new Date(at)));
    const rows = await standingOf(tx, ids, fault);
    if (rows.length === 0) return refuse({ code: "camera.no_fault" });
    const of = ({ cameraId }: CameraFaultRow) => ({
      cameraId,
      sectorId: seen.get(cameraId)?.sectorId ?? "",
      code: seen.get(cameraId)?.code ?? "",
    });
    const first = rows.filter(({ cameraId }) => taken.has(cameraId));
    if (first.length === 0) {
      markAlreadyLogged(TYPE);
      return ok(rows);
    }
    await settle(
      tx,
      { who, at },
      first.map((row) => ({ type: TYPE, about: cameraSubject(of(row)), detail: { code: of(row).code, fault } })),
      first.map((row) => ({ happening: { topic: "camera_fault", row }, sectorId: of(row).sectorId })),
    );
    return ok(rows);
  });
}
