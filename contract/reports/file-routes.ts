import { z } from "zod";
import { purpose } from "../calls/codes.ts";
import { byUseCase, notLogged, rolesOfQueue, rolesOfSector } from "../route/access.ts";
import { id, reason } from "../route/fields.ts";
import { route } from "../route/make.ts";
import { reportCard, reportFile } from "./shapes.ts";

const workers = rolesOfQueue("operator", "call_taker", "dispatcher", "supervisor");
const fileOf = z.object({ fileId: id });
const gone = ["object.not_found"] as const;

/** Files of reports, for the people of the room: copies made for viewing, and the original for evidence. */
export const reportFileRoutes = {
  release: route({
    method: "POST",
    access: rolesOfQueue("call_taker", "dispatcher", "supervisor"),
    reply: reportCard,
    name: "reports.release",
    path: "/api/reports/files/:fileId/release",
    params: fileOf,
    summary: "Let others see a file that was held because its device was not known",
    log: byUseCase("report.file_released"),
    errors: ["object.not_found", "report.not_opened"],
  }),
  file: route({
    name: "reports.file",
    method: "GET",
    path: "/media/report-files/:fileId/:copy",
    summary:
      "A copy made for viewing, by Range: small or whole; of a report that this session opened, or of an intervention that the caller sees",
    access: workers,
    log: byUseCase("report.file_viewed"),
    carriage: "bytes",
    params: z.object({ fileId: id, copy: z.enum(["small", "whole"]) }),
    errors: [...gone, "report.not_opened", "file.not_ready", "file.held", "file.damaged"],
  }),
  original: route({
    name: "reports.original",
    method: "POST",
    path: "/api/reports/files/:fileId/original",
    summary: "The bytes as they came, with what the camera wrote into them; for evidence, with a purpose",
    access: rolesOfSector("evidence_officer"),
    log: byUseCase("report.original_read"),
    carriage: "bytes",
    params: fileOf,
    body: z.object({ purpose, reason: reason(200) }),
    errors: [...gone, "file.not_ready", "file.damaged"],
  }),
  filesOf: route({
    name: "reports.filesOf",
    method: "GET",
    path: "/api/interventions/:interventionId/report-files",
    summary: "Files of the reports that an intervention has, those that are held left out",
    access: rolesOfSector("operator", "call_taker", "dispatcher", "supervisor", "evidence_officer"),
    log: notLogged("that there are files; each look at one is logged"),
    params: z.object({ interventionId: id }),
    reply: z.array(reportFile.extend({ reportId: id, reference: z.string() })),
    errors: gone,
  }),
} as const;
