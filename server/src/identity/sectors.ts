import { isDeepStrictEqual } from "node:util";
import type { identity, Sector } from "@amaliyat/contract/identity";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { checkBoundary, checkParent, CONFIRMERS, expandCompetence, needsTwo, type SectorNode } from "@amaliyat/domain/identity";
import { ok, refuse, type Point, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { sectorAt as findSector } from "@amaliyat/domain/identity";
import type { Applied, Approvals, Kind } from "../approvals/index.ts";
import { settle, type Actor } from "../audit/index.ts";
import { transaction, type Db, type Tx } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { competences, listSectors } from "./rows/identity-queries.ts";
import { upsertSector } from "./rows/identity-store.ts";
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

type Put = typeof identity.putSector;

/** True if a tree shows somebody with a role of two more sectors than another. */
async function widens(tx: Tx, before: readonly SectorNode[], after: readonly SectorNode[]): Promise<boolean> {
  return (await competences(tx)).some(({ role, sectors: named }) => {
    if (!needsTwo(role)) return false;
    const covered = expandCompetence(before, named);
    return expandCompetence(after, named).some((sector) => !covered.includes(sector));
  });
}

/** True if a sector that somebody covers gets another boundary, or loses it: the ground that it takes or leaves is shown to other people. */
async function takesGround(tx: Tx, before: Sector | undefined, after: Sector, tree: readonly SectorNode[]): Promise<boolean> {
  if (JSON.stringify(after.boundary) === JSON.stringify(before?.boundary ?? null)) return false;
  return (await competences(tx)).some(
    ({ role, sectors: named }) => needsTwo(role) && expandCompetence(tree, named).includes(after.sectorId),
  );
}

async function writeSector(tx: Tx, sector: Sector, { at, actor, also }: { at: number; actor: Actor; also: object }): Promise<void> {
  const { sectorId, parentId, names, boundary } = sector;
  await upsertSector(tx, { sector_id: sectorId, parent_id: parentId, names, boundary });
  await settle(
    tx,
    { who: actor, at },
    { type: "sector.changed", about: { kind: "sector", id: sectorId, sectorId, workItem: null }, detail: { parentId, names, ...also } },
    [{ happening: { topic: "sector", sectorId }, sectorId: null }],
  );
}

/**
 * Makes or changes a sector. A new one holds nothing yet. A sector moved under another becomes visible to the people who cover that one,
 * and a boundary decides who sees the events within it. Both take two people, as any wider competence does. The foreign key checks the tree
 * again.
 */
export async function putSector(db: Db, approvals: Approvals, call: Call<Put>): Promise<Reply<Put>> {
  const { at, who, params, body } = call;
  const { seen, ...wanted } = body;
  const after: Sector = { sectorId: params.sectorId, ...wanted };
  const drawn = checkBoundary(after.boundary);
  if (!drawn.ok) return drawn;
  return transaction(
    db,
    scopeOf(who),
    async (tx): Promise<Reply<Put>> => {
      const tree = (await listSectors(tx)).map(shown);
      const placed = checkParent(tree, after.sectorId, after.parentId);
      if (!placed.ok) return placed;
      const before = tree.find((one) => one.sectorId === after.sectorId);
      if (seen === null && before !== undefined) return refuse({ code: "object.exists", params: { value: after.sectorId } });
      if (seen !== undefined && !isDeepStrictEqual(before ?? null, seen && { sectorId: after.sectorId, ...seen }))
        return refuse({ code: "sector.changed_meanwhile" });
      const moved = [...tree.filter((one) => one !== before), after];
      if ((before !== undefined && (await widens(tx, tree, moved))) || (await takesGround(tx, before, after, moved))) {
        const asked = { before: before ?? null, after };
        const kept = await approvals.ask(tx, call, {
          kind: "sector.move",
          subject: after.sectorId,
          asked,
          held: standing(tree, before),
          concerns: null,
        });
        return kept.ok ? ok({ kind: "waits", approvalId: kept.value.approvalId, half: null }) : kept;
      }
      await writeSector(tx, after, { at, actor: actorOf(who), also: {} });
      return ok({ kind: "made", sector: after });
    },
    { isolation: "serializable" },
  );
}

/** Each sector with its parent, and the sector as it was: what a change was asked on. */
const standing = (tree: readonly SectorNode[], before: Sector | undefined): string =>
  `${tree.map(({ sectorId, parentId }) => `${sectorId}<${parentId ?? ""}`).join(" ")} ${JSON.stringify([before?.boundary ?? null, before?.names ?? null])}`;

/** Approval kind for a move of a sector: checks and effect. */
export const moving: Kind<"sector.move"> = {
  kind: "sector.move",
  approverRoles: CONFIRMERS,
  prepare: ({ after }) =>
    Promise.resolve(
      ok(async (tx, { held, askedBy, by, at, approvalId }): Promise<Result<Applied, Refusal<ErrorCode>>> => {
        const tree = (await listSectors(tx)).map(shown);
        const before = tree.find(({ sectorId }) => sectorId === after.sectorId);
        if (standing(tree, before) !== held) return refuse({ code: "approval.outdated" });
        const placed = checkParent(tree, after.sectorId, after.parentId);
        if (!placed.ok) return placed;
        await writeSector(tx, after, { at, actor: actorOf(by), also: { askedBy, approvalId } });
        return ok({ half: null, tellings: [] });
      }),
    ),
};
