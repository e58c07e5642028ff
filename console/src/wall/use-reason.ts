import { useMemo } from "react";
import { useViewReason } from "../session/index.ts";
import type { Reason } from "./tile/tile-state.ts";

/** The reason in hand, without what only the chip of the top bar shows; the same object while it is the same. */
export function useReason(): Reason {
  const given = useViewReason();
  const purpose = given.kind === "purpose" ? given.purpose : null;
  const of = given.kind === "intervention" ? given : null;
  const [interventionId, inherited, picked] = [of?.interventionId ?? null, of?.inherited ?? null, of?.picked ?? null];
  return useMemo(() => {
    if (interventionId !== null) return { kind: "intervention", interventionId, inherited, picked };
    return purpose === null ? { kind: "none" } : { kind: "purpose", purpose };
  }, [purpose, interventionId, inherited, picked]);
}
