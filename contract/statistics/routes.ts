import { LANGUAGES } from "@amaliyat/domain/kernel";
import { z } from "zod";
import { byUseCase, notLogged, rolesOfRoom } from "../route/access.ts";
import { id, line } from "../route/fields.ts";
import { route } from "../route/make.ts";
import { bulletin, importJob, importKind } from "./shapes.ts";

const analysts = rolesOfRoom("analyst");
const readers = rolesOfRoom("analyst", "supervisor");
const importOf = z.object({ importId: id });
const period = z.object({ from: z.iso.date(), to: z.iso.date() });

export const statistics = {
  startImport: route({
    name: "statistics.startImport",
    method: "POST",
    path: "/api/imports",
    summary: "Hand in a CSV file of a year's history; rows are taken in the background",
    access: analysts,
    log: byUseCase("import.started"),
    /** `source` names who keeps the numbers of the column `source_number`; a file with that column is refused without it. */
    query: z.object({ kind: importKind, fileName: z.string().trim().min(1).max(200), source: line(100).optional() }),
    takes: "file",
    body: z.union([z.string(), z.instanceof(Uint8Array)]),
    reply: importJob,
    errors: [
      "request.too_large",
      "import.empty_file",
      "import.spreadsheet",
      "import.utf16",
      "import.windows_1256",
      "import.not_utf8",
      "import.semicolons",
      "import.wrong_columns",
      "import.source_missing",
      "import.too_many_open",
      "import.no_room",
    ],
  }),
  imports: route({
    name: "statistics.imports",
    method: "GET",
    path: "/api/imports",
    summary: "Imports, newest first, with their progress",
    access: readers,
    log: notLogged("counts of rows"),
    reply: z.array(importJob),
  }),
  oneImport: route({
    name: "statistics.oneImport",
    method: "GET",
    path: "/api/imports/:importId",
    summary: "One import with its progress",
    access: readers,
    log: notLogged("counts of rows"),
    params: importOf,
    reply: importJob,
    errors: ["object.not_found"],
  }),
  cancelImport: route({
    name: "statistics.cancelImport",
    method: "POST",
    path: "/api/imports/:importId/cancel",
    summary: "Cancel a running import: none of its rows stays",
    access: analysts,
    log: byUseCase("import.cancelled"),
    params: importOf,
    reply: importJob,
    errors: ["object.not_found", "import.already_ended"],
  }),
  importErrors: route({
    name: "statistics.importErrors",
    method: "GET",
    path: "/api/imports/:importId/errors.csv",
    summary: "The refused rows of the caller's own file with line, column, cause in the reader's language, and the row as it came",
    access: analysts,
    log: byUseCase("import.errors_read"),
    carriage: "bytes",
    params: importOf,
    query: z.object({ language: z.enum(LANGUAGES).default("ar") }),
    errors: ["object.not_found"],
  }),
  bulletin: route({
    name: "statistics.bulletin",
    method: "GET",
    path: "/api/bulletin",
    summary: "The published figures of a period; the three totals are never added together",
    access: readers,
    log: byUseCase("bulletin.viewed"),
    query: period,
    reply: bulletin,
    errors: ["bulletin.wrong_period"],
  }),
  bulletinCsv: route({
    name: "statistics.bulletinCsv",
    method: "GET",
    path: "/api/bulletin.csv",
    summary: "The same figures as CSV in one language",
    access: readers,
    log: byUseCase("bulletin.exported"),
    carriage: "bytes",
    query: period.extend({ language: z.enum(LANGUAGES).default("ar") }),
    errors: ["bulletin.wrong_period"],
  }),
} as const;
