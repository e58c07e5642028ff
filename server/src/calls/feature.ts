import { mayCallOut, plainNumber } from "@amaliyat/domain/calls";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { StepsWith } from "../platform/clock.ts";
import { LINE_DESKS, type Feature, type Topics } from "../platform/feature.ts";
import { waitingOutside } from "../platform/jobs/index.ts";
import { openJournal, type WarmThread } from "../platform/journal/index.ts";
import type { Space } from "../platform/space/index.ts";
import { announcementsFolder, consoleEdge, holdMusic, readLines, startExchange } from "../telephony/index.ts";
import type { CallsDeps } from "./calls-deps.ts";
import { callsRoutes } from "./calls-routes.ts";
import { dereferenceJob } from "./place/held.ts";
import { latePlaceJob } from "./place/late-place.ts";
import { peaksJob } from "./hear/recorded.ts";
import { expireCallRecordings } from "./desk/recordings.ts";
import { shipLines } from "./desk/settings.ts";
import { cannotSpeakJob } from "./desk/tell-case.ts";
import { Switchboard } from "./switchboard/switchboard.ts";
import { expireCallTexts } from "./desk/text-acts.ts";
import { expireVehicles } from "./place/vehicles.ts";

// A locked console keeps its telephone.
const TOPICS = {
  call: { roles: LINE_DESKS, whileLocked: true },
  call_text: { roles: LINE_DESKS, whileLocked: false },
  call_taker: { roles: LINE_DESKS, whileLocked: true },
  line: { roles: [...LINE_DESKS, "administrator", "analyst"], whileLocked: true },
  listening: { roles: ["supervisor"], whileLocked: false },
} satisfies Topics;

/** Callers wait for a disk that hangs for so long, ms; after it they are answered by what is in memory. */
const DISK_ANSWERS_MS = 3_000;

export type CallsFeatureDeps = Omit<CallsDeps, "startExchange" | "openJournal" | "consoleEdge" | "sounds" | "hasRoomForSound"> & {
  /** The telephones; those that were set up if undefined, and a room without says what is missing. */
  readonly startExchange: CallsDeps["startExchange"] | undefined;
  /** Folder that `npm run lines:setup` wrote; null if the lines are not set up. */
  readonly linesFolder: string | null;
  readonly dataFolder: string;
  /** Thread for the journal of the lines, if it was started already. */
  readonly linesThread: WarmThread | null;
  readonly space: Pick<Space, "leavesReserve">;
  /** Has the steps of the clock taken between two turns of the lines. */
  readonly stepWith: (follow: StepsWith) => void;
};

/** Starts the telephones that were set up. */
const telephonesOf =
  ({ linesFolder, folders: { recordings }, log, clock }: CallsFeatureDeps): CallsDeps["startExchange"] =>
  async (heard, stored) => {
    await mkdir(recordings, { recursive: true, mode: 0o700 });
    return startExchange({
      settings: await readLines(linesFolder),
      log,
      clock,
      stored,
      heard,
      recordings,
      mayCallOut: (number) => mayCallOut(plainNumber(number) ?? ""),
    });
  };

export function callsFeature(options: CallsFeatureDeps): Feature {
  const { db, clock, linesFolder, dataFolder, linesThread, space, stepWith, folders, retentionMs } = options;
  const lines = linesFolder ?? dataFolder;
  const deps: CallsDeps = {
    ...options,
    startExchange: options.startExchange ?? telephonesOf(options),
    // A room's own announcements stand before those that the lines were set up with.
    sounds: { folders: [join(dataFolder, "announcements"), announcementsFolder(lines)], music: holdMusic(lines) },
    // Every server of the lines finds it beside them. A room without lines has nothing to share. A disk that hangs keeps no caller waiting.
    openJournal: () =>
      openJournal(join(lines, "lines-journal"), { answersWithinMs: DISK_ANSWERS_MS, ...(linesThread !== null && { warm: linesThread }) }),
    hasRoomForSound: () => space.leavesReserve("uploads"),
    consoleEdge: async () => consoleEdge(await readLines(linesFolder)),
  };
  let switchboard: Switchboard | null = null;
  return {
    name: "calls",
    topics: TOPICS,
    async routes(stack) {
      await shipLines(db, clock());
      const board = (switchboard = stack.use(new Switchboard(deps)));
      stepWith((byMs, step) => board.follow(byMs, step));
      return callsRoutes({ ...deps, switchboard: board });
    },
    urgent: async () => switchboard?.urgent(),
    jobs: [peaksJob(db, folders.recordings), latePlaceJob(deps), cannotSpeakJob(deps), waitingOutside("places", dereferenceJob(deps))],
    expire: [
      { needsTrustedClock: true, run: (at) => expireCallRecordings(db, folders.recordings, at) },
      { needsTrustedClock: true, run: (at) => expireCallTexts(db, retentionMs, at) },
      { needsTrustedClock: true, run: (at) => expireVehicles(db, retentionMs, at) },
    ],
  };
}
