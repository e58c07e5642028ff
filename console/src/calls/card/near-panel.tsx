import { calls, type CallCard } from "@amaliyat/contract/calls";
import type { InterventionRow } from "@amaliyat/contract/interventions";
import { Button } from "@amaliyat/ui/controls";
import { LoadingState } from "@amaliyat/ui/feedback";
import { PriorityGlyph } from "@amaliyat/ui/glyphs";
import { roomNow, useNow, useShortcut } from "@amaliyat/ui/hooks";
import { Bdi, Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { levelOf, shortReference, titleOf } from "../../interventions/facts.ts";
import { useInterventions } from "../../live/index.ts";
import { Refusal } from "../../session/index.ts";
import { QueryFailed } from "../../states/index.ts";
import { nearCall } from "../call-queries.ts";
import { useText } from "../text.ts";
import { useCallAct } from "../use-call-act.ts";

/** Open interventions near the caller: perhaps the room works on it already. J joins the nearest. */
export function NearPanel({ card }: { readonly card: CallCard }): ReactNode {
  const text = useText();
  const open = useInterventions().data?.filter((row) => row.state === "open").length ?? 0;
  const query = useQuery({ ...nearCall(card.callId, open), placeholderData: keepPreviousData });
  const { busy, refused, run } = useCallAct();
  const [asked, setAsked] = useState<string | null>(null);
  const { callId, interventionId: joined } = card;
  const near = (query.data ?? []).filter(({ row }) => row.interventionId !== joined);
  const join = (interventionId: string): void => {
    setAsked(interventionId);
    void run(() => ask(calls.joinIntervention, { params: { callId }, body: { interventionId } }));
  };
  const first = near[0]?.row.interventionId;
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
            <NearWords row={row} metres={metres} />
            {joined === null && (
              <Button
                size="s"
                shortcut={nth === 0 ? "KeyJ" : undefined}
                loading={busy && asked === row.interventionId}
                onClick={() => join(row.interventionId)}
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

function NearWords({ row, metres }: { readonly row: InterventionRow; readonly metres: number }): ReactNode {
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
        <div className="am-small am-t2 am-clip">
          <Num>{format.distance(metres)}</Num> · <Num>{format.age(now - Date.parse(row.openedAt))}</Num>
          {row.placeText !== null && (
            <>
              {" · "}
              <Bdi>{row.placeText}</Bdi>
            </>
          )}
        </div>
      </div>
    </>
  );
}
