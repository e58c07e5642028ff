import type { theRoom } from "@amaliyat/contract/room";
import { ok, refuse } from "@amaliyat/domain/kernel";
import type { Stats } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { byteRange, type BytesReply, type Call } from "../platform/http/index.ts";

const FILE = "town.pmtiles";
const MAGIC = "PMTiles\u0003";

/** A file that was replaced has another time or size; who builds maps renames a whole file into place. */
const versionOf = ({ mtimeMs, size }: Stats): string => `${Math.round(mtimeMs).toString(36)}-${size.toString(36)}`;

const openMap = (folder: string) => open(join(folder, FILE), "r").catch(() => null);

/** The map that lies in the folder now; null where there is none, or something else under its name. */
export async function findMap(folder: string): Promise<{ version: string } | null> {
  await using file = await openMap(folder);
  if (!file) return null;
  const head = Buffer.alloc(MAGIC.length);
  await file.read(head, 0, head.length, 0);
  return head.toString("latin1") === MAGIC ? { version: versionOf(await file.stat()) } : null;
}

/** A range of the map's bytes. A version that is gone does not exist; without a range nothing is sent. */
export async function mapTiles(folder: string, { params, range }: Call<typeof theRoom.mapTiles>): Promise<BytesReply> {
  await using stack = new AsyncDisposableStack();
  const file = await openMap(folder);
  if (!file) return refuse({ code: "object.not_found" });
  stack.use(file);
  const stats = await file.stat();
  if (versionOf(stats) !== params.mapVersion) return refuse({ code: "object.not_found" });
  const wanted = byteRange(range, stats.size);
  if (wanted === null) return refuse({ code: "request.invalid" });
  const body = file.createReadStream({ start: wanted.from, end: wanted.to });
  stack.move(); // the stream closes the file
  return ok({
    type: "application/vnd.pmtiles",
    status: 206,
    body,
    headers: {
      "content-range": `bytes ${wanted.from}-${wanted.to}/${stats.size}`,
      "content-length": String(wanted.to - wanted.from + 1),
      "cache-control": "private, max-age=31536000, immutable",
      etag: `"${params.mapVersion}"`,
    },
  });
}
