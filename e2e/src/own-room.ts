import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { roomEnvironment } from "./global-setup.ts";
import { test } from "./people.ts";
import { startProgram, stopProgram, type Running } from "./programs.ts";

export type OwnRoom = {
  /** The folder of the room, there from the first journey of the file on. */
  readonly folder: () => string;
  /** The server dies without a word. */
  readonly kill: () => Promise<void>;
  /** Starts the server again on the port that it had, as a service manager does. */
  readonly start: () => Promise<void>;
};

export type OwnRoomOptions = {
  /** Speed of the town's patrols relative to a car; that of a car if not given. */
  readonly patrolSpeed?: number;
  /** A colleague at the desks, a shift and half a year of the past, as in the demonstration. */
  readonly isAlive?: boolean;
  /** Starts the programs that the room needs beside it, in its folder. Returns the room's further settings. It is ended after the room. */
  readonly beside?: (folder: string) => Promise<AsyncDisposable & { readonly settings: Readonly<Record<string, string>> }>;
};

/** Gives the journeys of a file a room of their own with the town around it: nothing that other journeys leave behind counts there. */
export function ownRoom({ patrolSpeed, isAlive = false, beside }: OwnRoomOptions = {}): OwnRoom {
  const names = ["ROOM_URL", "ROOM_DATA", "TOWN_STATE"] as const;
  const usual = names.map((name) => [name, process.env[name]] as const);
  let folder = "";
  let more: Awaited<ReturnType<NonNullable<typeof beside>>> | null = null;
  let room: Running;
  let town: Running;
  const startAt = async (port: string): Promise<void> => {
    room = await startProgram("server/src/main.ts", [], { ...roomEnvironment(folder, port), ...more?.settings });
  };
  test.beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "amaliyat-own-room-"));
    more = (await beside?.(folder)) ?? null;
    await startAt("0");
    const [url, keys] = [String(room.ready["url"]), join(folder, "town.json")];
    Object.assign(process.env, { ROOM_URL: url, ROOM_DATA: folder, TOWN_STATE: keys });
    const speed = patrolSpeed === undefined ? [] : ["--patrol-speed", String(patrolSpeed)];
    const alive = isAlive ? ["--alive", "--history", "simulator/history"] : [];
    const secret = ["--first-run", join(folder, "first-run.json")];
    town = await startProgram(
      "simulator/src/main.ts",
      ["--town", "--rtsp-port", "0", "--api", url, "--state", keys, ...secret, ...speed, ...alive],
      {},
    );
  });
  test.afterAll(async () => {
    for (const [name, value] of usual) process.env[name] = value;
    await stopProgram(town);
    await stopProgram(room);
    await more?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true, maxRetries: 20 });
  });
  return {
    folder: () => folder,
    kill: () => stopProgram(room, "SIGKILL"),
    start: () => startAt(new URL(String(room.ready["url"])).port),
  };
}
