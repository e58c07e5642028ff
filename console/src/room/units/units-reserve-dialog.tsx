import { dispatch, type Unit } from "@amaliyat/contract/dispatch";
import { Button, Field, RadioGroup, TextInput, TimeInput } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { roomNow, useDraft, useNow } from "@amaliyat/ui/hooks";
import { isolate, Time, useFormat, useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useState, type FormEvent, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { Refusal, useDraftName } from "../../session/index.ts";
import { useText } from "../text.ts";
import { useUnitAct } from "./units-act.ts";
import { EMPTY_RESERVE, isReserveDraft, reservedUntil, SPANS } from "./units-reserve-draft.ts";

/** As long as the room takes it. */
const LONGEST = 100;

/** Keeps a unit free for something that is expected, for some minutes or until a time. */
export function ReserveDialog({ unit, onClose }: { readonly unit: Unit; readonly onClose: () => void }): ReactNode {
  const text = useText();
  const ui = useUiText();
  const format = useFormat();
  const now = useNow();
  const act = useUnitAct();
  const { value: draft, update, clear } = useDraft(useDraftName(`unit.reserve.${unit.unitId}`), EMPTY_RESERVE, isReserveDraft);
  const [asked, setAsked] = useState(false);
  const code = isolate(unit.code);
  const until = reservedUntil(draft, now);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setAsked(true);
    const at = reservedUntil(draft, roomNow());
    if (at === null) return;
    const said = draft.reason.trim();
    const body = { until: new Date(at).toISOString(), for: said === "" ? null : said };
    if (!(await act.run(() => ask(dispatch.reserve, { params: { unitId: unit.unitId }, body })))) return;
    showToast({ text: text("units.reserved", { code, until: format.shortTime(at) }) });
    clear();
    onClose();
  };
  const spans = SPANS.map((value) => ({
    value,
    label: value === "until" ? text("units.span_until") : text("units.span", { count: Number(value) }),
  }));
  return (
    <Dialog open onClose={onClose} title={text("units.reserve_title", { code })}>
      <form className="session-form" onSubmit={(event) => void submit(event)}>
        <p className="am-t2">{text("units.reserve_text")}</p>
        <RadioGroup
          row
          label={text("units.reserve_span")}
          options={spans}
          value={draft.span}
          onChange={(span) => update((before) => ({ ...before, span }))}
        />
        {draft.span === "until" && (
          <Field label={text("units.span_until")} error={asked && until === null ? text("units.clock_missing") : undefined} required>
            <TimeInput value={draft.clock} onChange={(clock) => update((before) => ({ ...before, clock }))} />
          </Field>
        )}
        <Field label={text("units.reserve_for")} optional>
          <TextInput value={draft.reason} maxLength={LONGEST} onChange={(reason) => update((before) => ({ ...before, reason }))} />
        </Field>
        <Refusal problem={act.refused} />
        <div className="am-row">
          <Button type="submit" variant="primary" loading={act.busy}>
            {text("units.act.reserve")}
          </Button>
          <Button variant="quiet" shortcut="Escape" onClick={onClose}>
            {ui("back")}
          </Button>
          {until !== null && (
            <span className="am-t2 am-small">
              {text("units.until")} <Time at={until} format="shortTime" className="am-strong" />
            </span>
          )}
        </div>
      </form>
    </Dialog>
  );
}
