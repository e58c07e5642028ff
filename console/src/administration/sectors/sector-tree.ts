import type { Sector } from "@amaliyat/contract/identity";

export type TreeLine = { readonly sector: Sector; readonly depth: number };

/** Sectors as a tree is read: each above those below it, by code. One whose parent is missing stands at the top, so that none is lost. */
export function treeOf(sectors: readonly Sector[]): readonly TreeLine[] {
  const byCode = sectors.toSorted((a, b) => a.sectorId.localeCompare(b.sectorId, "en", { numeric: true }));
  const known = new Set(byCode.map((sector) => sector.sectorId));
  const seen = new Set<string>();
  const lines: TreeLine[] = [];
  const visit = (sector: Sector, depth: number): void => {
    if (seen.has(sector.sectorId)) return;
    seen.add(sector.sectorId);
    lines.push({ sector, depth });
    for (const child of byCode) if (child.parentId === sector.sectorId) visit(child, depth + 1);
  };
  for (const sector of byCode) if (sector.parentId === null || !known.has(sector.parentId)) visit(sector, 0);
  for (const sector of byCode) visit(sector, 0);
  return lines;
}
