import { cameras } from "@amaliyat/contract/cameras";
import { pause } from "../harness/ending.ts";
import { CAMERA_USER, type CamerasAddress } from "../material/cameras.ts";
import type { Client } from "../../simulator/src/api/client.ts";
import { placeIn, signInAs } from "./furnish.ts";

const names = (text: string) => ({ ar: text, fr: text, en: text });
const LIVE_WITHIN_MS = 20_000;

/** `withSub: false` leaves a camera without a small stream: every tile shows the main one. */
type Added = { readonly count: number; readonly withSub?: boolean };

/** Plans cameras, spread over the sectors; without an address they have only a past. Returns their ids in order. */
export async function createCameras(technician: Client, at: CamerasAddress | null, { count, withSub = true }: Added): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index++) {
    const code = `cam${index}`;
    const site = await technician.must(cameras.createSite, { body: { code: `site${index}`, names: names(code), place: placeIn(index) } });
    const subPath = at !== null && withSub ? at.pathOf(index, "sub") : null;
    const address = at && { host: at.host, port: at.port, mainPath: at.pathOf(index, "main"), subPath };
    const { cameraId } = await technician.must(cameras.create, {
      body: {
        code,
        names: names(code),
        siteId: site.siteId,
        directionDeg: (index * 45) % 360,
        purposes: ["road_traffic", "protection"],
        dpiaReference: "DPIA-1",
        address,
      },
    });
    ids.push(cameraId);
  }
  return ids;
}

/** Puts cameras into service and waits until the room receives each. */
export async function addCameras(url: string, at: CamerasAddress, added: Added): Promise<string[]> {
  const technician = await signInAs(url, "technician");
  const ids = await createCameras(technician, at, added);
  for (const cameraId of ids) {
    await technician.must(cameras.setCredentials, { params: { cameraId }, body: CAMERA_USER });
    for (const command of ["install", "put_in_service"] as const)
      await technician.must(cameras.move, { params: { cameraId }, body: { command } });
  }
  for (const until = Date.now() + LIVE_WITHIN_MS; ; await pause(250)) {
    const waiting = (await technician.must(cameras.list, {})).filter((camera) => camera.connection.state !== "live");
    if (waiting.length === 0) return ids;
    if (Date.now() > until) throw new Error(`${waiting.length} cameras do not come alive: ${waiting[0]?.connection.cause ?? "no cause"}`);
  }
}
