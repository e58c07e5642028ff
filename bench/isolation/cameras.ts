import { once } from "node:events";
import { connect, createServer, type AddressInfo } from "node:net";
import { pause } from "../harness/ending.ts";
import { startWorker, type Worker } from "../harness/child.ts";
import type { Cut } from "./judge.ts";
import type { Kind, Place } from "./layout.ts";

export type CamerasAsked = {
  readonly places: readonly Place[];
  /** Start of the pictures, ms after an even second. */
  readonly keyOffsetMs: number;
  /** The cuts are spread over this time. */
  readonly cutWithinMs: number;
};
export type CamerasSay = { readonly kind: "ready"; readonly port: number } | ({ readonly kind: "cut" } & Cut);
export type HoleSays = { readonly kind: "ready"; readonly port: number };

export type IsolationCameras = AsyncDisposable & {
  readonly portOf: (kind: Kind) => number;
  readonly beginCuts: () => void;
  readonly cuts: readonly Cut[];
};

/** Key frames stand clear of the moments at which files change, as in `recording`. */
const KEY_OFFSET_MS = 700;
/** Connections that fill the queue of a listener that accepts none: its length is 1. */
const FILLERS = 4;
const FILL_MS = 500;

/** A port at which nobody listens. */
async function deadPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** A port that answers no SYN: its process sleeps, and the queue of its listener is full. */
async function openHole(stack: AsyncDisposableStack): Promise<number> {
  const hole = stack.use(startWorker(new URL("./hole-main.ts", import.meta.url)));
  const { port } = await hole.receive<HoleSays>("ready");
  let connected = 0;
  for (let nth = 0; nth < FILLERS; nth++) {
    const socket = connect(port, "127.0.0.1", () => connected++);
    socket.on("error", () => undefined);
    stack.defer(() => void socket.destroy());
  }
  await pause(FILL_MS);
  if (connected === FILLERS) throw new Error("the black hole takes every connection");
  return port;
}

/** Starts the cameras of a layout, in processes of their own. */
export async function startIsolationCameras(places: readonly Place[], cutWithinMs: number): Promise<IsolationCameras> {
  await using stack = new AsyncDisposableStack();
  const served = places.filter(({ kind }) => kind !== "dead" && kind !== "hole");
  const asked: CamerasAsked = { places: served, keyOffsetMs: KEY_OFFSET_MS, cutWithinMs };
  const worker: Worker = stack.use(startWorker(new URL("./cameras-main.ts", import.meta.url), [JSON.stringify(asked)]));
  const cuts: Cut[] = [];
  worker.process.on("message", (said: CamerasSay) => {
    if (said.kind === "cut") cuts.push(said);
  });
  const { port } = await worker.receive<Extract<CamerasSay, { kind: "ready" }>>("ready");
  const ports = { dead: await deadPort(), hole: await openHole(stack) };
  const running = stack.move();
  return {
    portOf: (kind) => (kind === "dead" || kind === "hole" ? ports[kind] : port),
    beginCuts: () => worker.send({ kind: "cut" }),
    cuts,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
