import { cameras } from "@amaliyat/contract/cameras";
import { CAMERA_USER, type Cameras } from "../material/cameras.ts";
import { pause } from "../harness/ending.ts";
import { placeIn, signInAs } from "./furnish.ts";

const names = (text: string) => ({ ar: text, fr: text, en: text });
const LIVE_WITHIN_MS = 20_000;

/** Puts cameras into service, spread over the sectors, and waits until the room receives each. Returns their ids in order. */
export async function addCameras(url: string, running: Cameras, count: number, startAt = 0): Promise<string[]> {
  const technician = await signInAs(url, "technician");
  const ids: string[] = [];
  for (let index = startAt; index < startAt + count; index++) {
    const code = `cam${index}`;
    const site = await technician.must(cameras.createSite, { body: { code: `site${index}`, names: names(code), place: placeIn(index) } });
    const address = { host: running.host, port: running.port, mainPath: running.pathOf(index, "main"), subPath: running.pathOf(index, "sub") };
    const { cameraId } = await technician.must(cameras.create, {
      body: { code, names: names(code), siteId: site.siteId, purposes: ["road_traffic", "protection"], dpiaReference: "DPIA-1", address },
    });
    await technician.must(cameras.setCredentials, { params: { cameraId }, body: CAMERA_USER });
    for (const command of ["install", "put_in_service"] as const)
      await technician.must(cameras.move, { params: { cameraId }, body: { command } });
    ids.push(cameraId);
  }
  for (const until = Date.now() + LIVE_WITHIN_MS; ; await pause(250)) {
    const waiting = (await technician.must(cameras.list, {})).filter((camera) => camera.connection.state !== "live");
    if (waiting.length === 0) return ids;
    if (Date.now() > until) throw new Error(`${waiting.length} cameras do not come alive: ${waiting[0]?.connection.cause ?? "no cause"}`);
  }
}
