import { live } from "@amaliyat/contract/live";
import { theRoom } from "@amaliyat/contract/room";
import { ok, refuse, type Point, type Text3 } from "@amaliyat/domain/kernel";
import { readFile } from "node:fs/promises";
import { ping, type Db } from "../platform/database/index.ts";
import { serve, serveBytes, serveSocket, type Served } from "../platform/http/index.ts";
import { joinLive, type JoinDeps } from "./join-live.ts";

export type RoomDeps = JoinDeps & {
  readonly names: Text3;
  readonly center: Point;
  /** GeoJSON file of the base map; null when there is none. */
  readonly basemap: string | null;
  readonly roles: readonly string[];
  readonly db: Db;
  readonly version: string;
};

/** Routes of the room itself: whether it stands, what it is called, its map, and what happens in it. */
export function roomRoutes({ names, center, basemap, roles, db, version, ...join }: RoomDeps): Served[] {
  return [
    serve(theRoom.health, async () => {
      const database = await ping(db);
      return ok({ ok: database, database, roles: [...roles] });
    }),
    serve(theRoom.room, async () =>
      ok({
        names,
        center,
        zoom: 14,
        hasBasemap: basemap !== null,
        version,
      }),
    ),
    serveBytes(theRoom.basemap, async () => {
      if (basemap === null) return refuse({ code: "object.not_found" });
      return ok({ type: "application/geo+json", body: await readFile(basemap), headers: { "cache-control": "private, max-age=3600" } });
    }),
    serveSocket(live.connect, async (call) => ok(joinLive(join, call))),
  ];
}
