import { interventions } from "@amaliyat/contract/interventions";
import { interventionAfter, type InterventionCommandKind, type InterventionKind } from "@amaliyat/domain/interventions";
import type { Shortcut } from "@amaliyat/ui/hooks";
import type { DialogName } from "./dialogs/use-card-dialog.ts";

type CardAct = {
  readonly name: Exclude<DialogName, "mark" | "person" | "relate">;
  readonly command: InterventionCommandKind;
  readonly route: (typeof interventions)[keyof typeof interventions];
  readonly key?: Shortcut;
};

/** The acts of a card's head, in order; each is offered in the states where the domain lets it lead somewhere. */
export const CARD_ACTS: readonly CardAct[] = [
  { name: "close", command: "close", route: interventions.close, key: "Ctrl+Enter" },
  { name: "classify", command: "classify", route: interventions.classify, key: "KeyE" },
  { name: "priority", command: "prioritise", route: interventions.prioritise, key: "KeyP" },
  { name: "merge", command: "merge", route: interventions.merge, key: "KeyJ" },
  { name: "cancel", command: "cancel", route: interventions.cancel },
  { name: "reopen", command: "reopen", route: interventions.reopen },
  { name: "split", command: "split", route: interventions.split },
];

/** The acts that make sense on an intervention in this state. */
export const actsIn = (state: InterventionKind): readonly CardAct[] =>
  CARD_ACTS.filter((act) => interventionAfter(state, act.command) !== null);
