import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startProgram, stopProgram } from "./programs.ts";
import { startTown, stopTown } from "./town.ts";

/** The environment of the server that the journeys run against; port and folder are those of this run. */
export const roomEnvironment = (data: string, port: string): Record<string, string> => ({
  AMALIYAT_DATA: data,
  AMALIYAT_HOST: "localhost",
  AMALIYAT_PORT: port,
  AMALIYAT_PLAIN_HTTP: "1",
  AMALIYAT_SECOND_FACTOR: "",
  AMALIYAT_CAMERA_NETWORKS: "127.0.0.0/8",
  AMALIYAT_MAP: "simulator/town-map",
  AMALIYAT_PUSH_HOSTS: "127.0.0.1=127.0.0.0/8",
  AMALIYAT_PUSH_CONTACT: "mailto:room@amaliyat.example",
  AMALIYAT_ORIGIN: "amaliyat/journeys",
  AMALIYAT_LOG_LEVEL: "warn",
});

/** Starts a fresh room and a town around it, and hands their addresses to the journeys by environment. */
export default async function setUp(): Promise<() => Promise<void>> {
  // A room that runs already, for writing journeys against it.
  if (process.env["ROOM_URL"] !== undefined) return async () => undefined;
  const data = await mkdtemp(join(tmpdir(), "amaliyat-journeys-"));
  const room = await startProgram("server/src/main.ts", [], roomEnvironment(data, "0"));
  const url = String(room.ready["url"]);
  Object.assign(process.env, { ROOM_URL: url, ROOM_DATA: data, TOWN_STATE: join(data, "town.json") });
  await startTown(0);
  return async () => {
    await stopTown("SIGTERM");
    await stopProgram(room);
    await rm(data, { recursive: true, force: true });
  };
}
