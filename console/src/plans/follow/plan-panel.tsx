import { plans, type Checklist } from "@amaliyat/contract/plans";
import { PARTNER_KIND_LABELS } from "@amaliyat/domain/partners";
import { Chip } from "@amaliyat/ui/controls";
import { LoadingState } from "@amaliyat/ui/feedback";
import { Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { cardOf } from "../../facts/index.ts";
import { Refusal, useMay } from "../../session/index.ts";
import { QueryFailed } from "../../states/index.ts";
import { ChecklistSteps } from "./checklist-steps.tsx";
import { PlanCameras } from "./plan-cameras.tsx";
import { checklistOf } from "../plan-queries.ts";
import { targetWords } from "../plan-words.ts";
import { PlanFits } from "./plan-fits.tsx";
import { useText } from "../text.ts";
import { useFollow } from "./use-follow.ts";
import "../plans.css";

/** The response plan of an intervention as a checklist; for those who work on it, to others the panel is not there. */
export function PlanPanel({ interventionId }: { readonly interventionId: string }): ReactNode {
  return useMay(plans.ofIntervention) ? <Following interventionId={interventionId} /> : null;
}

function Following({ interventionId }: { readonly interventionId: string }): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const query = useQuery({ ...checklistOf(interventionId), staleTime: 0 });
  const card = useQuery(cardOf(interventionId)).data;
  const follow = useFollow(interventionId);
  const isOpen = card?.state === "open";
  const checklist = query.data;
  const inUse = checklist?.inUse ?? null;
  const done = inUse?.steps.filter(({ mark }) => mark?.done).length ?? 0;
  return (
    <Panel
      className="plans-panel"
      region
      title={inUse === null ? text("panel.title") : `${text("panel.title")} · ${targetWords(inUse.target, language)}`}
      aside={inUse !== null && <Num>{`${format.number(done)} / ${format.number(inUse.steps.length)}`}</Num>}
    >
      {checklist === undefined && (query.isError ? <QueryFailed query={query} /> : <LoadingState what={text("panel.title")} lines={3} />)}
      {checklist?.fits && <PlanFits inUse={inUse} fits={checklist.fits} follow={follow} isOpen={isOpen} />}
      {checklist !== undefined && inUse === null && checklist.fits === null && <p className="plans-none am-t3">{text("panel.none")}</p>}
      <Refusal problem={follow.refused} />
      {inUse !== null && <ChecklistSteps steps={inUse.steps} follow={follow} isOpen={isOpen} />}
      {inUse !== null && <Beside inUse={inUse} place={card?.place ?? null} />}
    </Panel>
  );
}

type BesideProps = {
  readonly inUse: NonNullable<Checklist["inUse"]>;
  readonly place: { readonly lat: number; readonly lon: number } | null;
};

/** Contacts to call and cameras to watch. */
function Beside({ inUse, place }: BesideProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  return (
    <div className="plans-beside">
      {inUse.partners.length > 0 && (
        <p className="plans-chips">
          <span className="am-t3">{text("panel.tell")}</span>
          {inUse.partners.map((partner) => (
            <Chip key={partner}>{PARTNER_KIND_LABELS[partner][language]}</Chip>
          ))}
        </p>
      )}
      <PlanCameras cameras={inUse.cameras} place={place} />
    </div>
  );
}
