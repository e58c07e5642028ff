import { crossing, enclosedM2, inRing, ok, openRing, refuse, type Point, type Refusal, type Result, type Ring } from "../kernel/index.ts";

/** One sector in the tree: sûreté de wilaya > sûreté de daïra > sûreté urbaine. */
export type SectorNode = { readonly sectorId: string; readonly parentId: string | null };

export type SectorRefusal = Refusal<"sector.cycle" | "sector.unknown_parent" | "sector.boundary_crosses" | "sector.boundary_flat">;

function childrenOf(tree: readonly SectorNode[]): ReadonlyMap<string, readonly string[]> {
  const children = new Map<string, string[]>();
  for (const { sectorId, parentId } of tree) {
    if (parentId === null) continue;
    const own = children.get(parentId);
    if (own) own.push(sectorId);
    else children.set(parentId, [sectorId]);
  }
  return children;
}

/**
 * All sectors that a competence covers: those named and every one below them, each once, sorted.
 * A named sector that is not in the tree covers nothing: deny by default.
 */
export function expandCompetence(tree: readonly SectorNode[], competence: readonly string[]): string[] {
  const known = new Set(tree.map((sector) => sector.sectorId));
  const children = childrenOf(tree);
  const covered = new Set<string>();
  const waiting = competence.filter((sectorId) => known.has(sectorId));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (covered.has(next)) continue;
    covered.add(next);
    waiting.push(...(children.get(next) ?? []));
  }
  return [...covered].toSorted();
}

/** The sector and those above it, nearest first; ends where the tree does, or where it would turn in a circle. */
export function pathToRoot(tree: readonly SectorNode[], sectorId: string): string[] {
  const parents = new Map(tree.map((sector) => [sector.sectorId, sector.parentId]));
  const path: string[] = [];
  for (let at: string | null = parents.has(sectorId) ? sectorId : null; at !== null && !path.includes(at); at = parents.get(at) ?? null)
    path.push(at);
  return path;
}

/** Refuses to place a sector under a parent that does not exist, or under itself or one of its own descendants. */
export function checkParent(tree: readonly SectorNode[], sectorId: string, parentId: string | null): Result<null, SectorRefusal> {
  if (parentId === null) return ok(null);
  if (parentId === sectorId) return refuse({ code: "sector.cycle", params: { sector: sectorId, parent: parentId } });
  if (!tree.some((sector) => sector.sectorId === parentId)) return refuse({ code: "sector.unknown_parent", params: { parent: parentId } });
  if (pathToRoot(tree, parentId).includes(sectorId))
    return refuse({ code: "sector.cycle", params: { sector: sectorId, parent: parentId } });
  return ok(null);
}

/** Smallest ground of a sector, m²: that of a room. */
const LEAST_M2 = 100;

/** True if corners enclose no ground: they lie in one spot, or on one line. */
export const isFlat = (corners: Ring): boolean => enclosedM2(corners) < LEAST_M2;

/** Refuses a boundary that crosses itself, or that holds no ground: no one could say what lies within. Sides are counted from 1. */
export function checkBoundary(boundary: Ring | null): Result<null, SectorRefusal> {
  if (boundary === null) return ok(null);
  const corners = openRing(boundary);
  const crossed = crossing(corners);
  if (crossed === null) return isFlat(corners) ? refuse({ code: "sector.boundary_flat" }) : ok(null);
  return refuse({ code: "sector.boundary_crosses", params: { one: crossed[0] + 1, other: crossed[1] + 1 } });
}

/** The tree with one sector made or moved, or the refusal. */
export function placeSector(tree: readonly SectorNode[], sector: SectorNode): Result<SectorNode[], SectorRefusal> {
  const checked = checkParent(tree, sector.sectorId, sector.parentId);
  if (!checked.ok) return checked;
  return ok([...tree.filter((other) => other.sectorId !== sector.sectorId), sector]);
}

/** The deepest sector whose boundary holds the point; of two equally deep ones, the first by id. Null outside all of them. */
export function sectorAt(sectors: readonly (SectorNode & { readonly boundary: Ring | null })[], point: Point): string | null {
  const holding = sectors
    .filter((sector) => sector.boundary !== null && inRing(point, sector.boundary))
    .map((sector) => ({ sectorId: sector.sectorId, depth: pathToRoot(sectors, sector.sectorId).length }))
    .toSorted((a, b) => b.depth - a.depth || a.sectorId.localeCompare(b.sectorId));
  return holding[0]?.sectorId ?? null;
}
