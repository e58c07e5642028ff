import { parentPort, workerData } from "node:worker_threads";
import { disk } from "../files/disk.ts";
import { Gate } from "../ingest/gate.ts";
import { DeadHosts } from "../ingest/hosts.ts";
import { InFlight } from "../live/publisher.ts";
import { ArenaPool } from "../rtp/arena.ts";
import { CameraSet } from "./camera-set.ts";
import { measureHealth } from "./health.ts";
import type { FromWorker, ToWorker, WorkerSetup } from "./protocol.ts";

/** A worker thread: some cameras, one timer to read them, one to watch over them. */
function main(port: NonNullable<typeof parentPort>, { index, root, tuning }: WorkerSetup): void {
  const send = (message: FromWorker, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);
  let hasRoom = true;
  const inFlight = new InFlight(tuning.inFlightBytes);
  const hosts = new DeadHosts((host, seen) => send({ kind: "host", host, seen }));
  const cameras = new CameraSet({
    root,
    tuning,
    disk,
    hasRoom: () => hasRoom,
    inFlight,
    pool: new ArenaPool(),
    gate: new Gate(tuning),
    hosts,
    now: Date.now,
    emit: (event) => send({ kind: "event", event }),
    live: (cameraId, stream, message, transfer) => send({ kind: "live", cameraId, stream, message }, transfer),
  });
  const health = measureHealth(tuning.readEveryMs);
  let lastCheck = performance.now();
  setInterval(() => {
    health.turned();
    cameras.read();
  }, tuning.readEveryMs);
  setInterval(() => {
    const now = performance.now();
    cameras.check(now, lastCheck);
    lastCheck = now;
  }, tuning.checkEveryMs);
  setInterval(() => {
    const { size, packetsLost } = cameras;
    send({ kind: "event", event: { kind: "worker", worker: index, crashed: false, cameras: size, packetsLost, ...health.next() } });
  }, tuning.healthEveryMs);
  port.on("message", (message: ToWorker) => {
    switch (message.kind) {
      case "cameras":
        return cameras.assign(message.cameras);
      case "watch":
        return cameras.watch(message.cameraId, message.stream, message.on);
      case "host":
        return hosts.toldOf(message.host, message.isDead);
      case "room":
        hasRoom = message.has;
        return undefined;
      case "taken":
        return inFlight.acknowledged(message.bytes);
      case "stop":
        void cameras.stop(message.cause).then(() => send({ kind: "stopped" }));
    }
  });
}

if (parentPort) main(parentPort, workerData);
