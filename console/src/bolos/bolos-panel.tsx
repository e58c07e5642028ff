import { bolos } from "@amaliyat/contract/bolos";
import { BOLO_KIND_LABELS } from "@amaliyat/domain/bolos";
import { Button, Chip } from "@amaliyat/ui/controls";
import { Num, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import Search from "lucide-react/icons/search";
import type { ReactNode } from "react";
import { useMay } from "../session/index.ts";
import { QueryFailed } from "../states/index.ts";
import { bolosOfIntervention } from "./bolo-queries.ts";
import { Known, StandingChip } from "./bolo-words.tsx";
import { useText } from "./text.ts";
import "./bolos.css";

/** BOLOs that hang on an intervention, and a way to issue one from it. */
export function BolosPanel({ interventionId }: { readonly interventionId: string }): ReactNode {
  return useMay(bolos.list) ? <Linked interventionId={interventionId} /> : null;
}

function Linked({ interventionId }: { readonly interventionId: string }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const navigate = useNavigate();
  const query = useQuery({ ...bolosOfIntervention(interventionId), staleTime: 0 });
  const issue = (
    <Button
      size="s"
      variant="quiet"
      icon={<Search size={14} aria-hidden="true" />}
      onClick={() => void navigate({ to: "/bolos", search: { open: "new", from: interventionId } })}
    >
      {text("card.issue")}
    </Button>
  );
  return (
    <Panel className="bolo-panel" region title={text("title")} count={query.data?.length} actions={issue}>
      {query.data === undefined && query.isError && <QueryFailed query={query} />}
      {query.data?.length === 0 && <p className="bolo-none am-t3">{text("card.none")}</p>}
      <ul className="bolo-list">
        {query.data?.map((one) => (
          <li key={one.boloId} className="bolo-line">
            <span className="am-grow">
              <Link to="/bolos" search={{ open: one.boloId }}>
                {BOLO_KIND_LABELS[one.kind][language]} <Num>{one.reference}</Num>
              </Link>
              <div className="am-small am-t2 am-clip">
                <Known bolo={one} />
              </div>
            </span>
            {one.intervention?.interventionId !== interventionId && <Chip tone="attention">{text("card.seen")}</Chip>}
            <StandingChip standing={one.standing} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
