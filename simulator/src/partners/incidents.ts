import { setTimeout as sleep } from "node:timers/promises";

/** Faults of a body outside; changed while it runs. */
export type Faults = {
  /** Waits so long before it answers, in milliseconds. */
  slowMs: number;
  /** Answers nobody: every connection is cut. */
  down: boolean;
  /** Takes a message and loses its answer: the connection is cut after it. */
  deaf: boolean;
  /** Sends the room values that are no EIDO, and words that are no status. */
  malformed: boolean;
};

export const noFaults = (): Faults => ({ slowMs: 0, down: false, deaf: false, malformed: false });

/** Parts of an EIDO that a body outside reads. `stamp` is the room's time of writing. */
export type ReadEido = {
  readonly id: string;
  readonly stamp: string;
  readonly status: "Active" | "Closed" | "Cancelled";
  readonly type: string | null;
  readonly priority: string | null;
  readonly notes: readonly string[];
  /** The incident under which this one goes on, where the room found both to be the same. */
  readonly replacedBy: string | null;
};

/** An incident as this body knows it: `times` it came, `told` its present content, and `updates` the number of changes. */
export type Incident = { readonly id: string; status: string; times: number; told: ReadEido; updates: number };

/** Says to the room how far an incident has come; false when the room did not take it. */
export type Reporter = (id: string, status: string) => Promise<boolean>;

/** The room told that nothing is left to do. */
const hasEnded = ({ told }: Incident): boolean => told.status !== "Active";

const STEPS = ["acknowledged", "in progress", "closed"] as const;

export type IncidentsOptions = {
  /** Between one step of the work and the next, in milliseconds. */
  readonly stepMs: number;
  readonly report: Reporter;
};

/**
 * The incidents of a body outside, one for each identifier however often it comes. Each is worked on in steps and reported; a report
 * that the room does not take is made again.
 */
export function trackIncidents({ stepMs, report }: IncidentsOptions) {
  const incidents = new Map<string, Incident>();
  const stop = new AbortController();

  async function work(incident: Incident): Promise<void> {
    for (const step of STEPS) {
      await sleep(stepMs, undefined, { signal: stop.signal });
      while (!hasEnded(incident) && !(await report(incident.id, step))) await sleep(stepMs, undefined, { signal: stop.signal });
      if (hasEnded(incident)) return;
      incident.status = step;
    }
  }

  return {
    incidents: incidents as ReadonlyMap<string, Incident>,
    /** Receives an incident, its changes, or its end. A message older than the known state changes nothing. */
    receive(told: ReadEido): void {
      const ended = told.status === "Active" ? null : told.status === "Closed" ? "ended" : "cancelled";
      const known = incidents.get(told.id);
      if (known !== undefined) {
        known.times++;
        if (told.stamp < known.told.stamp) return;
        if (told.stamp > known.told.stamp) known.updates++;
        known.told = told;
        if (ended !== null) known.status = ended;
        return;
      }
      const incident: Incident = { id: told.id, status: ended ?? "new", times: 1, told, updates: 0 };
      incidents.set(told.id, incident);
      if (ended === null) work(incident).catch(() => undefined);
    },
    end: (): void => stop.abort(),
  };
}

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** Reads an EIDO; null for any other value. */
export function readEido(value: unknown): ReadEido | null {
  if (typeof value !== "object" || value === null || !("$id" in value) || typeof value.$id !== "string") return null;
  const {
    incidentComponent = {},
    notesComponent = [],
    mergeComponent = [],
    lastUpdateTimeStamp,
  } = value as {
    incidentComponent?: Record<string, unknown>;
    notesComponent?: readonly { readonly notesActionComments?: unknown }[];
    mergeComponent?: readonly { readonly incidentMergeDirectionCode?: unknown; readonly incidentTrackingIdentifier?: unknown }[];
    lastUpdateTimeStamp?: unknown;
  };
  const statuses = incidentComponent["incidentStatusCommonRegistryText"];
  const says = (status: string): boolean => Array.isArray(statuses) && statuses.includes(status);
  return {
    id: value.$id,
    stamp: textOf(lastUpdateTimeStamp) ?? "",
    status: says("Cancelled") ? "Cancelled" : says("Closed") ? "Closed" : "Active",
    type: textOf(incidentComponent["incidentTypeInternalCode"]),
    priority: textOf(incidentComponent["incidentPriorityInternalText"]),
    replacedBy: textOf(mergeComponent.find((one) => one.incidentMergeDirectionCode === "REPLACED")?.incidentTrackingIdentifier),
    notes: notesComponent.flatMap(({ notesActionComments }) => textOf(notesActionComments) ?? []),
  };
}
