import type { InterventionCard } from "@amaliyat/contract/interventions";
import { roomNow } from "@amaliyat/ui/hooks";
import { Num } from "@amaliyat/ui/i18n";
import Merge from "lucide-react/icons/merge";
import type { ReactNode } from "react";
import { shortReference } from "../../facts/index.ts";
import { useText } from "../text.ts";
import "./one-event.css";

/** Marks items that came with a merged intervention, by its number; nothing for the card's own items. */
export function FromMerged({ reference }: { readonly reference: string | null }): ReactNode {
  const text = useText();
  if (reference === null) return null;
  const name = text("merged.from", { reference });
  return (
    <span className="one-event-from" title={name}>
      <Merge size={14} role="img" aria-label={name} />
      <Num>{shortReference(reference, roomNow())}</Num>
    </span>
  );
}

/** Maps each person of a card, by id, to the reference of the merged intervention on which the person was noted. */
export const referencesOfPeople = ({ merged }: Pick<InterventionCard, "merged">): ReadonlyMap<unknown, string> =>
  new Map(
    merged.flatMap(({ events, reference }) =>
      events.flatMap(({ kind, data }) => (kind === "person_noted" ? [[data["personId"], reference] as const] : [])),
    ),
  );
