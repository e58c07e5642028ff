import { z } from "zod";
import { byUseCase, rolesOfSector } from "../route/access.ts";
import { pageSize, searchCursor, soughtWords } from "../route/fields.ts";
import { route } from "../route/make.ts";
import { ARCHIVE_SOURCES, archiveFound } from "./shapes.ts";

/** Work that is over and work that goes on, found by what people remember of it. */
export const archive = {
  search: route({
    name: "archive.search",
    method: "POST",
    path: "/api/archive/searches",
    summary:
      "Interventions, calls, reports and BOLOs of the caller's sectors by a day, a kind, a place in any spelling, a person concerned, a plate, a number or a reference, newest first, by page",
    access: rolesOfSector("operator", "call_taker", "dispatcher", "supervisor", "evidence_officer"),
    log: byUseCase("archive.searched"),
    body: z.object({
      words: soughtWords(200),
      sources: z.array(z.enum(ARCHIVE_SOURCES)).min(1).max(ARCHIVE_SOURCES.length).optional(),
      /** False where the words are not to be taken for a place. */
      byPlace: z.boolean().default(true),
      /** True for interventions alone that have a kept clip. */
      withClip: z.boolean().default(false),
      size: pageSize,
      cursor: searchCursor,
    }),
    reply: archiveFound,
  }),
};
