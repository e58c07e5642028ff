/** Each changed row in its place, new ones at the end; the same array when nothing changed. */
export function put<T>(rows: readonly T[], changed: ReadonlyMap<string, T>, idOf: (row: T) => string): readonly T[] {
  if (changed.size === 0) return rows;
  const left = new Map(changed);
  const next = rows.map((row) => {
    const id = idOf(row);
    const newer = left.get(id);
    left.delete(id);
    return newer ?? row;
  });
  return [...next, ...left.values()];
}

/** A row that a command returned in its place, or at the end if it is new. */
export const putOne = <T>(rows: readonly T[], row: T, idOf: (row: T) => string | number): readonly T[] =>
  put(rows, new Map([[String(idOf(row)), row]]), (each) => String(idOf(each)));
