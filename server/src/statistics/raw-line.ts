/** A row as it came, as one line: cells quoted where they must be, nothing else changed. */
export const csvOf = (cells: readonly string[]): string =>
  cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",");
