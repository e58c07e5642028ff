/** Line of a list that changes while a person looks at it. */
type Line = { readonly id: string; readonly isGuarded?: boolean | undefined };

/**
 * Number of the line that Enter takes: the one that the person marked, else the first unless it is guarded; -1 for none. A line that was
 * marked and is gone gives its mark to no other.
 */
export function markedRow(marked: string | null, lines: readonly Line[]): number {
  if (marked !== null) return lines.findIndex(({ id }) => id === marked);
  return lines.length > 0 && lines[0]?.isGuarded !== true ? 0 : -1;
}
