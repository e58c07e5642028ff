import { useNavigate } from "@tanstack/react-router";
import type { Assignment } from "@amaliyat/contract/dispatch";
import type { Person } from "@amaliyat/contract/interventions";
import { useCallback, useState } from "react";
import type { CardSearch } from "../card-search.ts";

export type DialogName =
  | "classify"
  | "priority"
  | "place"
  | "close"
  | "cancel"
  | "reopen"
  | "merge"
  | "split"
  | "mark"
  | "person"
  | "relate";
export type OpenDialog =
  | { readonly name: DialogName }
  | { readonly name: "withdraw"; readonly assignment: Assignment }
  | { readonly name: "withdraw_person"; readonly person: Person };

export type CardDialog = {
  /** Form requested by the address. */
  readonly begin: CardSearch["begin"];
  readonly open: OpenDialog | null;
  readonly show: (name: DialogName) => void;
  readonly showWithdraw: (assignment: Assignment) => void;
  readonly showWithdrawPerson: (person: Person) => void;
  readonly close: () => void;
};

/** Form open over the card. `begin` is the form requested by the address; it is forgotten once that form closes. */
export function useCardDialog(begin: CardSearch["begin"]): CardDialog {
  const navigate = useNavigate();
  const [open, setOpen] = useState<OpenDialog | null>(begin === "classify" ? { name: "classify" } : null);
  const close = useCallback(() => {
    setOpen(null);
    void navigate({ to: ".", search: {}, replace: true });
  }, [navigate]);
  return {
    begin,
    open,
    show: useCallback((name) => setOpen({ name }), []),
    showWithdraw: useCallback((assignment) => setOpen({ name: "withdraw", assignment }), []),
    showWithdrawPerson: useCallback((person) => setOpen({ name: "withdraw_person", person }), []),
    close,
  };
}
