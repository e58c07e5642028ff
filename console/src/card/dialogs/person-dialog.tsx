import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import {
  CERTAINTIES,
  CERTAINTY_LABELS,
  isCertainty,
  isPersonRole,
  PERSON_ROLE_LABELS,
  PERSON_ROLES,
  type Certainty,
  type PersonRole,
} from "@amaliyat/domain/interventions";
import { Button, Field, Segmented, TextArea, TextInput } from "@amaliyat/ui/controls";
import { useDraft, useShortcut } from "@amaliyat/ui/hooks";
import { useLanguage, useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useRef, type FormEvent, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { Refusal, useDraftName } from "../../session/index.ts";
import { useText } from "../text.ts";
import { useAct } from "../use-act.ts";

type Draft = { readonly role: PersonRole; readonly certainty: Certainty; readonly name: string; readonly description: string };
/** Nobody is a suspect, and nothing a fact, by default. */
const blank: Draft = { role: "witness", certainty: "assessment", name: "", description: "" };

function isDraft(value: unknown): value is Draft {
  if (typeof value !== "object" || value === null) return false;
  const { role, certainty, name, description } = value as Readonly<Record<string, unknown>>;
  if (typeof role !== "string" || !isPersonRole(role) || typeof certainty !== "string" || !isCertainty(certainty)) return false;
  return typeof name === "string" && typeof description === "string";
}

const orNull = (text: string): string | null => (text.trim() === "" ? null : text);

/** Notes a person concerned. Typed text stays on this machine, for this user, until the room has it. */
export function PersonDialog({ card, onClose }: { readonly card: InterventionCard; readonly onClose: () => void }): ReactNode {
  const text = useText();
  const ui = useUiText();
  const { language } = useLanguage();
  const { interventionId } = card;
  const draft = useDraft(useDraftName(`person.${interventionId}`), blank, isDraft);
  const act = useAct(interventionId);
  const form = useRef<HTMLFormElement>(null);
  const { role, certainty, name, description } = draft.value;
  const ready = name.trim() !== "" || description.trim() !== "";
  const set = (change: Partial<Draft>): void => draft.update((before) => ({ ...before, ...change }));
  const send = async (): Promise<void> => {
    if (!ready) return;
    const body = { role, certainty, name: orNull(name), description: orNull(description) };
    if (!(await act.run(() => ask(interventions.notePerson, { params: { interventionId }, body })))) return;
    draft.clear();
    onClose();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void send();
  };
  useShortcut("Ctrl+Enter", () => void send(), { within: form, whileTyping: true });
  const roles = PERSON_ROLES.map((value) => ({ value, label: PERSON_ROLE_LABELS[value][language] }));
  const certainties = CERTAINTIES.map((value) => ({ value, label: CERTAINTY_LABELS[value][language] }));
  return (
    <Dialog open onClose={onClose} title={text("people.title")}>
      <form ref={form} className="card-form" onSubmit={submit}>
        <Field label={text("people.role")} group>
          <Segmented label={text("people.role")} options={roles} value={role} onChange={(next) => set({ role: next })} />
        </Field>
        <Field label={text("people.certainty")} hint={text("people.certainty_hint")} group>
          <Segmented
            label={text("people.certainty")}
            options={certainties}
            value={certainty}
            onChange={(next) => set({ certainty: next })}
          />
        </Field>
        <Field label={text("people.name")} optional>
          <TextInput value={name} maxLength={200} data-initial-focus="" onChange={(value) => set({ name: value })} />
        </Field>
        <Field label={text("people.description")} hint={text("people.description_hint")} optional>
          <TextArea rows={3} maxLength={1000} value={description} onChange={(value) => set({ description: value })} />
        </Field>
        <p className="am-t3 am-small">{text("people.who_sees")}</p>
        <Refusal problem={act.refused} />
        <div className="card-form__foot">
          <Button
            type="submit"
            variant="primary"
            shortcut="Ctrl+Enter"
            loading={act.busy}
            disabledReason={ready ? undefined : text("people.say_who")}
          >
            {text("people.act")}
          </Button>
          <Button variant="quiet" shortcut="Escape" onClick={onClose}>
            {ui("back")}
          </Button>
          {draft.restoredAt !== undefined && <span className="am-t3 am-small">{text("form.restored")}</span>}
        </div>
      </form>
    </Dialog>
  );
}
