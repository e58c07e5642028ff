import type { recordings, SeekPlan } from "@amaliyat/contract/recordings";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { settle } from "../audit/index.ts";
import { cameraSubject } from "../cameras/index.ts";
import { scopeOf } from "../identity/index.ts";
import { planPlayback, readIndex, readInit, segmentPath } from "../media/index.ts";
import { transaction, type Db, type Tx } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { replayOf } from "./recordings-queries.ts";
import { segmentAt, type SegmentRecord } from "./segments/segments-queries.ts";
import { piecesOf } from "./timeline.ts";

export type ReplayDeps = { readonly db: Db; readonly root: string };

/** The RFC 6381 name of the codec of a file. */
async function codecOf(file: string, initBytes: number): Promise<string> {
  await using handle = await open(file, "r");
  const init = Buffer.alloc(initBytes);
  await handle.read(init, 0, initBytes, 0);
  return readInit(init).codec;
}

const iso = (ms: number): string => new Date(Math.round(ms)).toISOString();

/** Byte plan for a moment in one segment; null if the file holds nothing from there on. */
async function planOf(root: string, cameraId: string, segment: SegmentRecord, at: number): Promise<SeekPlan | null> {
  const startedAt = segment.started_at.getTime();
  const file = join(root, segmentPath(cameraId, startedAt));
  const index = await readIndex(file).catch(() => null);
  const plan = index && planPlayback(index, { from: at, to: Number.MAX_SAFE_INTEGER });
  if (!index || !plan) return null;
  const second = index.fragments.find((fragment) => fragment.key && fragment.offset > plan.offset);
  const end = plan.offset + plan.size;
  const afterFirst = second?.offset ?? end;
  return {
    segmentId: String(startedAt),
    codec: await codecOf(file, plan.initBytes),
    segmentStart: iso(plan.startMs - plan.mediaTimeMs),
    keyFrameAt: iso(plan.startMs),
    endsAt: iso(plan.endMs),
    init: [0, plan.initBytes],
    first: [plan.offset, afterFirst],
    rest: [afterFirst, end],
  };
}

/** The cause of a gap at a moment, for the refusal; its sentence says it in each language. */
async function whyNot(tx: Tx, cameraId: string, moment: number, at: number): Promise<Refusal<ErrorCode>> {
  const [piece] = await piecesOf(tx, cameraId, moment, moment + 1, at);
  return { code: "replay.nothing_recorded", params: { cause: piece?.cause ?? "unknown" } };
}

type Found = { plan: SeekPlan; cameraId: string; purpose: string; sectorId: string };

type Asked = Pick<Call<typeof recordings.next>, "who" | "at" | "params">;

/** The plan for a moment within the span of a replay; a moment in a gap is refused with its cause unless `orNext`. Files are read between the transactions. */
async function find(
  deps: ReplayDeps,
  { who, at, params }: Asked,
  moment: number,
  orNext: boolean,
): Promise<Result<Found, Refusal<ErrorCode>>> {
  const reading = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => transaction(deps.db, scopeOf(who), work, { readOnly: true });
  const here = await reading(async (tx) => {
    const replay = await replayOf(tx, params.replayId, who.sessionId, new Date(at));
    const inside = replay && moment >= replay.from_at.getTime() && moment < replay.to_at.getTime() && who.covers.includes(replay.sector_id);
    if (!inside) return null;
    return { replay, segment: await segmentAt(tx, replay.camera_id, new Date(moment), orNext ? replay.to_at : new Date(moment)) };
  });
  if (here === null) return refuse({ code: "view.ended" });
  const { replay, segment } = here;
  const plan = segment && (await planOf(deps.root, replay.camera_id, segment, moment));
  if (!plan) return refuse(await reading((tx) => whyNot(tx, replay.camera_id, moment, at)));
  return ok({ plan, cameraId: replay.camera_id, purpose: replay.purpose, sectorId: replay.sector_id });
}

/** Goes to a moment of a replay. Logged before the answer that tells where its bytes are. */
export async function seek(deps: ReplayDeps, call: Call<typeof recordings.seek>): Promise<Reply<typeof recordings.seek>> {
  const found = await find(deps, call, Date.parse(call.body.at), false);
  if (!found.ok) return found;
  await transaction(deps.db, scopeOf(call.who), (tx) =>
    settle(
      tx,
      { who: call.who, at: call.at },
      {
        type: "recording.seeked",
        about: cameraSubject(found.value),
        purpose: found.value.purpose,
        detail: { replayId: call.params.replayId, to: call.body.at },
      },
    ),
  );
  return ok(found.value.plan);
}

/** An end that was rounded may lie a millisecond inside the segment it ends: half a picture later it certainly does not. */
const HALF_PICTURE_MS = 20;

/** Next part of a running replay: the segment that holds the moment, or the next one after a gap. */
export async function next(deps: ReplayDeps, call: Call<typeof recordings.next>): Promise<Reply<typeof recordings.next>> {
  const found = await find(deps, call, Date.parse(call.query.after) + HALF_PICTURE_MS, true);
  return found.ok ? ok(found.value.plan) : found;
}
