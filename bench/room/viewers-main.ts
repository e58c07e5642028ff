import { identity } from "@amaliyat/contract/identity";
import { recordings } from "@amaliyat/contract/recordings";
import { address } from "@amaliyat/contract/route";
import { WebSocket } from "ws";
import { hearBench, tellBench } from "../harness/inside-worker.ts";
import { signInMany } from "../town/furnish.ts";
import type { ViewersAsked, ViewersSay } from "./viewers.ts";

/** Consoles that each hold a live socket and watch one camera. They count messages and look at nothing. */
const tell = (said: ViewersSay): void => tellBench(said);
const { url, cameraIds, count } = JSON.parse(process.argv[2] ?? "") as ViewersAsked;
const socketAt = (path: string, cookie: string): WebSocket =>
  new WebSocket(new URL(path, url.replace(/^http/u, "ws")), { headers: { cookie } });
/** A person at the screen does something now and then: a session that is left alone ends after half an hour, as it should. */
const PRESENT_EVERY_MS = 5 * 60_000;
const frames = Array.from({ length: count }, () => 0);
let closed = 0;

for (const [at, operator] of (await signInMany(url, "operator", count)).entries()) {
  const cookie = operator.cookie();
  const cameraId = cameraIds[at % cameraIds.length] ?? "";
  setInterval(() => void operator.ask(identity.sessions, {}), PRESENT_EVERY_MS);
  const stream = at % 2 === 0 ? "main" : "sub";
  const { viewId } = await operator.must(recordings.openLive, { body: { cameraId, stream, purpose: "road_traffic" } });
  const picture = socketAt(address(recordings.watch, { viewId }, { format: "webcodecs" }), cookie);
  picture.on("message", () => (frames[at] = (frames[at] ?? 0) + 1));
  for (const socket of [picture, socketAt("/api/live", cookie)]) {
    socket.on("error", () => undefined);
    socket.on("close", () => closed++);
  }
}
tell({ kind: "ready" });
hearBench(() => tell({ kind: "seen", frames: [...frames], closed }));
