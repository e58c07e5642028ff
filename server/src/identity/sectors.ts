import type { identity, Sector } from "@amaliyat/contract/identity";
import { checkParent, type SectorNode } from "@amaliyat/domain/identity";
import { ok, refuse, type Point } from "@amaliyat/domain/kernel";
import { sectorAt as findSector } from "@amaliyat/domain/identity";
import { append } from "../audit/index.ts";
import { transaction, type Db, type Tx } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { listSectors } from "./identity-queries.ts";
import { upsertSector } from "./identity-store.ts";
import { actorOf, scopeOf } from "./scope.ts";

const shown = (row: Awaited<ReturnType<typeof listSectors>>[number]): Sector => ({
  sectorId: row.sector_id,
  parentId: row.parent_id,
  names: row.names,
  boundary: row.boundary,
});

export async function sectors(db: Db, call: Call<typeof identity.sectors>): Promise<Reply<typeof identity.sectors>> {
  return ok((await transaction(db, scopeOf(call.who), listSectors, { readOnly: true })).map(shown));
}

/** The deepest sector around a point, or null; for the features that place things. */
export async function sectorOfPoint(tx: Tx, point: Point): Promise<string | null> {
  return findSector((await listSectors(tx)).map(shown), point);
}

/** All sectors with their parents; for the features that address them. */
export async function sectorTree(tx: Tx): Promise<SectorNode[]> {
  return (await listSectors(tx)).map(shown);
}

/** The same for several points, from one reading of the sectors. */
export async function sectorsOfPoints(tx: Tx, points: readonly Point[]): Promise<(string | null)[]> {
  const tree = (await listSectors(tx)).map(shown);
  return points.map((point) => findSector(tree, point));
}

/** Makes or moves a sector. The tree is read under the same lock-free snapshot and checked again by the foreign key. */
export async function putSector(db: Db, call: Call<typeof identity.putSector>): Promise<Reply<typeof identity.putSector>> {
  const sectorId = call.params.sectorId;
  return transaction(
    db,
    scopeOf(call.who),
    async (tx) => {
      const tree = (await listSectors(tx)).map(shown);
      const placed = checkParent(tree, sectorId, call.body.parentId);
      if (!placed.ok) return refuse(placed.error);
      const { parentId, names, boundary } = call.body;
      await upsertSector(tx, { sector_id: sectorId, parent_id: parentId, names, boundary });
      await append(tx, {
        at: call.at,
        type: "sector.changed",
        actor: actorOf(call.who),
        subject: { kind: "sector", id: sectorId },
        sectorId,
        detail: { parentId, names },
      });
      return ok({ sectorId, ...call.body });
    },
    { isolation: "serializable" },
  );
}
