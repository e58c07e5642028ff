import { access } from "node:fs/promises";
import { basename, join } from "node:path";
import { removeFile } from "../../../platform/remove-file.ts";
import { capturedFiles, putAside, recordingsIn } from "../../media/sound/captured.ts";
import { ConverterEnded, type Converter } from "../../media/sound/converter.ts";
import { keyOfCall, metaPorts, removeMeta } from "../../media/saved.ts";
import { overCall, type Call, type Making } from "../call.ts";
import { save, type Exchanging } from "../context.ts";

/** rtpengine closes its file a moment after it was told to (ms). */
export const FILE_AFTER_MS = 200;

/** Sound that could not be made because the disk or the room did not take it is tried again after this (ms). */
const AGAIN_MS = 60_000;

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** The disk is full, or the system gives no more files: nothing is wrong with the packets. */
const NO_ROOM = /^(?:ENOSPC|EDQUOT|EROFS|EMFILE|ENFILE)\b/u;

/** The sound of these packets cannot be made now, and can later. */
export class Later extends Error {
  override readonly name = "Later";
}

/** Makes a sound file; packets of which none can be made by two tries are put aside and logged, and null is given. */
export async function convertOrPutAside(on: Exchanging, callId: string, ...asked: Parameters<Converter["convert"]>) {
  for (let tries = 1; ; tries++) {
    try {
      return await on.converter.convert(...asked);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (error instanceof ConverterEnded || NO_ROOM.test(why)) throw new Later(why);
      if (tries < 2) continue;
      const paths = await Promise.all(asked[0].map((path) => putAside(on.captured, path)));
      on.log.error({ err: error, callId, paths }, "telephony: packets without sound set aside");
      return null;
    }
  }
}

/** Saves the files still to be made: with the call while it goes on, and by itself once it is over. */
function saveUnmade(on: Exchanging, call: Call): void {
  if (!call.over) save(on, call);
  else if ((call.facts.making ?? []).length > 0) on.stored.save(call.callId, call.overRecord());
  else on.stored.forget(call.callId);
}

async function makeOne(on: Exchanging, { facts, types }: Call, { nth, files }: Making): Promise<void> {
  const { callId, ports, played } = facts;
  const file = join(on.recordings, `${callId}-${nth}.wav`);
  const paths = files.map((name) => join(on.captured, "pcaps", name));
  const left: string[] = [];
  for (const path of paths) if (await isThere(path)) left.push(path);
  // Packets are removed once their sound is told. The server may have died in the middle of that.
  if (left.length > 0 && (left.length === paths.length || !(await isThere(file)))) {
    const made = await convertOrPutAside(on, callId, left, file, ports, played, types);
    // Nobody sent a packet: the caller was gone before, or has no sound.
    if (made?.beganAt === null) await removeFile(file);
    else if (made !== null) {
      const { seconds, lost, beganAt } = made;
      const isKept = await on.told({ kind: "recorded", callId, file, seconds, lost, beganAt, at: on.clock() });
      if (!isKept) throw new Later("the room has not kept that it was recorded");
    }
  }
  for (const path of left) await removeFile(path);
}

function tryLater(on: Exchanging, call: Call, error: unknown, make: typeof makeSounds): void {
  const failed = (cause: unknown): void => on.log.error({ err: cause, callId: call.callId }, "telephony: recording not made, retrying");
  failed(error);
  if (!on.isEnding()) setTimeout(() => void make(on, call).catch(failed), AGAIN_MS).unref();
}

/** Makes the sound files that a call waits for, one after the other. A file that cannot be made now waits on. */
export function makeSounds(on: Exchanging, call: Call): Promise<void> {
  return call.inSounds(async () => {
    for (const each of call.facts.making ?? []) {
      try {
        await makeOne(on, call, each);
      } catch (error) {
        return tryLater(on, call, error, makeSounds);
      }
      call.set({ making: (call.facts.making ?? []).filter(({ nth }) => nth !== each.nth) });
      saveUnmade(on, call);
    }
    if (call.over) await removeMeta(on.captured, call.callId);
  });
}

/** Notes that sound files are to be made of packets that no other sound file is made of. */
export function addSounds(call: Call, files: readonly string[]): void {
  const { recordings, making = [] } = call.facts;
  const taken = new Set(making.flatMap((each) => each.files));
  const ours = files.map((path) => basename(path)).filter((name) => !taken.has(name));
  const more = recordingsIn(ours).map((names, index) => ({ nth: recordings + index, files: [...names] }));
  call.set({ recordings: recordings + more.length, making: [...making, ...more] });
}

/** All that is left of a call that is over; its file is closed a moment after it was ended. */
export async function makeRest(on: Exchanging, call: Call): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, FILE_AFTER_MS));
  // A room that ends leaves it to the next server, which finds it kept.
  if (on.isEnding()) return;
  try {
    addSounds(call, await capturedFiles(on.captured, call.callId));
  } catch (error) {
    return tryLater(on, call, error, makeRest);
  }
  saveUnmade(on, call);
  await makeSounds(on, call);
}

/** The first number of a call that no sound file has. */
async function freeNth(on: Exchanging, callId: string): Promise<number> {
  for (let nth = 0; ; nth++) if (!(await isThere(join(on.recordings, `${callId}-${nth}.wav`)))) return nth;
}

/**
 * Makes the sound of calls that are over and of which nobody has kept anything but packets. `known` are the calls that are kept. Those that the edge saved are
 * told by the edge; those that the media server knows go on.
 */
export async function makeLeft(on: Exchanging, left: readonly string[], known: ReadonlySet<string>): Promise<void> {
  for (const callId of left) {
    if (known.has(callId) || on.calls.has(callId) || (await on.isSaved(keyOfCall(callId)))) continue;
    if (await on.media.knows(callId).catch(() => true)) continue;
    on.log.warn({ callId }, "telephony: packets of an unknown call found");
    const ports = await metaPorts(on.captured, callId);
    await makeRest(on, overCall({ callId, ports: [...ports], recordings: await freeNth(on, callId), played: [], making: [], types: [] }));
  }
}
