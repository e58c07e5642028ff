import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import { ATTRIBUTES, ATTRIBUTE_LABELS, type Attribute } from "@amaliyat/domain/interventions";
import { Button, Checkbox, Kbd } from "@amaliyat/ui/controls";
import { useShortcut } from "@amaliyat/ui/hooks";
import { useLanguage, useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useRef, useState, type FormEvent, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { Refusal } from "../../session/index.ts";
import { ChangedMeanwhile, useOpenedVersion } from "./changed-meanwhile.tsx";
import { useText } from "../text.ts";
import { useAct } from "../use-act.ts";

/** Says what marks the intervention; a digit turns a mark on or off. */
export function MarkDialog({ card, onClose }: { readonly card: InterventionCard; readonly onClose: () => void }): ReactNode {
  const text = useText();
  const ui = useUiText();
  const { language } = useLanguage();
  const { interventionId } = card;
  // No draft: the whole set is sent, and one left an hour ago would undo a colleague's change since.
  const [marked, setMarked] = useState<readonly Attribute[]>(card.attributes);
  const act = useAct(interventionId);
  const opened = useOpenedVersion(card);
  const form = useRef<HTMLFormElement>(null);
  const turn = (one: Attribute): void =>
    setMarked((before) => (before.includes(one) ? before.filter((each) => each !== one) : [...before, one]));
  useShortcut(
    ["Digit1", "Digit2", "Digit3", "Digit4"],
    (event) => {
      const one = ATTRIBUTES[Number(event.code.slice(-1)) - 1];
      if (one) turn(one);
    },
    { within: form },
  );
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = { attributes: [...marked], version: card.version };
    if (await act.run(() => ask(interventions.mark, { params: { interventionId }, body }))) onClose();
  };
  return (
    <Dialog open onClose={onClose} title={text("mark.title")}>
      <form ref={form} className="card-form" onSubmit={(event) => void submit(event)}>
        <p className="am-t2 am-small">{text("mark.text")}</p>
        {ATTRIBUTES.map((one, index) => (
          <span key={one} className="card-mark">
            <Checkbox label={ATTRIBUTE_LABELS[one][language]} checked={marked.includes(one)} onChange={() => turn(one)} />
            <Kbd keys={`Digit${index + 1}`} />
          </span>
        ))}
        <Refusal problem={act.refused} />
        <ChangedMeanwhile card={card} since={opened} />
        <div className="card-form__foot">
          <Button type="submit" variant="primary" loading={act.busy}>
            {text("mark.act")}
          </Button>
          <Button variant="quiet" shortcut="Escape" onClick={onClose}>
            {ui("back")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
