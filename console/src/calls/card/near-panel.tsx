import { calls } from "@amaliyat/contract/calls";
import type { InterventionRow } from "@amaliyat/contract/interventions";
import { Button } from "@amaliyat/ui/controls";
import { LoadingState } from "@amaliyat/ui/feedback";
import { PriorityGlyph } from "@amaliyat/ui/glyphs";
import { roomNow, useNow, useShortcut } from "@amaliyat/ui/hooks";
import { Bdi, Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { cardOf, dangerSaid, levelOf, type Rise, RiseLine, riseOf, shortReference, titleOf, useInterventions } from "../../facts/index.ts";
import { Refusal } from "../../session/index.ts";
import { QueryFailed } from "../../states/index.ts";
import { nearCall } from "../call-queries.ts";
import { useText } from "../text.ts";
import { useCallAct } from "../use-call-act.ts";
import { toBody } from "../call-draft.ts";
import { setIntervention, type InterventionPanelProps } from "./intervention-panel.tsx";

/** Open interventions near the caller: perhaps the room works on it already. J joins the nearest. */
export function NearPanel({ card, draft }: InterventionPanelProps): ReactNode {
  const text = useText();
  const open = useInterventions().data?.filter((row) => row.state === "open").length ?? 0;
  const query = useQuery({ ...nearCall(card.callId, open), placeholderData: keepPreviousData });
  const { busy, refused, run } = useCallAct();
  const [asked, setAsked] = useState<string | null>(null);
  const client = useQueryClient();
  const { callId, interventionId: joined } = card;
  const near = (query.data ?? []).filter(({ row }) => row.interventionId !== joined);
  const said = dangerSaid({
    subcategory: draft.value.subcategory ?? card.subcategory,
    priority: draft.value.priority ?? card.priority,
    attributes: draft.value.attributes,
  });
  /** A caller who says more danger than is known opens an intervention that joins: the one that stays takes that danger over. */
  const joinWithDanger = async (joins: string): Promise<void> => {
    const done = await run(() => ask(calls.makeIntervention, { params: { callId }, body: { ...toBody(draft.value), joins } }));
    if (done === null) return;
    client.setQueryData(cardOf(done.value.interventionId).queryKey, done.value);
    setIntervention(client, callId, done.value.mergedInto ?? joins, null);
    draft.clear();
  };
  const join = (row: InterventionRow): void => {
    const { interventionId } = row;
    setAsked(interventionId);
    if (riseOf(row, said) !== null) void joinWithDanger(interventionId);
    else void run(() => ask(calls.joinIntervention, { params: { callId }, body: { interventionId } }));
  };
  const first = near[0]?.row;
  useShortcut("KeyJ", () => first !== undefined && join(first), { enabled: first !== undefined && joined === null });
  return (
    <Panel region title={text("near.title")} count={query.data === undefined ? undefined : near.length} className="call-near">
      {query.data === undefined && (query.isError ? <QueryFailed query={query} /> : <LoadingState what={text("near.title")} lines={2} />)}
      {query.data !== undefined && near.length === 0 && (
        <p className="call-note am-t2">{text(card.place === null ? "near.no_place" : "near.none")}</p>
      )}
      <ul className="call-near__list">
        {near.map(({ row, metres }, nth) => (
          <li key={row.interventionId} data-near={row.reference}>
            <NearWords row={row} metres={metres} rise={joined === null ? riseOf(row, said) : null} />
            {joined === null && (
              <Button
                size="s"
                shortcut={nth === 0 ? "KeyJ" : undefined}
                loading={busy && asked === row.interventionId}
                onClick={() => join(row)}
              >
                {text("near.join")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Refusal problem={refused} />
    </Panel>
  );
}

type NearWordsProps = { readonly row: InterventionRow; readonly metres: number; readonly rise: Rise | null };

function NearWords({ row, metres, rise }: NearWordsProps): ReactNode {
  const format = useFormat();
  const { language } = useLanguage();
  const now = useNow();
  return (
    <>
      <PriorityGlyph priority={levelOf(row.priority)} size={24} />
      <div className="am-grow">
        <Link to="/interventions/$interventionId" params={{ interventionId: row.interventionId }} search={{}}>
          {titleOf(row.subcategory, language)} <Num>{shortReference(row.reference, roomNow())}</Num>
        </Link>
        <div className="am-small am-t2 am-clip am-clip--name">
          <Num>{format.distance(metres)}</Num> · <Num>{format.age(now - Date.parse(row.openedAt))}</Num>
          {row.placeText !== null && (
            <>
              {" · "}
              <Bdi>{row.placeText}</Bdi>
            </>
          )}
        </div>
        <RiseLine rise={rise} />
      </div>
    </>
  );
}
