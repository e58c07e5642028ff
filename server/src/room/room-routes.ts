import { live } from "@amaliyat/contract/live";
import { theRoom } from "@amaliyat/contract/room";
import { ok, type Point, type Text3 } from "@amaliyat/domain/kernel";
import type { Clock } from "../platform/clock.ts";
import type { Db } from "../platform/database/index.ts";
import { serve, serveBytes, serveSocket, type Served } from "../platform/http/index.ts";
import type { Log } from "../platform/log.ts";
import type { Space } from "../platform/space/index.ts";
import { commandCheck } from "./command-check.ts";
import { firstHour } from "./first-hour.ts";
import { findMap, mapTiles } from "./map-tiles.ts";
import { joinLive, type JoinDeps } from "./join-live.ts";

export type RoomDeps = JoinDeps & {
  readonly names: Text3;
  readonly center: Point;
  /** Folder of the town's map; the map may come and go while the room runs. */
  readonly mapFolder: string;
  readonly roles: readonly string[];
  readonly db: Db;
  readonly log: Log;
  readonly space: Space;
  readonly version: string;
  readonly listeningShown: boolean;
  /** True if the telephone lines were set up. */
  readonly hasTelephones: boolean;
  readonly clock: Clock;
};

/** Routes of the room itself: whether it stands, what it is called, its map, and what happens in it. */
export function roomRoutes({
  names,
  center,
  mapFolder,
  roles,
  db,
  log,
  space,
  version,
  listeningShown,
  hasTelephones,
  clock,
  ...join
}: RoomDeps): Served[] {
  const check = commandCheck({ db, log, space });
  return [
    serve(theRoom.health, async () => {
      const checked = await check();
      return checked.ok ? ok({ ok: true as const, roles: [...roles] }) : checked;
    }),
    serve(theRoom.storage, async () =>
      ok({
        volumes: (await space.volumes()).map(({ holds, stopped, ...volume }) => ({ ...volume, holds: [...holds], stopped: [...stopped] })),
      }),
    ),
    serve(theRoom.room, async () =>
      ok({
        names,
        center,
        zoom: 14,
        map: await findMap(mapFolder),
        version,
        listeningShown,
      }),
    ),
    serve(theRoom.firstHour, async () => ok(await firstHour({ db, mapFolder, hasTelephones, now: clock() }))),
    serveBytes(theRoom.mapTiles, (call) => mapTiles(mapFolder, call)),
    serveSocket(live.connect, async (call) => ok(joinLive(join, call))),
  ];
}
