import { places, type PlaceHistory } from "@amaliyat/contract/places";
import type { Problem } from "@amaliyat/contract/route";
import { isPurpose, PURPOSE_LABELS, type Purpose } from "@amaliyat/domain/cameras";
import type { SubcategoryCode } from "@amaliyat/domain/interventions";
import { HISTORY_RADII, HISTORY_RADIUS, isSensitive, type HistoryRadius } from "@amaliyat/domain/places";
import { Button, Checkbox, Field, Segmented, TextArea } from "@amaliyat/ui/controls";
import { useFormat, useLanguage, useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import History from "lucide-react/icons/history";
import { useState, type FormEvent, type ReactNode } from "react";
import { ask } from "../api/index.ts";
import { PurposeList } from "../facts/index.ts";
import { Refusal, useMay } from "../session/index.ts";
import { HistoryList } from "./history-list.tsx";
import { useText } from "./text.ts";
import "./places.css";

export type HistoryButtonProps = { readonly interventionId: string; readonly subcategory: SubcategoryCode };

/** Opens the history of the place of an intervention; nothing of it is read before a purpose is given. */
export function HistoryButton(props: HistoryButtonProps): ReactNode {
  const text = useText();
  const [open, setOpen] = useState(false);
  if (!useMay(places.history)) return null;
  return (
    <div>
      <Button size="s" icon={<History size={14} aria-hidden="true" />} onClick={() => setOpen(true)}>
        {text("history.open")}
      </Button>
      {open && <HistoryDialog {...props} onClose={() => setOpen(false)} />}
    </div>
  );
}

function HistoryDialog({ interventionId, subcategory, onClose }: HistoryButtonProps & { readonly onClose: () => void }): ReactNode {
  const text = useText();
  const ui = useUiText();
  const { language } = useLanguage();
  const format = useFormat();
  const [purpose, setPurpose] = useState<Purpose | null>(null);
  const [radius, setRadius] = useState<HistoryRadius>(HISTORY_RADIUS);
  const [sensitive, setSensitive] = useState(isSensitive(subcategory));
  const [words, setWords] = useState("");
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const [history, setHistory] = useState<PlaceHistory | null>(null);
  const missing = sensitive && words.trim() === "";
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (purpose === null || missing || busy) return;
    setBusy(true);
    const body = { purpose, radiusM: radius, sensitive, words: sensitive ? words : null };
    const answer = await ask(places.history, { params: { interventionId }, body });
    setBusy(false);
    setRefused(answer.ok ? null : answer.error);
    if (answer.ok) setHistory(answer.value);
  };
  if (history !== null)
    return (
      <Dialog open onClose={onClose} title={text("history.title")} size="wide">
        <HistoryList history={history} />
        <div className="places-form__foot">
          <Button onClick={() => setHistory(null)}>{text("history.again")}</Button>
          <Button variant="quiet" shortcut="Escape" onClick={onClose}>
            {ui("back")}
          </Button>
        </div>
      </Dialog>
    );
  return (
    <Dialog open onClose={onClose} title={text("history.title")} size="wide">
      <form className="places-form" onSubmit={(event) => void send(event)}>
        {purpose === null ? (
          <PurposeList ofPictures={false} onChosen={(next) => isPurpose(next) && setPurpose(next)} />
        ) : (
          <div className="places-form__line">
            <span>
              {text("history.purpose")}: <b>{PURPOSE_LABELS[purpose][language]}</b>
            </span>
            <Button size="s" variant="quiet" onClick={() => setPurpose(null)}>
              {text("history.other_purpose")}
            </Button>
          </div>
        )}
        <div className="places-form__line">
          <span>{text("history.radius")}</span>
          <Segmented
            size="s"
            label={text("history.radius")}
            options={HISTORY_RADII.map((one) => ({ value: String(one), label: format.distance(one) }))}
            value={String(radius)}
            onChange={(value) => setRadius(HISTORY_RADII.find((one) => String(one) === value) ?? HISTORY_RADIUS)}
          />
        </div>
        <Checkbox label={text("history.sensitive")} hint={text("history.sensitive_hint")} checked={sensitive} onChange={setSensitive} />
        {sensitive && (
          <Field label={text("history.words")} required>
            <TextArea rows={2} maxLength={500} value={words} onChange={setWords} />
          </Field>
        )}
        <Refusal problem={refused} />
        <div className="places-form__foot">
          <Button
            type="submit"
            variant="primary"
            loading={busy}
            disabledReason={purpose === null ? text("history.purpose_first") : missing ? text("history.words_first") : undefined}
          >
            {text("history.act")}
          </Button>
          <Button variant="quiet" shortcut="Escape" onClick={onClose}>
            {ui("back")}
          </Button>
          <span className="am-t2 am-small">{text("history.logged")}</span>
        </div>
      </form>
    </Dialog>
  );
}
