import type { InterventionCard } from "@amaliyat/contract/interventions";
import { LoadingState } from "@amaliyat/ui/feedback";
import { Suspense, useEffect, type ReactNode } from "react";
import { RoomMap } from "../map/index.ts";
import { BolosPanel } from "../bolos/index.ts";
import { PartnersPanel, RequestsPanel } from "../partners/index.ts";
import { PlanPanel } from "../plans/index.ts";
import { ReportsPanel } from "../reports/index.ts";
import { select } from "../selection/index.ts";
import { CallsPanel } from "./panels/calls-panel.tsx";
import { ClipsPanel } from "./panels/clips-panel.tsx";
import { FactsPanel } from "./panels/facts-panel.tsx";
import { MergedPanel } from "./one-event/merged-panel.tsx";
import { PeoplePanel } from "./panels/people-panel.tsx";
import { PhotosPanel } from "./panels/photos-panel.tsx";
import { useText } from "./text.ts";
import type { CardDialog } from "./dialogs/use-card-dialog.ts";

/** Side of the card: map, facts, people, partners, calls and attachments. */
export function CardSide({ card, dialog }: { readonly card: InterventionCard; readonly dialog: CardDialog }): ReactNode {
  const text = useText();
  useEffect(() => select({ kind: "intervention", id: card.interventionId }), [card.interventionId]);
  return (
    <div className="card-side">
      <div className="card-map">
        <Suspense fallback={<LoadingState what={text("card.map")} />}>
          <RoomMap around={card.place} small />
        </Suspense>
      </div>
      <RequestsPanel interventionId={card.interventionId} />
      <PlanPanel interventionId={card.interventionId} />
      <MergedPanel card={card} />
      <FactsPanel card={card} onOpen={dialog.show} />
      <ReportsPanel interventionId={card.interventionId} />
      <PeoplePanel card={card} onNote={() => dialog.show("person")} onWithdraw={dialog.showWithdrawPerson} />
      <PartnersPanel interventionId={card.interventionId} forwards={dialog.begin === "forward"} />
      <BolosPanel interventionId={card.interventionId} />
      <CallsPanel card={card} />
      <PhotosPanel card={card} />
      <ClipsPanel card={card} />
    </div>
  );
}
