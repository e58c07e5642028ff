import { cameras, type Phase } from "@amaliyat/contract/cameras";
import type { Problem } from "@amaliyat/contract/route";
import { startOfDay } from "@amaliyat/domain/calendar";
import { Button, DateInput, Field, TextInput } from "@amaliyat/ui/controls";
import { EmptyState, LoadingState, showToast } from "@amaliyat/ui/feedback";
import { Bdi, languageNames, languages, localTime, Num, Time, useLanguage, type CalendarDay } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { putOne } from "../../live/index.ts";
import { Refusal, useMay } from "../../session/index.ts";
import { QueryFailed } from "../../states/index.ts";
import { phaseList } from "../camera-queries.ts";
import { useText } from "../text.ts";

/** The phases of the camera project, each with the day on which it went in service. */
export function PhasePanel(): ReactNode {
  const text = useText();
  const phases = useQuery(phaseList);
  const mayPut = useMay(cameras.putPhase);
  const [edited, setEdited] = useState<number | null>(null);
  const next = Math.max(0, ...(phases.data ?? []).map((phase) => phase.number)) + 1;
  const add = mayPut && (
    <Button size="s" onClick={() => setEdited(next)}>
      {text("phase.new")}
    </Button>
  );
  return (
    <Panel title={text("phase.list")} count={phases.data?.length} region actions={add}>
      {phases.isError ? (
        <QueryFailed query={phases} />
      ) : phases.data === undefined ? (
        <LoadingState what={text("phase.list")} lines={3} />
      ) : (
        <>
          {phases.data.length === 0 && edited === null && (
            <EmptyState title={text("phase.empty")} text={text("phase.empty_text")} act={add} />
          )}
          <ul className="cameras-phases">
            {phases.data.map((phase) =>
              edited === phase.number ? (
                <li key={phase.number}>
                  <PhaseForm number={phase.number} phase={phase} onClose={() => setEdited(null)} />
                </li>
              ) : (
                <PhaseLine key={phase.number} phase={phase} onEdit={mayPut ? () => setEdited(phase.number) : null} />
              ),
            )}
            {edited === next && (
              <li>
                <PhaseForm number={next} phase={null} onClose={() => setEdited(null)} />
              </li>
            )}
          </ul>
        </>
      )}
    </Panel>
  );
}

function PhaseLine({ phase, onEdit }: { readonly phase: Phase; readonly onEdit: (() => void) | null }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  return (
    <li className="cameras-phase">
      <Num className="am-title">{phase.number}</Num>
      <span className="am-grow">
        <Bdi>{phase.names[language]}</Bdi>
        <span className="am-t3 am-small">
          {phase.inServiceOn === null ? text("phase.not_yet") : <Time at={startOfDay(phase.inServiceOn)} format="day" />}
        </span>
      </span>
      {onEdit && (
        <Button size="s" variant="quiet" onClick={onEdit}>
          {text("phase.edit")}
        </Button>
      )}
    </li>
  );
}

const dayOf = (iso: string | null | undefined): CalendarDay | null => (iso ? (localTime(startOfDay(iso)) ?? null) : null);
const two = (value: number): string => String(value).padStart(2, "0");

function PhaseForm(props: { readonly number: number; readonly phase: Phase | null; readonly onClose: () => void }): ReactNode {
  const { number, phase, onClose } = props;
  const text = useText();
  const client = useQueryClient();
  const [names, setNames] = useState(phase?.names ?? { ar: "", fr: "", en: "" });
  const [day, setDay] = useState<CalendarDay | null>(() => dayOf(phase?.inServiceOn));
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const send = async (): Promise<void> => {
    setBusy(true);
    const inServiceOn = day === null ? null : `${day.year}-${two(day.month)}-${two(day.day)}`;
    const answer = await ask(cameras.putPhase, { params: { number }, body: { names, inServiceOn } });
    setBusy(false);
    if (!answer.ok) return setRefused(answer.error);
    showToast({ text: text("phase.saved", { number }) });
    if (phase) client.setQueryData(phaseList.queryKey, (held) => held && putOne(held, answer.value, (one) => one.number));
    else await client.invalidateQueries({ queryKey: phaseList.queryKey });
    onClose();
  };
  return (
    <form
      className="cameras-credentials"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <span className="am-strong">{text("phase.number", { number })}</span>
      {languages.map((one) => (
        <Field key={one} label={<span lang={one}>{languageNames[one]}</span>}>
          <TextInput lang={one} value={names[one]} onChange={(value) => setNames({ ...names, [one]: value })} />
        </Field>
      ))}
      <Field label={text("phase.in_service_on")} optional>
        <DateInput value={day} onChange={setDay} />
      </Field>
      <Refusal problem={refused} />
      <div className="am-row">
        <Button type="submit" size="s" variant="primary" loading={busy} disabled={languages.some((one) => names[one].trim() === "")}>
          {text("form.save")}
        </Button>
        <Button size="s" variant="quiet" onClick={onClose}>
          {text("credentials.leave")}
        </Button>
      </div>
    </form>
  );
}
