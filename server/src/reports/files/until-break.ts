import { PassThrough, type Readable } from "node:stream";

/** As much as may have come and not be on the disk yet. */
const AHEAD = 256 * 1024;

/**
 * Body of an upload, to its end or to the break of the link. A break counts as a normal end, so that all bytes before it are stored. So a
 * phone whose link breaks every few seconds still gets on.
 */
export function untilBreak(request: Readable): Readable {
  const body = new PassThrough({ highWaterMark: AHEAD });
  request.on("error", () => body.end());
  request.on("close", () => body.end());
  // It may have broken while the gate looked at it.
  if (request.destroyed) body.end();
  else request.pipe(body);
  return body;
}
