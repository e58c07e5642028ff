import type { Unit } from "@amaliyat/contract/dispatch";

export type Position = NonNullable<Unit["position"]>;

/** Last reported position of a unit with the time this screen received it (ms, monotonic clock), and the position before. */
export type Track = { readonly last: Position; readonly heardAt: number; readonly before: Position | null; readonly beforeHeardAt: number };

/**
 * Newest positions, outside of React: hundreds a second may come and only the map and a once-a-second age read them.
 * An older position that arrives late is dropped.
 */
export type Positions = {
  readonly receive: (unitId: string, position: Position, heardAt: number) => void;
  readonly of: (unitId: string) => Track | undefined;
  readonly forget: (unitId: string) => void;
  readonly subscribe: (listener: () => void) => () => void;
};

export function createPositions(): Positions {
  const tracks = new Map<string, Track>();
  const listeners = new Set<() => void>();
  return {
    receive(unitId, position, heardAt) {
      const known = tracks.get(unitId);
      if (known && Date.parse(position.at) <= Date.parse(known.last.at)) return;
      tracks.set(unitId, { last: position, heardAt, before: known?.last ?? null, beforeHeardAt: known?.heardAt ?? heardAt });
      for (const listener of listeners) listener();
    },
    of: (unitId) => tracks.get(unitId),
    forget: (unitId) => void tracks.delete(unitId),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export const positions = createPositions();
