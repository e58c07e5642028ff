import { partnerRoutes, type Forward } from "@amaliyat/contract/partners";
import { Button } from "@amaliyat/ui/controls";
import { LoadingState } from "@amaliyat/ui/feedback";
import { useShortcut } from "@amaliyat/ui/hooks";
import { Bdi, Num, Time, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import Share2 from "lucide-react/icons/share-2";
import { useState, type ReactNode } from "react";
import { PersonName, useMay } from "../session/index.ts";
import { QueryFailed } from "../states/index.ts";
import { ForwardActs } from "./forward-acts.tsx";
import { ForwardDialog } from "./forward-dialog.tsx";
import { ForwardState } from "./forward-state.tsx";
import { forwardsOf } from "./partner-queries.ts";
import { useText } from "./text.ts";
import "./partners.css";

export type PartnersPanelProps = {
  readonly interventionId: string;
  /** Opens with the choice of the partner. */
  readonly forwards?: boolean;
};

/** Partners that an intervention was forwarded to, with state and answers. «forward» asks for the partner and the content. */
export function PartnersPanel(props: PartnersPanelProps): ReactNode {
  return useMay(partnerRoutes.ofIntervention) ? <Forwards {...props} /> : null;
}

function Forwards({ interventionId, forwards: begins = false }: PartnersPanelProps): ReactNode {
  const text = useText();
  const mayForward = useMay(partnerRoutes.forward);
  const query = useQuery({ ...forwardsOf(interventionId), staleTime: 0 });
  const [asking, setAsking] = useState(begins && mayForward);
  useShortcut("KeyF", () => setAsking(true), { enabled: mayForward && !asking });
  const forwards = query.data;
  const act = mayForward && (
    <Button size="s" variant="quiet" shortcut="KeyF" icon={<Share2 size={14} aria-hidden="true" />} onClick={() => setAsking(true)}>
      {text("act.forward")}
    </Button>
  );
  return (
    <Panel className="partners-panel" region scrolls title={text("panel.title")} count={forwards?.length} actions={act}>
      {forwards === undefined && (query.isError ? <QueryFailed query={query} /> : <LoadingState what={text("panel.loading")} lines={2} />)}
      {forwards?.length === 0 && <p className="partners-none am-t3">{text("panel.none")}</p>}
      {forwards !== undefined && forwards.length > 0 && (
        <ul>
          {forwards.map((forward) => (
            <ForwardLine key={forward.forwardId} forward={forward} />
          ))}
        </ul>
      )}
      {asking && <ForwardDialog interventionId={interventionId} onClose={() => setAsking(false)} />}
    </Panel>
  );
}

/** Events in which a partner or a person said something in words. */
const SAID = new Set(["messaged", "progressed", "finished"]);

function ForwardLine({ forward }: { readonly forward: Forward }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const said = forward.events.filter((event) => SAID.has(event.kind) && event.text !== null);
  const given = (["place", "priority", "attributes", "notes", "people"] as const).filter((part) => forward.choice[part]);
  return (
    <li className="partners-line">
      <div className="am-strong">
        <Bdi>{forward.partnerNames[language]}</Bdi> {forward.partnerReference !== null && <Num>{forward.partnerReference}</Num>}
      </div>
      <ForwardState forward={forward} />
      <div className="am-small am-t3">
        <PersonName name={forward.queuedBy} /> · <Time at={Date.parse(forward.queuedAt)} />
        {given.length > 0 && ` · ${given.map((part) => text(`choice.${part}`)).join(text("and"))}`}
      </div>
      {said.map((event) => (
        <p key={event.seq} className="partners-said">
          <Time at={Date.parse(event.at)} format="shortTime" /> <Bdi>{event.text ?? ""}</Bdi>
        </p>
      ))}
      <ForwardActs forward={forward} />
    </li>
  );
}
