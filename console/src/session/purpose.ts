import { isPurpose, type Purpose } from "@amaliyat/domain/cameras";
import { useEffect } from "react";
import { createStore, useStore } from "../store/index.ts";

/** Reason for viewing pictures: chosen by digit, or inherited from the intervention that is open on the screen. */
export type ViewReason =
  | { readonly kind: "none" }
  | { readonly kind: "purpose"; readonly purpose: Purpose }
  | { readonly kind: "intervention"; readonly interventionId: string; readonly reference: string };

const KEPT = "amaliyat.purpose";

/** Kept for this tab only: a reload does not ask again, another person's sign-in does. */
function kept(): Purpose | null {
  try {
    const text = sessionStorage.getItem(KEPT) ?? "";
    return isPurpose(text) ? text : null;
  } catch {
    return null;
  }
}

const chosen = createStore<Purpose | null>(kept());
const inherited = createStore<Extract<ViewReason, { kind: "intervention" }> | null>(null);

export function choosePurpose(purpose: Purpose | null): void {
  chosen.set(purpose);
  try {
    if (purpose === null) sessionStorage.removeItem(KEPT);
    else sessionStorage.setItem(KEPT, purpose);
  } catch {
    // Without storage the purpose lasts until the page is left.
  }
}

/** The reason under which a picture may be opened now. A reason inherited from an open intervention needs no keystroke. */
export function useViewReason(): ViewReason {
  const own = useStore(chosen);
  const from = useStore(inherited);
  if (from) return from;
  return own === null ? { kind: "none" } : { kind: "purpose", purpose: own };
}

/** While the component is on the screen, views inherit their purpose from this intervention. */
export function useInheritedReason(interventionId: string, reference: string | undefined): void {
  useEffect(() => {
    if (reference === undefined) return undefined;
    const mine = { kind: "intervention", interventionId, reference } as const;
    inherited.set(mine);
    return () => {
      if (inherited.get() === mine) inherited.set(null);
    };
  }, [interventionId, reference]);
}
