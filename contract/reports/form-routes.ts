import { z } from "zod";
import { byUseCase, notLogged, open } from "../route/access.ts";
import { route } from "../route/make.ts";
import { reportLanguage } from "./codes.ts";

const bareForm = {
  method: "POST",
  access: open("a citizen needs no account; whoever holds the follow-up code is the author"),
  takes: "form",
  carriage: "bytes",
  body: z.record(z.string(), z.string()),
} as const;

/** The bare form, for browsers without scripts. The page of the answer names the faults. */
export const formRoutes = {
  formSend: route({
    ...bareForm,
    name: "reports.formSend",
    path: "/allo/send",
    summary: "The bare form of a browser without scripts: the answer is a page with the code",
    log: byUseCase("report.received", "report.sent_again"),
    errors: ["request.too_many", "report.empty", "report.place_missing"],
  }),
  formSay: route({
    ...bareForm,
    name: "reports.formSay",
    path: "/allo/say",
    summary: "Its author answers or says more, from a page without scripts; the same sent again is taken once",
    log: byUseCase("report.answered", "report.sent_again", "intervention.changed"),
    errors: ["report.unknown_code", "request.too_many", "request.invalid", "report.wrong_state", "report.too_many_messages"],
  }),
  formWithdraw: route({
    ...bareForm,
    name: "reports.formWithdraw",
    path: "/allo/take-back",
    summary: "Its author takes a report back, from a page without scripts",
    log: byUseCase("report.withdrawn"),
    errors: ["report.unknown_code", "request.too_many", "request.invalid", "report.wrong_state"],
  }),
  formPhotos: route({
    method: "POST",
    access: bareForm.access,
    carriage: "raw",
    name: "reports.formPhotos",
    path: "/allo/photos",
    hasPace: true,
    summary: "Pictures of a report from a page without scripts (RFC 7578): the code first, then the files",
    log: notLogged("files are logged as they are announced and once each is whole"),
    errors: ["request.invalid"],
  }),
  formNotice: route({
    method: "GET",
    access: bareForm.access,
    carriage: "bytes",
    name: "reports.formNotice",
    path: "/allo/notice/:language",
    summary: "Privacy notice on reports, as a page without scripts",
    log: notLogged("public words"),
    keptS: 3_600,
    params: z.object({ language: reportLanguage }),
  }),
  formFollow: route({
    ...bareForm,
    name: "reports.formFollow",
    path: "/allo/status",
    summary: "State of a report, as a page without scripts",
    log: notLogged("its author's own words and the course of the work"),
    errors: ["report.unknown_code", "request.too_many"],
  }),
} as const;
