import type { recordings } from "@amaliyat/contract/recordings";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { scopeOf } from "../identity/index.ts";
import { transaction } from "../platform/database/index.ts";
import { byteRange, type BytesReply, type Call } from "../platform/http/index.ts";
import { segmentPath } from "../media/index.ts";
import { replayOf } from "./recordings-queries.ts";
import { segmentFrom } from "./segments/segments-queries.ts";
import type { ReplayDeps } from "./seek.ts";

/**
 * Bytes of a segment. Each request is checked again: the replay belongs to this session and has not run out, the segment is of its
 * camera and touches its span. A whole file is never sent: without a range there is nothing.
 */
export async function segmentBytes(deps: ReplayDeps, call: Call<typeof recordings.segment>): Promise<BytesReply> {
  const { who, at, params, range } = call;
  const found = await transaction(
    deps.db,
    scopeOf(who),
    async (tx) => {
      const replay = await replayOf(tx, params.replayId, who.sessionId, new Date(at));
      if (replay === null || !who.covers.includes(replay.sector_id)) return null;
      const segment = await segmentFrom(tx, replay.camera_id, new Date(Number(params.segmentId)));
      const touches = segment && segment.started_at < replay.to_at && (segment.ended_at === null || segment.ended_at > replay.from_at);
      return touches ? segmentPath(replay.camera_id, segment.started_at.getTime()) : null;
    },
    { readOnly: true },
  );
  if (found === null) return refuse({ code: "view.ended" });
  const file = join(deps.root, found);
  const size = (await stat(file).catch(() => null))?.size ?? 0;
  const wanted = byteRange(range, size);
  if (wanted === null) return refuse({ code: "request.invalid" });
  return ok({
    type: "video/mp4",
    status: 206,
    body: createReadStream(file, { start: wanted.from, end: wanted.to }),
    headers: { "content-range": `bytes ${wanted.from}-${wanted.to}/${size}`, "content-length": String(wanted.to - wanted.from + 1) },
  });
}
