import { z } from "zod";
import { byUseCase, notLogged, rolesOfRoom } from "../route/access.ts";
import { route } from "../route/make.ts";
import { logCount, logFilter, logHead, logPageQuery, logRow } from "./shapes.ts";

const auditors = rolesOfRoom("auditor");

export const auditRoutes = {
  page: route({
    name: "audit.page",
    method: "GET",
    path: "/api/log",
    summary: "Entries of the log, newest first; reading them is itself an entry",
    access: auditors,
    log: byUseCase("log.viewed"),
    query: logPageQuery,
    reply: z.object({ rows: z.array(logRow), next: z.number().int().nullable() }),
  }),
  counts: route({
    name: "audit.counts",
    method: "GET",
    path: "/api/log/counts",
    summary: "Number of entries of each type within a filter",
    access: auditors,
    log: byUseCase("log.viewed"),
    query: logFilter,
    reply: z.array(logCount),
  }),
  export: route({
    name: "audit.export",
    method: "GET",
    path: "/api/log/export.jsonl",
    summary: "Entries with their salts, one JSON object a line, to be verified outside the room",
    access: auditors,
    log: byUseCase("log.exported"),
    carriage: "bytes",
    query: logFilter,
  }),
  head: route({
    name: "audit.head",
    method: "GET",
    path: "/api/log/checkpoint",
    summary: "The newest signed tree head",
    access: auditors,
    log: notLogged("a tree head says nothing of any entry, and is published"),
    reply: logHead,
  }),
} as const;
