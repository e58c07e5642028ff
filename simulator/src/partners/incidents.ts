import { setTimeout as sleep } from "node:timers/promises";

/** How a body outside behaves when it does not behave; changed while it runs. */
export type Faults = {
  /** Waits so long before it answers, in milliseconds. */
  slowMs: number;
  /** Answers nobody: every connection is cut. */
  down: boolean;
  /** Takes what comes and loses its answer: the connection is cut after it. */
  deaf: boolean;
  /** Sends the room what is no EIDO, and words that are no status. */
  malformed: boolean;
};

export const noFaults = (): Faults => ({ slowMs: 0, down: false, deaf: false, malformed: false });

export type Incident = { readonly id: string; status: string; times: number };

/** Says to the room how far an incident has come; false when the room did not take it. */
export type Reporter = (id: string, status: string) => Promise<boolean>;

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
export function keepIncidents({ stepMs, report }: IncidentsOptions) {
  const incidents = new Map<string, Incident>();
  const stop = new AbortController();

  async function work(incident: Incident): Promise<void> {
    for (const step of STEPS) {
      await sleep(stepMs, undefined, { signal: stop.signal });
      while (incident.status !== "cancelled" && !(await report(incident.id, step))) await sleep(stepMs, undefined, { signal: stop.signal });
      if (incident.status === "cancelled") return;
      incident.status = step;
    }
  }

  return {
    incidents: incidents as ReadonlyMap<string, Incident>,
    /** Takes an incident, or its cancellation. */
    take(id: string, cancelled: boolean): void {
      const known = incidents.get(id);
      if (known !== undefined) {
        known.times++;
        if (cancelled) known.status = "cancelled";
        return;
      }
      const incident: Incident = { id, status: cancelled ? "cancelled" : "new", times: 1 };
      incidents.set(id, incident);
      if (!cancelled) work(incident).catch(() => undefined);
    },
    end: (): void => stop.abort(),
  };
}

/** Identifier and whether it is a cancellation; null for what is no EIDO. */
export function readEido(value: unknown): { id: string; cancelled: boolean } | null {
  if (typeof value !== "object" || value === null || !("$id" in value) || typeof value.$id !== "string") return null;
  const incident = "incidentComponent" in value ? (value.incidentComponent as { incidentStatusCommonRegistryText?: unknown }) : {};
  const statuses = Array.isArray(incident.incidentStatusCommonRegistryText) ? incident.incidentStatusCommonRegistryText : [];
  return { id: value.$id, cancelled: statuses.includes("Cancelled") };
}
