import { assignmentAfter, type AssignmentKind } from "@amaliyat/domain/dispatch";

export const REPORTS = [
  { status: "accepted", command: "accept" },
  { status: "en_route", command: "depart" },
  { status: "on_scene", command: "arrive" },
  { status: "cleared", command: "clear" },
] as const;
export type Report = (typeof REPORTS)[number]["status"];

/** Next reports that a patrol may make, the nearest first. Steps may be skipped, never withdrawn. */
export const reportsFrom = (state: AssignmentKind): readonly Report[] =>
  REPORTS.filter((report) => assignmentAfter(state, report.command) !== null).map((report) => report.status);

export const mayRefuse = (state: AssignmentKind): boolean => assignmentAfter(state, "refuse") !== null;
