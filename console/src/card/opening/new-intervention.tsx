import { interventions } from "@amaliyat/contract/interventions";
import type { Problem } from "@amaliyat/contract/route";
import { CHANNELS, isChannel, isSubcategory, originOf, UNCLASSIFIED, type ChannelCode } from "@amaliyat/domain/interventions";
import type { Point } from "@amaliyat/domain/kernel";
import { Button, Combobox, Field, Select, TextArea } from "@amaliyat/ui/controls";
import { useDraft, useShortcut } from "@amaliyat/ui/hooks";
import { useLanguage, useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState, type FormEvent, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { pickLandmark, PointLine } from "../../gazetteer/index.ts";
import { selected } from "../../selection/index.ts";
import { Refusal, useDraftName, useSession } from "../../session/index.ts";
import { cardOf, leaveNewIntervention, PlaceFields, subcategoryPicks, useNewIntervention } from "../../facts/index.ts";
import { LikelyNew } from "../likely/likely-new.tsx";
import { MarkFields } from "./mark-fields.tsx";
import { blankForm, isForm, toBody, type NewForm } from "./new-form.ts";
import { useText } from "../text.ts";
import "../card-forms.css";

type AskedPlace = { readonly point: Point | null; readonly name: string | null };

/** The place that was asked for, or the one marked on the map. */
function useAskedPlace(): AskedPlace {
  const { point, name } = useNewIntervention();
  if (point) return { point, name };
  const selection = selected();
  return selection?.kind === "place" ? { point: selection.point, name: selection.name ?? null } : { point: null, name: null };
}

/** Opens an intervention that no camera showed: by call, report, patrol, partner or at the desk. Kept on this machine until sent. */
export function NewInterventionDialog(): ReactNode {
  const text = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { user } = useSession();
  const asked = useAskedPlace();
  const draft = useDraft(useDraftName("new-intervention"), blankForm(user.role), isForm);
  const [point, setPoint] = useState<Point | null>(asked.point ?? draft.value.point);
  const [refused, setRefused] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  // The name of the place that was asked for is its words, until others are typed.
  const [named, setNamed] = useState(draft.value.placeText === "" ? asked.name : null);
  const form: NewForm = { ...draft.value, point, ...(named === null ? {} : { placeText: named }) };
  const ready = point !== null || form.placeText.trim() !== "";

  const send = async (joins?: string): Promise<void> => {
    if (busy || !ready) return;
    setBusy(true);
    const answer = await ask(interventions.open, { body: toBody(form, joins) });
    setBusy(false);
    if (!answer.ok) return setRefused(answer.error);
    client.setQueryData(cardOf(answer.value.interventionId).queryKey, answer.value);
    const { subcategory, mergedInto } = answer.value;
    const interventionId = mergedInto ?? answer.value.interventionId;
    draft.clear();
    leaveNewIntervention();
    const search = subcategory === UNCLASSIFIED && mergedInto === null ? { begin: "classify" as const } : {};
    await navigate({ to: "/interventions/$interventionId", params: { interventionId }, search });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void send();
  };
  const box = useRef<HTMLFormElement>(null);
  useShortcut("Ctrl+Enter", () => void send(), { within: box, whileTyping: true });
  return (
    <Dialog open onClose={leaveNewIntervention} title={text("new.title")} size="wide">
      <form ref={box} className="card-form" onSubmit={submit}>
        <NewFields
          form={form}
          onChange={(change) => {
            if (change.placeText !== undefined) setNamed(null);
            draft.update((before) => ({ ...before, ...change }));
          }}
          point={point}
          onPoint={setPoint}
        />
        <LikelyNew
          form={form}
          busy={busy}
          onJoin={(row) => void send(row.interventionId)}
          onApart={(row) => draft.update((before) => ({ ...before, apartFrom: [...before.apartFrom, row.interventionId] }))}
        />
        <Refusal problem={refused} />
        <NewFoot busy={busy} ready={ready} restored={draft.restoredAt !== undefined} onClear={draft.clear} />
      </form>
    </Dialog>
  );
}

function NewFoot(props: {
  readonly busy: boolean;
  readonly ready: boolean;
  readonly restored: boolean;
  readonly onClear: () => void;
}): ReactNode {
  const text = useText();
  const ui = useUiText();
  return (
    <div className="card-form__foot">
      <Button
        type="submit"
        variant="primary"
        shortcut="Ctrl+Enter"
        loading={props.busy}
        disabledReason={props.ready ? undefined : text("new.place_first")}
      >
        {text("new.act")}
      </Button>
      <Button variant="quiet" shortcut="Escape" onClick={leaveNewIntervention}>
        {ui("back")}
      </Button>
      {props.restored && (
        <Button size="s" variant="quiet" onClick={props.onClear}>
          {text("form.start_over")}
        </Button>
      )}
    </div>
  );
}

type FieldsProps = {
  readonly form: NewForm;
  readonly onChange: (change: Partial<NewForm>) => void;
  readonly point: Point | null;
  readonly onPoint: (point: Point | null) => void;
};

function NewFields({ form, onChange, point, onPoint }: FieldsProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const subcategories = subcategoryPicks("", language).map((one) => ({
    value: one.code,
    label: one.label,
    detail: one.code,
    keywords: one.category,
  }));
  const channels = CHANNELS.filter((one) => one.code !== "CAM").map((one) => ({ value: one.code, label: one.labels[language] }));
  const setPoint = (next: Point | null): void => {
    onPoint(next);
    onChange({ point: next });
  };
  const onPlace = (change: { readonly words?: string; readonly point?: Point | null }): void => {
    if (change.point !== undefined) onPoint(change.point);
    onChange({
      ...(change.point === undefined ? {} : { point: change.point }),
      ...(change.words === undefined ? {} : { placeText: change.words }),
    });
  };
  return (
    <div className="card-form__grid">
      <Field label={text("new.subcategory")} hint={text("new.subcategory_hint")}>
        <Combobox
          options={subcategories}
          value={form.subcategory}
          digits
          onChange={(code: string) => isSubcategory(code) && onChange({ subcategory: code })}
          placeholder={text("classify.search")}
        />
      </Field>
      <Field label={text("new.channel")}>
        <Select
          options={channels}
          value={form.channel}
          onChange={(code: ChannelCode) => isChannel(code) && onChange({ channel: code, origin: originOf(code) })}
        />
      </Field>
      <PlaceFields words={form.placeText} hint={text("new.place_hint")} landmarks={pickLandmark} onChange={onPlace} />
      {point && <PointLine point={point} onDrop={() => setPoint(null)} />}
      <MarkFields marks={form} onChange={onChange} />
      <Field label={text("new.note")} className="card-form__whole" optional>
        <TextArea rows={3} maxLength={2000} value={form.note} onChange={(note) => onChange({ note })} />
      </Field>
    </div>
  );
}
