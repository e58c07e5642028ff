import { Turns } from "@amaliyat/domain/kernel";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Log } from "../../platform/log.ts";
import { savedFolder } from "../settings.ts";
import { readEdgeKey } from "./edge-key.ts";
import { otherRoomsWritten, tellOtherRooms } from "./other-rooms.ts";
import { hearEdge, type EdgeEvent, type EdgeEvents } from "./events.ts";

/** A call that the edge saved, as it knows it: goes on, or is over and not told to a room yet. */
const saved = z.object({ state: z.enum(["surviving", "survived"]), kept: z.string() });
type Saved = z.output<typeof saved>;

/** Lifetime of each kind, equal to that of the tables in `kamailio.cfg`. */
const LASTS_MS: Readonly<Record<Saved["state"], number>> = { surviving: 4 * 3_600_000, survived: 7 * 86_400_000 };

const TELL_EVERY_MS = 1_000;

type Watching = { readonly folder: string; readonly secret: string; readonly port: number; readonly log: Log };

/**
 * Retains on disk the edge's state of the calls that it saves, which it has in memory alone, and gives it back to a restarted edge. So a
 * call that came while the room was dead is reported to the room, and can be hung up, whatever dies in between. A restarted edge also gets
 * the other room of each line.
 */
export async function retainSavedCalls({ folder, secret, port, log }: Watching): Promise<AsyncDisposable & Pick<EdgeEvents, "say">> {
  const kept = savedFolder(folder);
  await mkdir(kept, { recursive: true, mode: 0o700 });
  const turns = new Turns();
  const inTurn = (work: () => Promise<unknown>): void => {
    turns.run(work).catch((error: unknown) => log.error({ err: error }, "edge: saved call not stored"));
  };

  async function write(key: string, call: Saved): Promise<void> {
    await writeFile(join(kept, `.${key}`), JSON.stringify(call), { mode: 0o600 });
    await rename(join(kept, `.${key}`), join(kept, key));
  }
  async function giveBack(): Promise<void> {
    for (const key of await readdir(kept)) {
      if (key.startsWith(".")) continue;
      const call = await readFile(join(kept, key), "utf8")
        .then(
          (text) => saved.parse(JSON.parse(text)),
          () => null,
        )
        .catch(() => null);
      // A file that a power cut left empty keeps no other call from the edge.
      if (call === null) {
        log.error({ key }, "edge: saved call unreadable, set aside");
        await rename(join(kept, key), join(kept, `.unreadable-${key}`));
        continue;
      }
      // A call without a reported end is over long since. The edge, too, forgets a call for which no room asked in a week.
      if (Date.now() - (await stat(join(kept, key))).mtimeMs > LASTS_MS[call.state]) {
        await rm(join(kept, key));
        continue;
      }
      events.say(`${call.state} ${key} ${call.kept}`);
    }
  }
  let told = 0;
  async function tellRooms(): Promise<void> {
    const written = await otherRoomsWritten(folder);
    if (written === told) return;
    await tellOtherRooms(folder, events.say);
    told = written;
  }
  function heard(event: EdgeEvent): void {
    if (event.event === "surviving") inTurn(() => write(event.key, { state: "surviving", kept: event.kept }));
    if (event.event === "survived") inTurn(() => write(event.key, { state: "survived", kept: event.kept }));
    if (event.event === "forgotten") inTurn(() => rm(join(kept, event.key), { force: true }));
  }
  const linked = (up: boolean): void => {
    if (!up) return;
    inTurn(giveBack);
    told = 0;
    inTurn(tellRooms);
  };
  const events = hearEdge({ port, key: () => readEdgeKey(folder, secret), log, heard, linked });
  // A room that dies as it says so may not be heard: what it has written is said once more.
  const telling = setInterval(() => inTurn(tellRooms), TELL_EVERY_MS);
  return {
    say: events.say,
    [Symbol.asyncDispose]: async () => {
      clearInterval(telling);
      await events[Symbol.asyncDispose]();
      await turns.idle();
    },
  };
}
