import { once } from "node:events";
import { createServer } from "node:net";
import type { Server } from "node:net";
import { BlockPool } from "./block-pool.ts";
import { newCamera } from "./camera.ts";
import type { Camera, CameraOptions, OwnStream } from "./camera.ts";
import { Connection } from "./connection.ts";
import type { Garbage, Refusing, SlowLink } from "./faults.ts";
import type { Loop, Media } from "../h264/media.ts";
import { GRID_MS, Pacer } from "./pacer.ts";
import type { Counters } from "./session.ts";
import { liveStream, loopStream, packLoop } from "./stream.ts";
import type { PackedLoop, Stream } from "./stream.ts";

/** Cameras start at one of this many moments of a frame time, as cameras that know nothing of each other do. */
const PHASES = 8;

export type ServerOptions = {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly cameras: readonly CameraOptions[];
  /** Wall clock of all cameras, ms since the Unix epoch. Default the machine's. */
  readonly clock?: () => number;
  /** Source of chance for loss and noise, 0 ≤ x < 1. Default Math.random. */
  readonly random?: () => number;
  /** Default 60. */
  readonly sessionTimeoutS?: number;
};

/** Running cameras and the faults that a test may set. A path that no camera has is a mistake of the caller and throws. */
export type CameraServer = AsyncDisposable & {
  readonly host: string;
  readonly port: number;
  /** The URL of a stream, without credentials. */
  readonly url: (path: string, stream?: "main" | "sub") => string;
  /** Cuts the connections of one camera's readers, or all connections. */
  readonly drop: (path?: string) => void;
  /** Sends no more pictures while the connection stays, or goes on. */
  readonly freeze: (path: string, on: boolean) => void;
  /** Refuses requests for one camera from now on (404, or the connection closed without a word); those who read it are cut off. */
  readonly refuse: (path: string, on: boolean, how?: Refusing) => void;
  /** Stops or resumes to accept connections at all: with `false` a client gets ECONNREFUSED. */
  readonly listen: (on: boolean) => Promise<void>;
  readonly setPassword: (path: string, password: string) => void;
  /** Moves the wall clock that the camera reports by so many ms from the true one. */
  readonly skewClock: (path: string, ms: number) => void;
  /** Loses this share of RTP packets, 0 to 1. */
  readonly loss: (path: string, ratio: number) => void;
  readonly garbage: (path: string, kind?: Garbage) => void;
  /** A poor link; null heals it. */
  readonly slow: (path: string, link: SlowLink | null) => void;
  /** Number of connections that read the camera. */
  readonly readers: (path: string) => number;
  readonly counters: (path: string) => Readonly<Counters>;
  readonly close: () => Promise<void>;
};

/** Serves cameras over RTSP 1.0 (RFC 2326). Rejects if the port is taken or a file cannot be read as H.264. */
export async function startCameras(options: ServerOptions): Promise<CameraServer> {
  const host = options.host ?? "127.0.0.1";
  const pacer = new Pacer();
  const cameras = openCameras(options.cameras, pacer);
  const connections = new Set<Connection>();
  const settings = {
    find: (path: string) => cameras.get(path),
    clock: options.clock ?? Date.now,
    random: options.random ?? Math.random,
    pool: new BlockPool(),
    sessionTimeoutS: options.sessionTimeoutS ?? 60,
  };
  const server = createServer((socket) => {
    const connection = new Connection(socket, settings);
    connections.add(connection);
    socket.once("close", () => connections.delete(connection));
  });
  const port = await bind(server, options.port, host);
  const sweep = setInterval(() => {
    for (const connection of connections) connection.expire(performance.now());
  }, 1000);

  const camera = (path: string): Camera => {
    const found = cameras.get(path);
    if (found === undefined) throw new Error(`no camera ${path}; there are ${[...cameras.keys()].join(", ")}`);
    return found;
  };
  const drop = (path?: string): void => {
    for (const connection of connections) if (path === undefined || connection.reads(path)) connection.destroy();
  };
  const listen = async (on: boolean): Promise<void> => {
    if (on === server.listening) return;
    if (on) return void (await bind(server, port, host));
    const closed = once(server, "close");
    server.close();
    drop();
    await closed;
  };
  const close = async (): Promise<void> => {
    clearInterval(sweep);
    await listen(false);
    pacer.stop();
    for (const { streams } of cameras.values()) for (const stream of [streams.main, streams.sub]) stream.close();
  };
  return {
    host,
    port,
    url: (path, stream = "main") =>
      `rtsp://${host.includes(":") ? `[${host}]` : host}:${port}/${camera(path).path.split("/").map(encodeURIComponent).join("/")}/${stream}`,
    drop,
    freeze: (path, on) => void (camera(path).faults.frozen = on),
    refuse: (path, on, how = "not_found") => {
      camera(path).faults.refusing = on ? how : null;
      if (on) drop(path);
    },
    listen,
    setPassword: (path, password) => void (camera(path).credentials.password = password),
    skewClock: (path, ms) => void (camera(path).faults.skewMs = ms),
    loss: (path, ratio) => void (camera(path).faults.lossRatio = ratio),
    garbage: (path, kind = "stream") => {
      if (kind === "reply") camera(path).faults.garbleReplies++;
      else for (const connection of connections) connection.garble(camera(path).path, kind);
    },
    slow: (path, link) => void (camera(path).faults.slow = link ?? {}),
    readers: (path) => [...connections].filter((connection) => connection.reads(camera(path).path)).length,
    counters: (path) => ({ ...camera(path).counters }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function bind(server: Server, port: number, host: string): Promise<number> {
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : port;
}

function openCameras(list: readonly CameraOptions[], pacer: Pacer): Map<string, Camera> {
  const cameras = new Map<string, Camera>();
  const packed = new Map<Loop, PackedLoop>();
  const epoch = Math.ceil(performance.now() / GRID_MS) * GRID_MS;
  const open = (media: Media | OwnStream, begin: number): Stream => {
    if (media.kind === "own") return media.open(pacer);
    if (media.kind === "live") return liveStream(media);
    const loop = packed.get(media) ?? packLoop(media);
    packed.set(media, loop);
    return loopStream(loop, begin, pacer);
  };
  for (const [i, options] of list.entries()) {
    if (cameras.has(options.path)) throw new Error(`two cameras named ${options.path}`);
    const begin = epoch + (i % PHASES) * GRID_MS;
    cameras.set(options.path, newCamera(options, { main: open(options.main, begin), sub: open(options.sub, begin) }));
  }
  return cameras;
}
