import { exhaustive, isSaid, ok, refuse, type Refusal, type Result } from "../kernel/index.ts";
import { isDirection } from "./field-of-view.ts";
import type { Camera, CameraFacts } from "./state.ts";
import { cameraAfter } from "./transitions.ts";

export const CAMERA_REFUSALS = [
  "camera.not_installed",
  "camera.already_installed",
  "camera.already_in_service",
  "camera.not_in_service",
  "camera.retired",
  "camera.reason_missing",
  "camera.reason_too_long",
  "camera.dpia_missing",
  "camera.address_missing",
  "camera.purpose_missing",
  "camera.direction_missing",
  "camera.direction_impossible",
] as const;
export type CameraRefusal = Refusal<(typeof CAMERA_REFUSALS)[number]>;

/** Longest reason, in code points. */
export const CAMERA_REASON_LIMIT = 500;

export type CameraCommand =
  | { readonly kind: "describe"; readonly facts: CameraFacts }
  | { readonly kind: "install" | "put_in_service" }
  | { readonly kind: "take_out" | "retire"; readonly reason: string };

export type CameraEvent =
  | { readonly kind: "described"; readonly at: number; readonly facts: CameraFacts }
  | { readonly kind: "installed" | "put_in_service"; readonly at: number }
  | { readonly kind: "taken_out" | "retired"; readonly at: number; readonly reason: string };

type Decision = Result<CameraEvent, CameraRefusal>;

const isBlank = (text: string | null): boolean => text === null || !/[\p{L}\p{N}]/u.test(text);

/** All that a camera still lacks before it may go in service; empty when it may. */
export function lacks(facts: CameraFacts): CameraRefusal[] {
  const missing: CameraRefusal[] = [];
  if (isBlank(facts.dpiaReference)) missing.push({ code: "camera.dpia_missing" });
  if (isBlank(facts.address)) missing.push({ code: "camera.address_missing" });
  if (facts.purposes.length === 0) missing.push({ code: "camera.purpose_missing" });
  if (facts.direction === null) missing.push({ code: "camera.direction_missing" });
  return missing;
}

/** A planned camera. */
export const planCamera = (cameraId: string, facts: CameraFacts, at: number): Camera => ({ kind: "planned", cameraId, facts, since: at });

function senseless(state: Camera, command: CameraCommand["kind"]): Decision {
  if (state.kind === "retired") return refuse({ code: "camera.retired" });
  if (command === "take_out") return refuse({ code: "camera.not_in_service" });
  if (command === "install") return refuse({ code: "camera.already_installed" });
  return refuse({ code: state.kind === "planned" ? "camera.not_installed" : "camera.already_in_service" });
}

function describe(state: Camera, facts: CameraFacts, at: number): Decision {
  if (facts.direction !== null && !isDirection(facts.direction)) return refuse({ code: "camera.direction_impossible" });
  const [first] = state.kind === "in_service" ? lacks(facts) : [];
  return first ? refuse(first) : ok({ kind: "described", at, facts });
}

function withReason(kind: "taken_out" | "retired", reason: string, at: number): Decision {
  if (!isSaid(reason)) return refuse({ code: "camera.reason_missing" });
  const trimmed = reason.trim();
  if (Array.from(trimmed).length > CAMERA_REASON_LIMIT)
    return refuse({ code: "camera.reason_too_long", params: { limit: CAMERA_REASON_LIMIT } });
  return ok({ kind, at, reason: trimmed });
}

/** Judges one command. A camera in service never lacks the facts it needed to go there: a description that would remove one is refused. */
export function decideCamera(state: Camera, command: CameraCommand, at: number): Decision {
  if (cameraAfter(state.kind, command.kind) === null) return senseless(state, command.kind);
  switch (command.kind) {
    case "describe":
      return describe(state, command.facts, at);
    case "install":
      return ok({ kind: "installed", at });
    case "put_in_service": {
      const [first] = lacks(state.facts);
      return first ? refuse(first) : ok({ kind: "put_in_service", at });
    }
    case "take_out":
      return withReason("taken_out", command.reason, at);
    case "retire":
      return withReason("retired", command.reason, at);
    default:
      return exhaustive(command);
  }
}

/** The camera after an event. */
export function evolveCamera({ cameraId, facts, ...state }: Camera, event: CameraEvent): Camera {
  const lived = { cameraId, facts, since: event.at };
  switch (event.kind) {
    case "described":
      return { ...state, cameraId, facts: event.facts };
    case "installed":
      return { ...lived, kind: "installed" };
    case "put_in_service":
      return { ...lived, kind: "in_service" };
    case "taken_out":
      return { ...lived, kind: "out_of_service", reason: event.reason };
    case "retired":
      return { ...lived, kind: "retired", reason: event.reason };
    default:
      return exhaustive(event);
  }
}
