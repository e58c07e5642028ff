import { isTaken, stampAfter, type CapMessage, type EidoStatus, type Forward, type Disclosure } from "@amaliyat/domain/partners";
import type { LockedForward } from "../rows/forwards-store.ts";

/** Subject of a try: the forward itself, its cancellation, or an update. */
export type Turn = { readonly kind: "forward" | "cancellation" } | { readonly kind: "update"; readonly revision: number };

/** A message of a forward as it goes out: the same bytes at each try. `at` is its own moment, in milliseconds since the Unix epoch. */
export type Outgoing = {
  readonly turn: Turn;
  /** Key by which a partner recognises a repeated delivery. */
  readonly delivery: string;
  readonly disclosure: Disclosure;
  readonly at: number;
  readonly status: EidoStatus;
  readonly cap: CapMessage;
};

/** Next message that a forward still has to send; one at a time, so that a partner receives them in order. */
export function turnOf(state: Forward): Turn | null {
  if (state.kind === "queued" || state.kind === "failed") return { kind: "forward" };
  if (state.kind === "cancelled") return state.notice === "due" ? { kind: "cancellation" } : null;
  return isTaken(state.kind) && state.update !== null ? { kind: "update", revision: state.revision } : null;
}

export const isSameTurn = (one: Turn | null, other: Turn): boolean =>
  one?.kind === other.kind && (one.kind !== "update" || other.kind !== "update" || one.revision === other.revision);

const updateName = (revision: number): string => `:update-${revision}`;

/**
 * The message of a turn. Its stamp is the time at which it arose, and later than that of each message of which a try was begun before it.
 * So the partner's version never looks newer than the one that replaces it.
 */
export function outgoing(found: Omit<LockedForward, "isDangerUnread">, turn: Turn): Outgoing {
  const { state, disclosure, queuedAt, revised, begun } = found;
  const replaces = (before: number): CapMessage["replaces"] => [
    { name: "", at: queuedAt },
    ...begun.filter(({ revision }) => revision < before).map(({ revision, at }) => ({ name: updateName(revision), at })),
  ];
  const delivery = (name: string): string => `${state.forwardId}:${name}`;
  const laterThan = (before: number, at: number): number =>
    stampAfter(
      begun.reduce((newest, one) => (one.revision < before ? Math.max(newest, one.at) : newest), queuedAt),
      at,
    );
  switch (turn.kind) {
    case "forward": {
      const cap = { type: "Alert", name: "", replaces: [] } as const;
      return { turn, delivery: delivery("Active"), disclosure, at: queuedAt, status: "Active", cap };
    }
    case "cancellation": {
      const cap = { type: "Cancel", name: ":cancel", replaces: replaces(Number.POSITIVE_INFINITY) } as const;
      const at = laterThan(Number.POSITIVE_INFINITY, state.since);
      return { turn, delivery: delivery("Cancelled"), disclosure: revised?.disclosure ?? disclosure, at, status: "Cancelled", cap };
    }
    default: {
      // The partner spoke before it answered the forward: the same message again, by the same name.
      if (turn.revision === 0) return { ...outgoing(found, { kind: "forward" }), turn };
      if (revised === null) throw new Error(`a forward has a revision and no document of it: ${state.forwardId}`);
      const type = revised.status === "Active" ? "Update" : "Cancel";
      const cap = { type, name: updateName(turn.revision), replaces: replaces(turn.revision) } as const;
      const at = laterThan(turn.revision, revised.at);
      return { turn, delivery: delivery(`Update-${turn.revision}`), ...revised, at, cap };
    }
  }
}
