import { isPurpose, type Purpose } from "@amaliyat/domain/cameras";
import { useEffect } from "react";
import { createPersonStore, useStore } from "../store/index.ts";

/** Reason for viewing pictures: chosen by digit, or inherited from the intervention that is open on the screen. */
export type ViewReason =
  | { readonly kind: "none" }
  | { readonly kind: "purpose"; readonly purpose: Purpose }
  | {
      readonly kind: "intervention";
      readonly interventionId: string;
      readonly reference: string;
      /** Purpose that follows from its category; null while that is not known. */
      readonly inherited: Purpose | null;
      /** Purpose that was picked for cameras that do not serve the inherited one. */
      readonly picked: Purpose | null;
    };

const keyOf = (userId: string): string => `amaliyat.purpose.${userId}`;

/** Kept for this tab and its person only: a reload does not ask again, a sign-in does. */
const chosen = createPersonStore<Purpose | null>(null, {
  read(userId) {
    try {
      const text = sessionStorage.getItem(keyOf(userId)) ?? "";
      return isPurpose(text) ? text : null;
    } catch {
      return null;
    }
  },
  write(userId, purpose) {
    try {
      if (purpose === null) sessionStorage.removeItem(keyOf(userId));
      else sessionStorage.setItem(keyOf(userId), purpose);
    } catch {
      // Without storage the purpose lasts until the page is left.
    }
  },
  forget(userId) {
    try {
      sessionStorage.removeItem(keyOf(userId));
    } catch {
      // Nothing was kept.
    }
  },
});
type Inherited = Omit<Extract<ViewReason, { kind: "intervention" }>, "picked">;
const inherited = createPersonStore<Inherited | null>(null);
/** Purposes picked under an intervention, by its id. */
const picked = createPersonStore<ReadonlyMap<string, Purpose>>(new Map());

/** Picks the purpose for cameras that do not serve the one that an intervention gives. */
export function pickPurpose(interventionId: string, purpose: Purpose): void {
  picked.set(new Map([...picked.get(), [interventionId, purpose]]));
}

/** The purpose picked under an intervention; null where none was. */
export const usePickedPurpose = (interventionId: string): Purpose | null => useStore(picked).get(interventionId) ?? null;

export const choosePurpose = (purpose: Purpose | null): void => chosen.set(purpose);

/** The reason under which a picture may be opened now. A reason inherited from an open intervention needs no keystroke. */
export function useViewReason(): ViewReason {
  const own = useStore(chosen);
  const from = useStore(inherited);
  const picks = useStore(picked);
  if (from) return { ...from, picked: picks.get(from.interventionId) ?? null };
  return own === null ? { kind: "none" } : { kind: "purpose", purpose: own };
}

/** While the component is on the screen, views inherit their purpose from this intervention. */
export function useInheritedReason(interventionId: string, reference: string | undefined, purpose: Purpose | null): void {
  useEffect(() => {
    if (reference === undefined) return undefined;
    const mine = { kind: "intervention", interventionId, reference, inherited: purpose } as const;
    inherited.set(mine);
    return () => {
      if (inherited.get() === mine) inherited.set(null);
    };
  }, [interventionId, reference, purpose]);
}
