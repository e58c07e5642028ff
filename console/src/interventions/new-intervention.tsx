import { interventions } from "@amaliyat/contract/interventions";
import type { Problem } from "@amaliyat/contract/route";
import { CHANNELS, isChannel, isSubcategory, originOf, type ChannelCode } from "@amaliyat/domain/interventions";
import type { Point } from "@amaliyat/domain/kernel";
import { Button, Combobox, Field, IconButton, Select, TextArea, TextInput } from "@amaliyat/ui/controls";
import { useDraft, useShortcut } from "@amaliyat/ui/hooks";
import { Num, useLanguage, useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import MapPin from "lucide-react/icons/map-pin";
import X from "lucide-react/icons/x";
import { useRef, useState, type FormEvent, type ReactNode } from "react";
import { ask, KEYS } from "../api/index.ts";
import { selected } from "../selection/index.ts";
import { Refusal, useDraftName, useSession } from "../session/index.ts";
import { leaveNewIntervention, useNewIntervention } from "./new-intervention-store.ts";
import { blankForm, isForm, toBody, type NewForm } from "./new-form.ts";
import { useKnownPlaces } from "./place-options.ts";
import { subcategoryPicks } from "./subcategory-picks.ts";
import { useText } from "./text.ts";
import "./card-forms.css";

/** The point that was asked for, or the one marked on the map. */
function useAskedPoint(): Point | null {
  const { point } = useNewIntervention();
  if (point) return point;
  const selection = selected();
  return selection?.kind === "place" ? selection.point : null;
}

/** Opens an intervention that no camera showed: by call, report, patrol, partner or at the desk. Kept on this machine until sent. */
export function NewInterventionDialog(): ReactNode {
  const text = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { user } = useSession();
  const asked = useAskedPoint();
  const draft = useDraft(useDraftName("new-intervention"), blankForm(user.role), isForm);
  const [point, setPoint] = useState<Point | null>(asked ?? draft.value.point);
  const [refused, setRefused] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const form: NewForm = { ...draft.value, point };
  const ready = point !== null || form.placeText.trim() !== "";

  const send = async (): Promise<void> => {
    if (busy || !ready) return;
    setBusy(true);
    const answer = await ask(interventions.open, { body: toBody(form) });
    setBusy(false);
    if (!answer.ok) return setRefused(answer.error);
    const { interventionId, subcategory } = answer.value;
    client.setQueryData(KEYS.card(interventionId), answer.value);
    draft.clear();
    leaveNewIntervention();
    const search = subcategory === "OTH.UNK" ? { begin: "classify" as const } : {};
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
          onChange={(change) => draft.update((before) => ({ ...before, ...change }))}
          point={point}
          onPoint={setPoint}
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
  const ui = useUiText();
  const { language } = useLanguage();
  const known = useKnownPlaces();
  const [chosen, setChosen] = useState<string | null>(null);
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
  const choosePlace = (id: string): void => {
    const place = known.find(id);
    if (!place) return;
    setChosen(id);
    setPoint(place.point);
    if (form.placeText.trim() === "") onChange({ placeText: place.name, point: place.point });
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
      <Field label={text("place.known")} hint={text("new.place_hint")}>
        <Combobox options={known.options} value={chosen} onChange={choosePlace} placeholder={ui("search")} />
      </Field>
      <Field label={text("place.words")}>
        <TextInput value={form.placeText} maxLength={200} onChange={(placeText) => onChange({ placeText })} />
      </Field>
      {point && (
        <div className="card-form__point">
          <MapPin size={16} aria-hidden="true" />
          <Num>{`${point.lat.toFixed(5)}, ${point.lon.toFixed(5)}`}</Num>
          <IconButton size="s" label={text("new.drop_point")} icon={<X size={14} aria-hidden="true" />} onClick={() => setPoint(null)} />
        </div>
      )}
      <Field label={text("new.note")} className="card-form__whole" optional>
        <TextArea rows={3} maxLength={2000} value={form.note} onChange={(note) => onChange({ note })} />
      </Field>
    </div>
  );
}
