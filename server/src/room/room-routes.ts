import { live } from "@amaliyat/contract/live";
import { theRoom } from "@amaliyat/contract/room";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { readFile } from "node:fs/promises";
import type { Config } from "../config.ts";
import { ping, type Db } from "../platform/database/index.ts";
import { serve, serveBytes, serveSocket, type Served } from "../platform/http/index.ts";
import type { Hub } from "../platform/live/index.ts";
import { joinLive } from "./join-live.ts";

export type RoomDeps = {
  readonly config: Config;
  readonly db: Db;
  readonly hub: Hub;
  readonly version: string;
  /** Called when a person is seen at a screen that sends nothing else. */
  readonly present: (sessionId: string, at: number) => Promise<void>;
};

/** Routes of the room itself: whether it stands, what it is called, its map, and what happens in it. */
export function roomRoutes({ config, db, hub, version, present }: RoomDeps): Served[] {
  const [lat = 0, lon = 0] = config.AMALIYAT_CENTER.split(",").map(Number);
  return [
    serve(theRoom.health, async () => {
      const database = await ping(db);
      return ok({ ok: database, database, roles: [...config.AMALIYAT_ROLES] });
    }),
    serve(theRoom.room, async () =>
      ok({
        names: { ar: config.AMALIYAT_NAME_AR, fr: config.AMALIYAT_NAME_FR, en: config.AMALIYAT_NAME_EN },
        center: { lat, lon },
        zoom: 14,
        hasBasemap: config.AMALIYAT_BASEMAP !== undefined,
        version,
      }),
    ),
    serveBytes(theRoom.basemap, async () => {
      const file = config.AMALIYAT_BASEMAP;
      if (file === undefined) return refuse({ code: "object.not_found" });
      return ok({ type: "application/geo+json", body: await readFile(file), headers: { "cache-control": "private, max-age=3600" } });
    }),
    serveSocket(live.connect, async (call) => ok(joinLive(hub, call, present))),
  ];
}
