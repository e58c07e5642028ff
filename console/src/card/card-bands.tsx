import { dispatch, type Assignment } from "@amaliyat/contract/dispatch";
import type { InterventionCard } from "@amaliyat/contract/interventions";
import { LoadingState } from "@amaliyat/ui/feedback";
import { Suspense, useEffect, type ReactNode } from "react";
import { RoomMap } from "../map/index.ts";
import { BolosPanel } from "../bolos/index.ts";
import { PartnersPanel, RequestsPanel } from "../partners/index.ts";
import { PlanPanel } from "../plans/index.ts";
import { ReportsPanel } from "../reports/index.ts";
import { select } from "../selection/index.ts";
import { useMay } from "../session/index.ts";
import { AdvicePanel } from "./advice/advice-panel.tsx";
import type { Arming } from "./advice/use-armed.ts";
import type { CardDialog } from "./dialogs/use-card-dialog.ts";
import { LikelyPanel } from "./likely/likely-panel.tsx";
import { LogPanel } from "./log/log-panel.tsx";
import { CardSteps } from "./now/card-steps.tsx";
import { MergedPanel } from "./one-event/merged-panel.tsx";
import { CallsPanel } from "./panels/calls-panel.tsx";
import { ClipsPanel } from "./panels/clips-panel.tsx";
import { FactsPanel } from "./panels/facts-panel.tsx";
import { NearbyPanel } from "./panels/nearby-panel.tsx";
import { PeoplePanel } from "./panels/people-panel.tsx";
import { PhotosPanel } from "./panels/photos-panel.tsx";
import { PaperPanel } from "./paper/paper-panel.tsx";
import { useText } from "./text.ts";

type BandProps = { readonly name: "now" | "do" | "known"; readonly children: ReactNode };

/** A part of the card for one question: the event as it goes on, the work to be done, the facts known. */
function Band({ name, children }: BandProps): ReactNode {
  const text = useText();
  return (
    <div className={`card-band card-band--${name}`} role="group" aria-label={text(`band.${name}`)}>
      <p className="card-band__name" aria-hidden="true">
        {text(`band.${name}`)}
      </p>
      <div className="card-band__panels">{children}</div>
    </div>
  );
}

/** The event as it goes on: steps against their targets, cameras that see the place, units on the map. */
export function NowBand({ card }: { readonly card: InterventionCard }): ReactNode {
  const text = useText();
  useEffect(() => select({ kind: "intervention", id: card.interventionId }), [card.interventionId]);
  return (
    <Band name="now">
      <CardSteps card={card} />
      <NearbyPanel card={card} />
      <div className="card-map">
        <Suspense fallback={<LoadingState what={text("card.map")} />}>
          <RoomMap around={card.place} small />
        </Suspense>
      </div>
    </Band>
  );
}

export type DoBandProps = {
  readonly card: InterventionCard;
  readonly dialog: CardDialog;
  readonly arming: Arming;
  readonly onWithdraw: (assignment: Assignment) => void;
};

/** Work to be done: units to send, the checklist, partners. Digits act here and nowhere else. Once it is over, its paper stands here. */
export function DoBand({ card, dialog, arming, onWithdraw }: DoBandProps): ReactNode {
  const mayAssign = useMay(dispatch.assign);
  const { interventionId } = card;
  return (
    <Band name="do">
      <RequestsPanel interventionId={interventionId} />
      <LikelyPanel card={card} />
      {card.state === "open" ? (
        mayAssign && <AdvicePanel card={card} arming={arming} onWithdraw={onWithdraw} />
      ) : (
        <PaperPanel card={card} />
      )}
      <PlanPanel interventionId={interventionId} />
      <PartnersPanel interventionId={interventionId} forwards={dialog.begin === "forward"} />
    </Band>
  );
}

/** Knowledge of it: facts, people, calls, reports, attachments, and the log. */
export function KnownBand({ card, dialog }: { readonly card: InterventionCard; readonly dialog: CardDialog }): ReactNode {
  const { interventionId } = card;
  return (
    <Band name="known">
      <div className="card-known">
        <MergedPanel card={card} />
        <FactsPanel card={card} onOpen={dialog.show} />
        <ReportsPanel interventionId={interventionId} />
        <PeoplePanel card={card} onNote={() => dialog.show("person")} onWithdraw={dialog.showWithdrawPerson} />
        <BolosPanel interventionId={interventionId} />
        <CallsPanel card={card} />
        <PhotosPanel card={card} />
        <ClipsPanel card={card} />
      </div>
      <LogPanel card={card} />
    </Band>
  );
}
