import { exhaustive, ok, refuse, type Refusal, type Result } from "../kernel/index.ts";
import { reportAfter } from "./transitions.ts";
import type { Report, ReportCommand } from "./state.ts";

export type ReportRefusal = Refusal<"report.wrong_state" | "report.danger_is_not_refused">;

/** Ends by which the room says that a report is none. */
const TURNS_AWAY: readonly string[] = ["nuisance", "not_police", "unclear"];

function after(report: Report, command: ReportCommand): Report {
  switch (command.kind) {
    case "take":
      return { ...report, takenBy: command.by };
    case "give_back":
      return { ...report, takenBy: null };
    case "ask":
      return { ...report, asked: true };
    case "tell":
      return report;
    case "answer":
      // An answer to a closed report reopens it for any call-taker.
      return report.state === "closed" ? { ...report, asked: false, takenBy: null, end: null } : { ...report, asked: false };
    case "join":
      return { ...report, interventionId: command.interventionId, asked: false };
    case "part":
      return { ...report, interventionId: null, takenBy: null };
    case "close":
      return { ...report, end: command.end, asked: false };
    case "reopen":
      return { ...report, end: null, takenBy: null };
    case "withdraw":
      // That it was closed, and how, stays for the figures; so does the intervention that it was part of.
      return { ...report, asked: false, takenBy: null };
    default:
      return exhaustive(command);
  }
}

/**
 * Judges one command and returns the report after it. A report sent as danger is turned away only by a person who took it first. So a
 * person reads it, whatever a device was worth before.
 */
export function decideReport(report: Report, command: ReportCommand): Result<Report, ReportRefusal> {
  const state = reportAfter(report.state, command.kind);
  if (state === null) return refuse({ code: "report.wrong_state", params: { state: report.state } });
  if (command.kind === "close" && report.danger && report.takenBy === null && TURNS_AWAY.includes(command.end))
    return refuse({ code: "report.danger_is_not_refused" });
  return ok({ ...after(report, command), state });
}
