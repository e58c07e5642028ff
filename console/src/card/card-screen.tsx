import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import { inheritedPurpose } from "@amaliyat/domain/cameras";
import { categoryOf, interventionAfter } from "@amaliyat/domain/interventions";
import { EmptyState, LoadingState } from "@amaliyat/ui/feedback";
import { useShortcut } from "@amaliyat/ui/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import SearchX from "lucide-react/icons/search-x";
import { useState, type ReactNode } from "react";
import { problemOf } from "../api/index.ts";
import { cardOf } from "../facts/index.ts";
import { HazardsBand } from "../places/index.ts";
import { useInheritedReason, useMay } from "../session/index.ts";
import { QueryFailed } from "../states/index.ts";
import { CardDialogs } from "./dialogs/card-dialogs.tsx";
import { DoBand, KnownBand, NowBand } from "./card-bands.tsx";
import { CardHead } from "./card-head.tsx";
import { useText } from "./text.ts";
import { useCardDialog } from "./dialogs/use-card-dialog.ts";
import "./card.css";
import "./card-panels.css";
import "./card-forms.css";

/** One intervention: its head with the acts, and three bands: what goes on, what is to be done, what is known. */
export function CardScreen(): ReactNode {
  const text = useText();
  const { interventionId } = useParams({ from: "/interventions/$interventionId" });
  const query = useQuery({ ...cardOf(interventionId), staleTime: 0 });
  const subcategory = query.data?.subcategory;
  const purpose = subcategory === undefined ? null : inheritedPurpose(categoryOf(subcategory));
  useInheritedReason(interventionId, query.data?.reference, purpose);
  if (query.data) return <Card key={interventionId} card={query.data} />;
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

function Card({ card }: { readonly card: InterventionCard }): ReactNode {
  const navigate = useNavigate();
  const { begin } = useSearch({ from: "/interventions/$interventionId" });
  const dialog = useCardDialog(begin);
  const mayAssign = useMay(dispatch.assign);
  const mayMark = useMay(interventions.mark);
  const mayNotePerson = useMay(interventions.notePerson);
  const [armed, arm] = useState(begin === "assign");
  useShortcut("KeyA", () => arm(true), { enabled: mayAssign && card.state === "open" });
  useShortcut("KeyM", () => dialog.show("mark"), { enabled: mayMark && interventionAfter(card.state, "mark") !== null });
  useShortcut("KeyU", () => dialog.show("person"), { enabled: mayNotePerson && interventionAfter(card.state, "note_person") !== null });
  useShortcut("Escape", () => void navigate({ to: "/room" }), { enabled: dialog.open === null });
  return (
    <article className="card" data-reference={card.reference} data-version={card.version}>
      <CardHead card={card} onOpen={dialog.show} onAssign={mayAssign ? () => arm(true) : undefined} />
      <HazardsBand interventionId={card.interventionId} place={card.place} />
      <div className="card-body">
        <NowBand card={card} />
        <DoBand card={card} dialog={dialog} arming={{ armed, arm }} onWithdraw={dialog.showWithdraw} />
        <KnownBand card={card} dialog={dialog} />
      </div>
      <CardDialogs card={card} dialog={dialog} />
    </article>
  );
}
