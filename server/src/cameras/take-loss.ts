import type { cameras } from "@amaliyat/contract/cameras";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { settle } from "../audit/index.ts";
import { scopeOf } from "../identity/index.ts";
import { markAlreadyLogged } from "../platform/call-record.ts";
import { refusable } from "../platform/command/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import type { CamerasDeps } from "./cameras-deps.ts";
import { cameraById } from "./cameras-queries.ts";
import { markLossTaken, lockCamera } from "./cameras-store.ts";
import { cameraSubject } from "./subjects.ts";

type TakeLoss = typeof cameras.takeLoss;
const TYPE = "camera.loss_taken";

/** A person takes the alarm of a camera that is lost on an open case. The first person of a loss has it; every desk sees who that is. */
export async function takeLoss({ db }: Pick<CamerasDeps, "db">, { who, at, params }: Call<TakeLoss>): Promise<Reply<TakeLoss>> {
  const { cameraId } = params;
  return refusable(db, scopeOf(who), async (tx) => {
    const row = await lockCamera(tx, cameraId);
    const before = await cameraById(tx, cameraId);
    if (row === undefined || before === null) return refuse({ code: "object.not_found" });
    if (before.connection.state !== "lost") return refuse({ code: "camera.not_lost" });
    if (!(await markLossTaken(tx, cameraId, who.userId, new Date(at)))) {
      markAlreadyLogged(TYPE);
      return ok(before);
    }
    const camera = await cameraById(tx, cameraId);
    if (camera === null) throw new Error("a camera left its own author's sight");
    const { sectorId, code, connection } = camera;
    await settle(tx, { who, at }, { type: TYPE, about: cameraSubject({ cameraId, sectorId }), detail: { code } }, [
      { happening: { topic: "camera", cameraId, connection }, sectorId },
    ]);
    return ok(camera);
  });
}
