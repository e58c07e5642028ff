import { readErrors, type ErrorEntry } from "../project/error-files.ts";
import { GENERATED, type Generator } from "./generator.ts";

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

const row = ({ code, status, ar, fr, en }: ErrorEntry): string => `| \`${code}\` | ${status} | ${cell(en)} | ${cell(fr)} | ${cell(ar)} |`;

function section([file, entries]: readonly [string, readonly ErrorEntry[]]): string {
  const name = file.replace(/^.*\/|\.json$/gu, "");
  return [
    `## ${name}`,
    "",
    "| code | status | English | français | العربية |",
    "| --- | --- | --- | --- | --- |",
    ...entries.map(row),
  ].join("\n");
}

/** docs/errors.md: every code that the API refuses with, its HTTP status and its sentence in the three languages. */
export const errorsPage: Generator = {
  file: "docs/errors.md",
  make: async (root) => {
    const entries = (await readErrors(root)).toSorted((a, b) => (a.code < b.code ? -1 : 1));
    const byFile = Map.groupBy(entries, ({ file }) => file);
    const head = [
      GENERATED,
      "",
      "# Refusals",
      "",
      "Every refusal is answered as `application/problem+json` (RFC 9457) with one of these codes and its sentence in three languages.",
      "A code is permanent: it is retired, never reused. Words in braces are filled in by the server.",
    ];
    const sections = [...byFile].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(section);
    return `${[head.join("\n"), ...sections].join("\n\n")}\n`;
  },
};
