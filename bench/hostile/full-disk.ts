import { interventions } from "@amaliyat/contract/interventions";
import { theRoom } from "@amaliyat/contract/room";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pause } from "../harness/ending.ts";
import { ROOT, temporaryFolder } from "../harness/folders.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { furnish, placeIn, signInAs } from "../town/furnish.ts";

const COMMANDS = 1_000;
const AT_ONCE = 8;
/** Large enough for a new database and its journal, small enough for the memory of any machine. */
const VOLUME_MIB = 1_024;
const TOLD_WITHIN_MS = 30_000;

/** A room on a disk of memory in a mount namespace of its own; a file there is reached through the process. */
async function startRoomOn(data: string, stack: AsyncDisposableStack): Promise<{ readonly url: string; readonly inside: string }> {
  const mount = `mount -t tmpfs -o size=${VOLUME_MIB}m,mode=711 tmpfs "$0" && exec "$@"`;
  const child = spawn("unshare", ["-m", "sh", "-c", mount, data, process.execPath, join(ROOT, "server", "src", "main.ts")], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
    env: {
      ...process.env,
      AMALIYAT_DATA: data,
      AMALIYAT_HOST: "localhost",
      AMALIYAT_PORT: "0",
      AMALIYAT_PLAIN_HTTP: "1",
      AMALIYAT_SECOND_FACTOR: "",
      AMALIYAT_LOG_LEVEL: "error",
    },
  });
  stack.defer(async () => {
    if (child.exitCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    await gone;
  });
  if (child.stdout === null) throw new Error("the room has no standard output");
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  return { url: (JSON.parse(line) as { url: string }).url, inside: `/proc/${child.pid}/root${data}` };
}

/**
 * Fills the disk of a room to the point at which the room itself stops writing recordings and uploads, as recordings would. Then a thousand
 * commands are given. Measures the number of refusals, and the time until a supervisor is told.
 */
export async function fullDisk(): Promise<Row[]> {
  if (process.getuid?.() !== 0) {
    say("full disk: left out, a small disk needs root");
    return [];
  }
  await using stack = new AsyncDisposableStack();
  const data = join(stack.use(await temporaryFolder()).path, "room");
  await mkdir(data);
  const { url, inside } = await startRoomOn(data, stack);
  await furnish({ url, data: inside });
  const [operator, supervisor] = [await signInAs(url, "operator"), await signInAs(url, "supervisor")];
  const volume = (await supervisor.must(theRoom.storage, {})).volumes.find(({ holds }) => holds.includes("recordings"));
  if (volume === undefined) throw new Error("the room does not know its disks");
  // Everything but the reserve is taken by something that asks nobody.
  const taken = Math.floor((volume.free - volume.reserve) / 1024 ** 2);
  spawnSync("dd", ["if=/dev/zero", `of=${join(inside, "filler")}`, "bs=1M", `count=${taken}`], { stdio: "ignore" });
  const filledAt = performance.now();
  let toldMs = Number.POSITIVE_INFINITY;
  while (performance.now() - filledAt < TOLD_WITHIN_MS && toldMs === Number.POSITIVE_INFINITY) {
    const { volumes } = await supervisor.must(theRoom.storage, {});
    if (volumes.some(({ stopped }) => stopped.includes("recordings"))) toldMs = performance.now() - filledAt;
    else await pause(100);
  }
  let refused = 0;
  let given = 0;
  // Half of them open an intervention, half write a note on it.
  const give = async (): Promise<void> => {
    for (; given < COMMANDS;) {
      const nth = (given += 2);
      const body = { origin: "patrol", place: placeIn(nth), subcategory: "TRF.OBS" } as const;
      const opened = await operator.ask(interventions.open, { body }).catch(() => null);
      if (opened?.ok !== true) {
        refused += 2;
        continue;
      }
      const { interventionId } = opened.value;
      const noted = await operator.ask(interventions.note, { params: { interventionId }, body: { text: "ملاحظة" } }).catch(() => null);
      if (noted?.ok !== true) refused += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, give));
  return rowsOf("full disk", "amaliyat", [
    ["commands_refused", refused, `of ${COMMANDS}`],
    ["told_after_ms", toldMs, "ms"],
  ]);
}
