import type { CallCard, CallRow, TakerShown } from "@amaliyat/contract/calls";
import type { Camera } from "@amaliyat/contract/cameras";
import type { Unit } from "@amaliyat/contract/dispatch";
import type { InterventionCard, InterventionRow } from "@amaliyat/contract/interventions";
import type { Happening } from "@amaliyat/contract/live";
import type { ImportJob } from "@amaliyat/contract/statistics";
import type { QueryClient } from "@tanstack/react-query";
import { KEYS } from "../api/index.ts";
import {
  applyToAskedBack,
  applyToCallCard,
  applyToCalls,
  applyToCameras,
  applyToCard,
  applyToImports,
  applyToInterventions,
  applyToTakers,
  applyToUnits,
  isMoved,
} from "./apply.ts";
import { callNews } from "./call-news.ts";
import { writeReports } from "./report-caches.ts";

/** Every list that the live channel keeps true; all of them are read again when a gap was too old to be told. */
const LISTS = [
  KEYS.interventions,
  KEYS.cards,
  KEYS.units,
  KEYS.cameras,
  KEYS.sites,
  KEYS.imports,
  KEYS.shifts,
  KEYS.partners,
  KEYS.plans,
  KEYS.bolos,
  KEYS.bolosInForce,
  KEYS.alerts,
  KEYS.places,
  KEYS.calls,
  KEYS.takers,
  KEYS.lines,
  KEYS.trees,
  KEYS.reports,
  KEYS.approvals,
  KEYS.session,
];

/** Reads the lists again. The screen keeps its data until the answer arrives. */
export function readAgain(client: QueryClient): void {
  for (const queryKey of LISTS) void client.invalidateQueries({ queryKey });
}

/**
 * Writes a frame's happenings into the lists that are held, once per list. A card that is open reads its log again, because
 * the channel tells rows, not logs.
 */
export function writeHappenings(client: QueryClient, happened: readonly Happening[]): void {
  const update = <T>(key: readonly unknown[], apply: (held: T, happened: readonly Happening[]) => T): void => {
    client.setQueryData<T>(key, (held) => (held === undefined ? undefined : apply(held, happened)));
  };
  const topics = new Set(happened.map((one) => one.topic));
  if (topics.has("intervention")) {
    update<readonly InterventionRow[]>(KEYS.interventions, applyToInterventions);
    writeCards(client, happened);
  }
  if (topics.has("unit")) {
    const moved = isMoved(client.getQueryData<readonly Unit[]>(KEYS.units) ?? [], happened);
    update<readonly Unit[]>(KEYS.units, applyToUnits);
    if (moved) void client.invalidateQueries({ queryKey: KEYS.units });
    void client.invalidateQueries({ queryKey: KEYS.allAdvice }, { cancelRefetch: false });
  }
  if (topics.has("camera")) update<readonly Camera[]>(KEYS.cameras, applyToCameras);
  if (topics.has("camera_changed")) {
    void client.invalidateQueries({ queryKey: KEYS.cameras });
    void client.invalidateQueries({ queryKey: KEYS.sites });
  }
  if (topics.has("shift")) void client.invalidateQueries({ queryKey: KEYS.shifts });
  else if (topics.has("shift_part")) readParts(client, happened);
  if (topics.has("forward") || topics.has("partner_request")) void client.invalidateQueries({ queryKey: KEYS.partners });
  if (topics.has("place") || topics.has("hazard")) void client.invalidateQueries({ queryKey: KEYS.places });
  if (topics.has("public_alert")) void client.invalidateQueries({ queryKey: KEYS.alerts });
  if (topics.has("plan")) void client.invalidateQueries({ queryKey: KEYS.plans });
  else if (topics.has("checklist")) readChecklists(client, happened);
  if (topics.has("bolo")) readBolos(client, happened);
  if (topics.has("call") || topics.has("listening")) writeCalls(client, happened);
  for (const one of happened) if (one.topic === "call_text") void client.invalidateQueries({ queryKey: KEYS.callText(one.callId) });
  if (topics.has("report") || topics.has("report_wave")) writeReports(client, happened);
  if (topics.has("call_taker")) update<readonly TakerShown[]>(KEYS.takers, applyToTakers);
  if (topics.has("line")) void client.invalidateQueries({ queryKey: KEYS.lines });
  if (topics.has("call") || topics.has("call_taker") || topics.has("line")) void client.invalidateQueries({ queryKey: KEYS.wallboard });
  if (topics.has("approval")) {
    void client.invalidateQueries({ queryKey: KEYS.approvals });
    void client.invalidateQueries({ queryKey: ["users"] });
  }
  if (topics.has("sign_in_code")) void client.invalidateQueries({ queryKey: KEYS.session });
  if (topics.has("import")) update<readonly ImportJob[]>(KEYS.imports, applyToImports);
}

