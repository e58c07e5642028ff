import type { Machine } from "./machine.ts";
import type { Row } from "./row.ts";

/** Last line that a run prints, so that a program can compare runs. */
export type Report = { readonly bench: string; readonly machine: Machine; readonly rows: readonly Row[] };

/** One line of JSON. A figure that is no number is a bug of its bench and throws. */
export function reportLine(report: Report): string {
  const wrong = report.rows.find(({ value }) => !Number.isFinite(value));
  if (wrong) throw new Error(`${report.bench}: ${wrong.metric} of ${wrong.subject}, ${wrong.case}, is ${wrong.value}`);
  return JSON.stringify(report);
}

/** The rows for a person to read. */
export function table(rows: readonly Row[]): string {
  const lines = rows.map((row) => [row.case, row.subject, row.metric, String(row.value), row.unit]);
  const widths = [0, 1, 2, 3].map((at) => Math.max(0, ...lines.map((line) => (line[at] ?? "").length)));
  return lines
    .map((line) =>
      line
        .map((cell, at) => (at === 3 ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
