import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import { ATTRIBUTE_LABELS, ATTRIBUTES, PRIORITIES, type Attribute, type Danger } from "@amaliyat/domain/interventions";
import { Button, Chip, Field, Segmented, TextInput } from "@amaliyat/ui/controls";
import { LoadingState } from "@amaliyat/ui/feedback";
import { PriorityGlyph } from "@amaliyat/ui/glyphs";
import { isText, roomNow, useDraft } from "@amaliyat/ui/hooks";
import { isolate, Num, useLanguage, useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { useId, useState, type FormEvent, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { Refusal, useDraftName } from "../../session/index.ts";
import { QueryFailed } from "../../states/index.ts";
import { stayingOf } from "../card-queries.ts";
import { ChangedMeanwhile, useOpenedVersion } from "../dialogs/changed-meanwhile.tsx";
import { levelOf, shortReference, titleOf } from "../../facts/index.ts";
import { useText } from "../text.ts";
import { useAct } from "../use-act.ts";
import { proposeSplit, withNewDanger } from "./split.ts";
import "./one-event.css";

export type SplitDialogProps = { readonly card: InterventionCard; readonly onClose: () => void };

/** Splits a merged intervention off again. The person is asked for the danger of each and for its units; nothing is assumed. */
export function SplitDialog({ card, onClose }: SplitDialogProps): ReactNode {
  const text = useText();
  const staying = useQuery(stayingOf(card));
  const title = (
    <>
      {text("reason.split.title")} <Num className="am-t2">{shortReference(card.reference, roomNow())}</Num>
    </>
  );
  return (
    <Dialog open onClose={onClose} title={title} size="wide" top>
      {staying.data !== undefined ? (
        <SplitForm key={staying.data.interventionId} card={card} staying={staying.data} onClose={onClose} />
      ) : staying.isError ? (
        <QueryFailed query={staying} />
      ) : (
        <LoadingState what={text("reason.split.title")} lines={4} />
      )}
    </Dialog>
  );
}

function SplitForm({ card, staying, onClose }: SplitDialogProps & { readonly staying: InterventionCard }): ReactNode {
  const text = useText();
  const ui = useUiText();
  const { interventionId } = card;
  // The dialog keeps the proposal that it opened with: a choice must not change under the hand. Danger that comes later is added to it.
  const [proposed] = useState(() => proposeSplit(card, staying));
  const [known, setKnown] = useState({ version: staying.version, split: proposed });
  const [keeps, setKeeps] = useState(proposed.keeps);
  const [takes, setTakes] = useState(proposed.takes);
  if (known.version !== staying.version) {
    const split = proposeSplit(card, staying);
    setKnown({ version: staying.version, split });
    setKeeps(withNewDanger(keeps, known.split.keeps, split.keeps));
    setTakes(withNewDanger(takes, known.split.takes, split.takes));
  }
  const [going, setGoing] = useState<ReadonlySet<string>>(
    () => new Set(proposed.units.flatMap(({ assignment, goes }) => (goes ? [assignment.assignmentId] : []))),
  );
  const draft = useDraft(useDraftName(`split.${interventionId}`), "", isText);
  const act = useAct(interventionId);
  const [opened, openedStaying] = [useOpenedVersion(card), useOpenedVersion(staying)];
  const place = (assignmentId: string, goes: boolean): void =>
    setGoing((before) => new Set(goes ? [...before, assignmentId] : [...before].filter((each) => each !== assignmentId)));
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (draft.value.trim() === "") return;
    const body = {
      version: card.version,
      reason: draft.value,
      takes: { ...takes, attributes: [...takes.attributes] },
      keeps: { ...keeps, attributes: [...keeps.attributes], version: staying.version },
      assignmentIds: [...going],
    };
    if (!(await act.run(() => ask(interventions.split, { params: { interventionId }, body })))) return;
    draft.clear();
    onClose();
  };
  const places = [
    { value: "stays" as const, label: text("split.stays") },
    { value: "goes" as const, label: text("split.goes") },
  ];
  return (
    <form className="card-form" onSubmit={(event) => void submit(event)}>
      <p className="am-t2 am-small">{text("reason.split.text")}</p>
      <div className="one-event-split">
        <Side title={text("split.keeps")} card={staying} danger={keeps} onChange={setKeeps} />
        <Side title={text("split.takes")} card={card} danger={takes} onChange={setTakes} />
      </div>
      {proposed.units.length === 0 ? (
        <p className="am-t2">{text("split.no_unit")}</p>
      ) : (
        <ul className="one-event-split__units" aria-label={text("split.units")}>
          {proposed.units.map(({ assignment: { assignmentId, unitCode } }) => (
            <li key={assignmentId} data-unit={unitCode}>
              <span>{text("split.unit", { unit: isolate(unitCode) })}</span>
              <Segmented
                size="s"
                label={text("split.unit", { unit: isolate(unitCode) })}
                options={places}
                value={going.has(assignmentId) ? "goes" : "stays"}
                onChange={(value) => place(assignmentId, value === "goes")}
              />
            </li>
          ))}
        </ul>
      )}
      <Field label={text("reason.label")} required>
        <TextInput data-initial-focus="" value={draft.value} maxLength={200} onChange={draft.setValue} />
      </Field>
      <Refusal problem={act.refused} />
      <ChangedMeanwhile card={card} since={opened} />
      <ChangedMeanwhile card={staying} since={openedStaying} />
      <div className="card-form__foot">
        <Button type="submit" variant="primary" loading={act.busy} disabled={draft.value.trim() === ""}>
          {text("act.split")}
        </Button>
        <Button variant="quiet" shortcut="Escape" onClick={onClose}>
          {ui("back")}
        </Button>
      </div>
    </form>
  );
}

type SideProps = {
  readonly title: string;
  readonly card: InterventionCard;
  readonly danger: Danger;
  readonly onChange: (danger: Danger) => void;
};

/** One of the two: its kind, and its own danger after the split. */
function Side({ title, card, danger, onChange }: SideProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const id = useId();
  const turn = (one: Attribute): void => {
    const { attributes } = danger;
    onChange({ ...danger, attributes: attributes.includes(one) ? attributes.filter((each) => each !== one) : [...attributes, one] });
  };
  return (
    <section className="one-event-split__side" aria-labelledby={id} data-side={card.reference}>
      <h3 id={id}>
        {title} <Num>{shortReference(card.reference, roomNow())}</Num>
      </h3>
      <div className="am-t2">{titleOf(card.subcategory, language)}</div>
      <Segmented
        size="s"
        label={text("facts.priority")}
        options={PRIORITIES.map((value) => ({
          value,
          label: value,
          icon: <PriorityGlyph priority={levelOf(value)} size={16} silent />,
        }))}
        value={danger.priority}
        onChange={(priority) => onChange({ ...danger, priority })}
      />
      <div className="card-form__marks" role="group" aria-label={text("facts.attributes")}>
        {ATTRIBUTES.map((one) => (
          <Chip key={one} pressed={danger.attributes.includes(one)} onClick={() => turn(one)}>
            {ATTRIBUTE_LABELS[one][language]}
          </Chip>
        ))}
      </div>
    </section>
  );
}