/** A notice to somebody changes the page alone. The BOLOs in force are read again when one of them itself changed. */
function readBolos(client: QueryClient, happened: readonly Happening[]): void {
  void client.invalidateQueries({ queryKey: KEYS.bolos });
  if (happened.some((one) => one.topic === "bolo" && one.part !== "told")) void client.invalidateQueries({ queryKey: KEYS.bolosInForce });
}

/** Reads the parts of the shift screen again that were told of; each lies under a key of its own name. */
function readParts(client: QueryClient, happened: readonly Happening[]): void {
  const parts = new Set(happened.flatMap((one) => (one.topic === "shift_part" ? [one.part] : [])));
  for (const part of parts) void client.invalidateQueries({ queryKey: [...KEYS.shifts, part] });
  if (parts.has("roster")) void client.invalidateQueries({ queryKey: [...KEYS.shifts, "mine"] });
}

/** Reads the plans again that were followed; a newer one that was taken asks for other units. */
function readChecklists(client: QueryClient, happened: readonly Happening[]): void {
  for (const one of happened) {
    if (one.topic !== "checklist") continue;
    void client.invalidateQueries({ queryKey: [...KEYS.plans, "of", one.interventionId] });
    if (one.part === "plan") void client.invalidateQueries({ queryKey: KEYS.advice(one.interventionId) });
  }
}

function writeCards(client: QueryClient, happened: readonly Happening[]): void {
  const changed = new Map(happened.flatMap((one) => (one.topic === "intervention" ? [[one.row.interventionId, one.row] as const] : [])));
  for (const row of changed.values()) {
    const key = KEYS.card(row.interventionId);
    const held = client.getQueryData<InterventionCard>(key);
    if (!held) continue;
    client.setQueryData<InterventionCard>(key, applyToCard(held, row));
    // A read on its way is left alone: it looks into the journal when it arrives and reads again by itself.
    void client.invalidateQueries({ queryKey: key }, { cancelRefetch: false });
    // Another plan may fit by now.
    void client.invalidateQueries({ queryKey: [...KEYS.plans, "of", row.interventionId] }, { cancelRefetch: false });
  }
}

/** Calls: the open ones and each card that is held, then the listeners of calls. */
function writeCalls(client: QueryClient, happened: readonly Happening[]): void {
  const before = new Map(client.getQueryData<readonly CallRow[]>(KEYS.callsOpen)?.map((row) => [row.callId, row]));
  client.setQueryData<readonly CallRow[]>(KEYS.callsOpen, (held) => held && applyToCalls(held, happened));
  client.setQueryData<readonly CallRow[]>(KEYS.askedBack, (held) => held && applyToAskedBack(held, happened));
  const callIds = new Set(
    happened.flatMap((one) => (one.topic === "call" ? [one.row.callId] : one.topic === "listening" ? [one.callId] : [])),
  );
  for (const callId of callIds) {
    client.setQueryData<CallCard>(KEYS.call(callId), (held) => held && applyToCallCard(held, happened));
    void client.invalidateQueries({ queryKey: KEYS.call(callId) });
  }
  const rows = happened.flatMap((one) => (one.topic === "call" ? [one.row] : []));
  if (rows.length === 0) return;
  void client.invalidateQueries({ queryKey: KEYS.callLists });
  void client.invalidateQueries({ queryKey: [...KEYS.calls, "of"] });
  // A missed call joins that list when it ends. It leaves when the same number rings again or is called.
  void client.invalidateQueries({ queryKey: KEYS.abandoned });
  callNews.tell(rows.map((row) => ({ row, before: before.get(row.callId) ?? null })));
}
