import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startProgram, stopProgram } from "./programs.ts";

/** The environment of the server that the journeys run against; port and folder are those of this run. */
export const roomEnvironment = (data: string, port: string): Record<string, string> => ({
  AMALIYAT_DATA: data,
  AMALIYAT_HOST: "localhost",
  AMALIYAT_PORT: port,
  AMALIYAT_PLAIN_HTTP: "1",
  AMALIYAT_CAMERA_NETWORKS: "127.0.0.0/8",
  AMALIYAT_BASEMAP: "simulator/town/town.basemap.geojson",
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
  const state = join(data, "town.json");
  const town = await startProgram(
    "simulator/src/main.ts",
    ["--town", "--rtsp-port", "0", "--api", url, "--state", state, "--patrol-speed", "400"],
    {},
  );
  await writeFile(join(data, "town.pid"), String(town.child.pid));
  Object.assign(process.env, { ROOM_URL: url, ROOM_DATA: data, TOWN_STATE: state });
  return async () => {
    await stopProgram(town);
    await stopProgram(room);
    await rm(data, { recursive: true, force: true });
  };
}
