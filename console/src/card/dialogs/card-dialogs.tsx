import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import { exhaustive } from "@amaliyat/domain/kernel";
import type { ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { pickLandmark } from "../../gazetteer/index.ts";
import { ClassifyDialog } from "./classify-dialog.tsx";
import { CloseDialog } from "./close-dialog.tsx";
import { MarkDialog } from "./mark-dialog.tsx";
import { MergeDialog } from "./merge-dialog.tsx";
import { SplitDialog } from "../one-event/split-dialog.tsx";
import { PersonDialog } from "./person-dialog.tsx";
import { PlaceDialog } from "./place-dialog.tsx";
import { PriorityDialog } from "./priority-dialog.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { RelateDialog } from "./relate-dialog.tsx";
import type { CardDialog } from "./use-card-dialog.ts";

/** The form that lies over the card, if any. */
export function CardDialogs({ card, dialog }: { readonly card: InterventionCard; readonly dialog: CardDialog }): ReactNode {
  const { open, close } = dialog;
  const { interventionId } = card;
  const params = { interventionId };
  if (!open) return null;
  switch (open.name) {
    case "classify":
      return <ClassifyDialog card={card} onClose={close} />;
    case "priority":
      return <PriorityDialog card={card} onClose={close} />;
    case "place":
      return <PlaceDialog card={card} onClose={close} landmarks={pickLandmark} />;
    case "close":
      return <CloseDialog card={card} onClose={close} onClassify={() => dialog.show("classify")} />;
    case "merge":
      return <MergeDialog card={card} onClose={close} />;
    case "mark":
      return <MarkDialog card={card} onClose={close} />;
    case "person":
      return <PersonDialog card={card} onClose={close} />;
    case "relate":
      return <RelateDialog card={card} onClose={close} />;
    case "cancel":
      return (
        <ReasonDialog
          card={card}
          name="cancel"
          onClose={close}
          send={(reason, version) => ask(interventions.cancel, { params, body: { reason, version } })}
        />
      );
    case "reopen":
      return (
        <ReasonDialog
          card={card}
          name="reopen"
          onClose={close}
          send={(reason, version) => ask(interventions.reopen, { params, body: { reason, version } })}
        />
      );
    case "split":
      return <SplitDialog card={card} onClose={close} />;
    case "withdraw": {
      const { assignmentId, unitCode } = open.assignment;
      const send = (reason: string) => ask(dispatch.withdraw, { params: { assignmentId }, body: { reason } });
      return <ReasonDialog card={card} name="withdraw" unit={unitCode} about={assignmentId} onClose={close} send={send} />;
    }
    case "withdraw_person": {
      const { personId } = open.person;
      const send = (reason: string) => ask(interventions.withdrawPerson, { params: { interventionId, personId }, body: { reason } });
      return <ReasonDialog card={card} name="withdraw_person" about={personId} onClose={close} send={send} />;
    }
    default:
      return exhaustive(open);
  }
}
