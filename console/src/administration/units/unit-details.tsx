import { dispatch, type service, type Unit } from "@amaliyat/contract/dispatch";
import type { Problem } from "@amaliyat/contract/route";
import { SKILL_LABELS } from "@amaliyat/domain/dispatch";
import { Button } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { Bdi, isolate, Num, Time, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import type { z } from "zod";
import { ask } from "../../api/index.ts";
import { useInterventions, writeUnit } from "../../facts/index.ts";
import { Refusal, useMay } from "../../session/index.ts";
import { useText } from "../text.ts";
import { EditUnit } from "./edit-unit.tsx";
import { LendUnit } from "./lend-unit.tsx";
import { LostPhone } from "./lost-phone.tsx";
import { OutDialog } from "./out-dialog.tsx";
import { RetireUnit } from "./retire-unit.tsx";
import { UnitNow, useUnitWords } from "./unit-columns.tsx";

/** One unit: its state, the person who speaks for it, and whether it serves. Neither act changes its assignments. */
export function UnitDetails({ unit }: { readonly unit: Unit }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const client = useQueryClient();
  const words = useUnitWords(language);
  const mayChange = useMay(dispatch.changeUnit);
  const mayLend = useMay(dispatch.lendUnit);
  const mayRetire = useMay(dispatch.retireUnit);
  const mayLose = useMay(dispatch.loseDevice);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const setService = async (body: z.input<typeof service>): Promise<Problem | null> => {
    const answer = await ask(dispatch.setUnitService, { params: { unitId: unit.unitId }, body });
    if (!answer.ok) return answer.error;
    showToast({ text: text(body.available ? "units.put_back_done" : "units.taken_out", { code: isolate(unit.code) }) });
    writeUnit(client, answer.value);
    return null;
  };
  const putBack = async (): Promise<void> => {
    setBusy(true);
    setRefused(await setService({ available: true }));
    setBusy(false);
  };
  const isOut = unit.status === "unavailable";
  return (
    <Panel title={text("units.one", { code: isolate(unit.code) })} aside={words.kind(unit)} region className="list-side">
      <div className="administration-designation">
        <div className="am-grow">
          <UnitNow unit={unit} />
        </div>
        {isOut ? (
          <Button size="s" variant="primary" loading={busy} onClick={() => void putBack()}>
            {text("units.put_back")}
          </Button>
        ) : (
          <Button size="s" onClick={() => setAsked(true)}>
            {text("units.take_out")}
          </Button>
        )}
        {mayLend && !unit.isPerson && <LendUnit unit={unit} />}
        {mayRetire && !unit.isPerson && <RetireUnit unit={unit} />}
        {mayLose && unit.speakers.length > 0 && <LostPhone unit={unit} />}
        <Refusal problem={refused} />
      </div>
      <dl className="administration-facts">
        <dt>{text("field.sector")}</dt>
        <dd>
          <Bdi>{words.sector(unit)}</Bdi>
        </dd>
        {unit.lent !== null && (
          <>
            <dt>{text("units.lent_to")}</dt>
            <dd>
              <Bdi>{words.lent(unit)}</Bdi> <Time at={Date.parse(unit.lent.until)} format="dateTime" />
            </dd>
          </>
        )}
        <dt>{text("units.column.patrol")}</dt>
        <dd>{unit.speakers.length === 0 ? text("units.nobody") : <Bdi>{words.patrol(unit)}</Bdi>}</dd>
        <dt>{text("units.radio")}</dt>
        <dd>
          <Bdi>{unit.radios.join(" · ") || "–"}</Bdi>
        </dd>
        <dt>{text("units.since")}</dt>
        <dd>
          <Time at={Date.parse(unit.statusSince)} format="dateTime" />
        </dd>
        <dt>{text("units.position")}</dt>
        <dd>{unit.position === null ? text("units.no_position") : <Time at={Date.parse(unit.position.at)} format="dateTime" />}</dd>
        <dt>{text("units.sent_to")}</dt>
        <dd>
          <SentTo unit={unit} />
        </dd>
      </dl>
      {mayChange && !unit.isPerson ? <EditUnit key={unit.unitId} unit={unit} /> : <MadeOf unit={unit} />}
      {asked && <OutDialog unit={unit} onClose={() => setAsked(false)} onSend={setService} />}
    </Panel>
  );
}

/** Skills, vehicle and crew, for those who may not change them. */
function MadeOf({ unit }: { readonly unit: Unit }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  return (
    <dl className="administration-facts">
      <dt>{text("units.vehicle")}</dt>
      <dd>{unit.vehicle === null ? "–" : <Bdi>{unit.vehicle}</Bdi>}</dd>
      <dt>{text("units.skills")}</dt>
      <dd>{unit.skills.map((skill) => SKILL_LABELS[skill][language]).join(" · ") || "–"}</dd>
      <dt>{text("units.crew")}</dt>
      <dd>
        <Bdi>{unit.crew.join(" · ") || "–"}</Bdi>
      </dd>
    </dl>
  );
}

function SentTo({ unit }: { readonly unit: Unit }): ReactNode {
  const text = useText();
  const row = useInterventions().data?.find(({ interventionId }) => interventionId === unit.interventionId);
  if (unit.interventionId === null) return <span className="am-t3">{text("units.nowhere")}</span>;
  return (
    <Link to="/interventions/$interventionId" params={{ interventionId: unit.interventionId }} search={{}}>
      <Num>{row?.reference ?? "…"}</Num>
    </Link>
  );
}
