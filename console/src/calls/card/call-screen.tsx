import type { CallCard } from "@amaliyat/contract/calls";
import { EmptyState, LoadingState } from "@amaliyat/ui/feedback";
import type { UrgentKind } from "@amaliyat/domain/calls";
import { useDraft, useShortcut } from "@amaliyat/ui/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import SearchX from "lucide-react/icons/search-x";
import { useState, type ReactNode } from "react";
import { problemOf } from "../../api/index.ts";
import { callCardOf } from "../call-lists.ts";
import { QueryFailed } from "../../states/index.ts";
import { useText } from "../text.ts";
import { useDraftName } from "../../session/index.ts";
import { BLANK, isCallDraft, urgentOf } from "../call-draft.ts";
import { CardHead } from "./card-head.tsx";
import { EventsPanel } from "./events-panel.tsx";
import { InterventionPanel } from "./intervention-panel.tsx";
import { NaturePanel } from "./nature-panel.tsx";
import { NearPanel } from "./near-panel.tsx";
import { PlacePanel } from "./place-panel.tsx";
import { QuestionsPanel } from "./questions-panel.tsx";
import { TextPanel } from "./text-panel.tsx";
import { VehiclePanel } from "./vehicle-panel.tsx";
import { Panel } from "@amaliyat/ui/layout";
import { RecordingPlayer } from "../recording/recording-player.tsx";
import "../calls.css";
import "./call-card.css";

/** Recordings of a call. Listening asks for a purpose. */
function RecordingsPanel({ card }: { readonly card: CallCard }): ReactNode {
  const text = useText();
  return (
    <Panel region title={text("recordings.title")} count={card.recordings.length} className="call-recordings">
      {card.recordings.length === 0 && (
        <p className="call-note am-t2">{text(card.endedAt === null ? "recordings.goes_on" : "recordings.none")}</p>
      )}
      <ul>
        {card.recordings.map((one) => (
          <li key={one.recordingId} data-recording={one.recordingId}>
            <RecordingPlayer recording={one} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** One call: caller and origin, nature, questions, and the intervention that it makes or joins. */
export function CallScreen(): ReactNode {
  const text = useText();
  const { callId } = useParams({ from: "/calls/$callId" });
  const query = useQuery({ ...callCardOf(callId), staleTime: 0 });
  if (query.data) return <Card key={callId} card={query.data} />;
  if (problemOf(query.error)?.status === 404) {
    const act = (
      <Link to="/room" className="am-button">
        {text("card.to_room")}
      </Link>
    );
    return <EmptyState icon={<SearchX size={24} />} title={text("card.not_found")} text={text("card.not_found_text")} act={act} />;
  }
  return query.isError ? <QueryFailed query={query} /> : <LoadingState what={text("card.loading")} lines={8} />;
}

function Card({ card }: { readonly card: CallCard }): ReactNode {
  const navigate = useNavigate();
  const [asksNature, askNature] = useState(false);
  const draft = useDraft(useDraftName(`call.${card.callId}`), BLANK, isCallDraft);
  const fill = ({ subcategory, priority, attributes }: UrgentKind): void =>
    draft.update((before) => ({ ...before, subcategory, priority, attributes }));
  useShortcut("Escape", () => void navigate({ to: "/room" }));
  useShortcut("KeyE", () => askNature(true));
  return (
    <article className="call-card" data-call={card.reference} data-state={card.state}>
      <CardHead card={card} />
      <div className="call-card__body">
        <div className="call-card__column">
          {card.text !== null && <TextPanel card={card} />}
          <PlacePanel card={card} />
          {card.vehicle !== null && <VehiclePanel vehicle={card.vehicle} />}
          <RecordingsPanel card={card} />
        </div>
        <div className="call-card__column">
          <NaturePanel card={card} asking={{ asks: asksNature, ask: askNature }} urgent={{ chosen: urgentOf(draft.value), choose: fill }} />
          <QuestionsPanel card={card} keysHere={!asksNature} />
        </div>
        <div className="call-card__column">
          <InterventionPanel card={card} draft={draft} />
          <NearPanel card={card} draft={draft} />
          <EventsPanel card={card} />
        </div>
      </div>
    </article>
  );
}
