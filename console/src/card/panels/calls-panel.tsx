import { calls, type CallRow } from "@amaliyat/contract/calls";
import type { InterventionCard } from "@amaliyat/contract/interventions";
import { Num, Time } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { Link } from "@tanstack/react-router";
import Phone from "lucide-react/icons/phone";
import type { ReactNode } from "react";
import { PersonName, useMay } from "../../session/index.ts";
import { QueryFailed } from "../../states/index.ts";
import { useCallsOf } from "../card-queries.ts";
import { FromMerged } from "../one-event/from-merged.tsx";
import { cameFrom } from "../one-event/merged-tree.ts";
import { useText } from "../text.ts";

/** The calls that an intervention was made of, or that joined it, for those who work with calls. */
export function CallsPanel({ card }: { readonly card: InterventionCard }): ReactNode {
  return useMay(calls.list) ? <Calls card={card} /> : null;
}

function Calls({ card }: { readonly card: InterventionCard }): ReactNode {
  const text = useText();
  const query = useCallsOf(card.interventionId);
  if (query.isError && query.data === undefined) return <QueryFailed query={query} />;
  if (query.data === undefined || query.data.length === 0) return null;
  return (
    <Panel className="card-clips" region title={text("calls.title")} count={query.data.length}>
      <ul>
        {query.data.map((call) => (
          <CallLine key={call.callId} call={call} from={cameFrom(card, call.interventionId)} />
        ))}
      </ul>
    </Panel>
  );
}

function CallLine({ call, from }: { readonly call: CallRow; readonly from: string | null }): ReactNode {
  const text = useText();
  return (
    <li className="card-clips__line" data-call={call.callId}>
      <Phone size={16} aria-hidden="true" className="am-t2" />
      <div className="am-grow">
        <div>
          <Num className="am-strong">{call.line}</Num> · {call.number === null ? text("calls.withheld") : <Num>{call.number}</Num>} ·{" "}
          <Time at={Date.parse(call.arrivedAt)} />
        </div>
        <div className="am-small am-t3">
          <PersonName name={call.takenBy?.name ?? ""} /> <FromMerged reference={from} />
        </div>
      </div>
      <Link to="/calls/$callId" params={{ callId: call.callId }} className="am-button am-button--s">
        {text("calls.open")}
      </Link>
    </li>
  );
}
