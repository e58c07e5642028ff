import type { Piece, recordings } from "@amaliyat/contract/recordings";
import { isGapCause, timeline as tile } from "@amaliyat/domain/recordings";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { cameraById } from "../cameras/index.ts";
import { scopeOf } from "../identity/index.ts";
import { transaction, type Db, type Tx } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { spansOf } from "./recordings-queries.ts";

/** The longest span of one timeline or replay. */
export const LONGEST_HOURS = 24;
const LONGEST_MS = LONGEST_HOURS * 3_600_000;

export const isTooLong = (from: number, to: number): boolean => to <= from || to - from > LONGEST_MS;

/** The pieces of a span, which ends at the present. */
export async function piecesOf(tx: Tx, cameraId: string, from: number, to: number, at: number): Promise<Piece[]> {
  const end = Math.min(to, at);
  if (end <= from) return [];
  const { segments, gaps } = await spansOf(tx, cameraId, new Date(from), new Date(end));
  const pieces = tile(
    { from, to: end },
    segments.map((segment) => ({ from: segment.started_at.getTime(), to: segment.ended_at?.getTime() ?? end })),
    gaps.map((gap) => ({
      from: gap.from_at.getTime(),
      to: gap.to_at?.getTime() ?? null,
      cause: isGapCause(gap.cause) ? gap.cause : "unknown",
    })),
  );
  return pieces.map((piece) => ({
    kind: piece.kind,
    from: new Date(piece.from).toISOString(),
    to: new Date(piece.to).toISOString(),
    cause: piece.kind === "gap" ? piece.cause : null,
  }));
}

/** Recorded spans of a camera within a span, and its gaps with their causes. */
export async function timeline(
  db: Db,
  { who, at, params, query }: Call<typeof recordings.timeline>,
): Promise<Reply<typeof recordings.timeline>> {
  const [from, to] = [Date.parse(query.from), Date.parse(query.to)];
  if (isTooLong(from, to)) return refuse({ code: "replay.span_too_long", params: { hours: LONGEST_HOURS } });
  return transaction(
    db,
    scopeOf(who),
    async (tx) => {
      if ((await cameraById(tx, params.cameraId)) === null) return refuse({ code: "object.not_found" });
      return ok({ cameraId: params.cameraId, from: query.from, to: query.to, pieces: await piecesOf(tx, params.cameraId, from, to, at) });
    },
    { readOnly: true },
  );
}
