import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeLog } from "../../server/src/platform/log.ts";
import { startEdge } from "../../server/src/telephony/edge/start-edge.ts";
import { writeEdge } from "../../server/src/telephony/edge/write-edge.ts";
import { missingPackages, SETUP_COMMAND } from "../../server/src/telephony/settings.ts";
import { freePorts } from "@amaliyat/simulator";
import { toneWav } from "../../server/src/telephony/testing/lines.ts";
import { ifWeEnd } from "../harness/leaving.ts";

/** A real edge and a real media server, on ports of their own. */
export type BenchLines = AsyncDisposable & {
  readonly folder: string;
  readonly trunk: number;
  readonly kamailio: number;
  readonly rtpengine: number;
};

const ANNOUNCEMENT_HZ = 700;
/** Each call takes six ports or eight: its caller, the party that holds the place, the call-taker, each with RTCP. */
const SOUND = { first: 12_000, count: 12_000 };

/** Sets the lines up below the room's folder, with the announcements that its first line plays, and starts them. */
export async function startBenchLines(data: string): Promise<BenchLines> {
  const missing = missingPackages();
  if (missing.length > 0) throw new Error(`not installed: ${missing.join(", ")}; ${SETUP_COMMAND} does it`);
  const folder = join(data, "lines");
  const [trunk = 0, consoles = 0, edge = 0, room = 0, events = 0, media = 0, digits = 0, gateway = 0] = await freePorts(8);
  const ports = { trunk, consoles, edge, room, events, media, digits, soundFrom: SOUND.first, soundTo: SOUND.first + SOUND.count - 1 };
  // All callers come from one address: as the operator's it is no flood.
  await writeEdge(folder, { realm: "room.bench", address: "127.0.0.1", gateway: `127.0.0.1:${gateway}`, from: ["127.0.0.1"], ports });
  const announcements = join(data, "announcements");
  await mkdir(announcements, { recursive: true });
  for (const language of ["ar", "fr"]) await writeFile(join(announcements, `welcome-${language}.wav`), toneWav(ANNOUNCEMENT_HZ));
  await chmod(announcements, 0o711);
  const started = await startEdge({ folder, log: makeLog("warn") });
  const [kamailio, rtpengine] = [(await started.pid("kamailio")) ?? 0, (await started.pid("rtpengine")) ?? 0];
  // Both have sessions of their own and outlive their starter.
  const held = ifWeEnd(() => [kamailio, rtpengine].forEach((pid) => process.kill(-pid, "SIGKILL")));
  return {
    folder,
    trunk,
    kamailio,
    rtpengine,
    [Symbol.asyncDispose]: async () => {
      await started[Symbol.asyncDispose]();
      held[Symbol.dispose]();
    },
  };
}
