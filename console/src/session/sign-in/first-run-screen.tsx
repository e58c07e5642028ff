import { explain, isErrorCode } from "@amaliyat/contract/errors";
import { identity, type Session } from "@amaliyat/contract/identity";
import type { Problem } from "@amaliyat/contract/route";
import { Button, Field, TextInput } from "@amaliyat/ui/controls";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useState, type FormEvent, type ReactNode } from "react";
import { ask, useSending } from "../../api/index.ts";
import { CodeSlip } from "../code-slip.tsx";
import { Entrance } from "./entrance.tsx";
import { Refusal } from "../refusal.tsx";
import { PasswordInput } from "../account/password-input.tsx";
import { useText } from "../text.ts";

const EMPTY = {
  secret: "",
  name: "",
  nameLatin: "",
  badge: "",
  username: "",
  password: "",
  auditorName: "",
  auditorNameLatin: "",
  auditorBadge: "",
  auditorUsername: "",
};
/** Fields that may stay empty. */
const OPTIONAL: ReadonlySet<string> = new Set<keyof typeof EMPTY>(["nameLatin", "auditorNameLatin"]);
type Form = typeof EMPTY;
const orNull = (typed: string): string | null => (typed.trim() === "" ? null : typed);
type Begun = { readonly session: Session; readonly half: string };

/** An empty room: the reader of its terminal makes the first administrator and the first auditor, and this page never comes back. */
export function FirstRunScreen({ onEntered }: { readonly onEntered: (session: Session) => void }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const [form, setForm] = useState(EMPTY);
  const [begun, setBegun] = useState<Begun | null>(null);
  const { busy, refused, send } = useSending();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const { auditorName, auditorNameLatin, auditorBadge, auditorUsername, ...person } = form;
    const auditor = { name: auditorName, nameLatin: orNull(auditorNameLatin), badge: auditorBadge, username: auditorUsername };
    const body = { ...person, nameLatin: orNull(form.nameLatin), language, auditor };
    const answer = await send(() => ask(identity.begin, { body }));
    if (answer?.ok) setBegun(answer.value);
  };
  if (begun !== null)
    return (
      <Entrance title={text("first_run.begun")}>
        <p className="am-t2">{text("first_run.begun_text")}</p>
        <CodeSlip name={form.auditorName} username={form.auditorUsername} first={begun.half} />
        <Button variant="primary" size="l" wide onClick={() => onEntered(begun.session)}>
          {text("first_run.enter")}
        </Button>
      </Entrance>
    );
  const ready = Object.entries(form).every(([field, value]) => value.trim() !== "" || OPTIONAL.has(field));
  return (
    <Entrance title={text("first_run.title")}>
      <p className="am-t2">{text("first_run.text")}</p>
      <form className="session-form" onSubmit={(event) => void submit(event)}>
        <Fields form={form} refused={refused} onChange={(change) => setForm((before) => ({ ...before, ...change }))} />
        <Refusal problem={refused} />
        <Button type="submit" variant="primary" size="l" wide loading={busy} disabled={!ready}>
          {text("first_run.act")}
        </Button>
        <p className="am-t3 am-small">{text("first_run.after")}</p>
      </form>
    </Entrance>
  );
}

type FieldsProps = { readonly form: Form; readonly refused: Problem | null; readonly onChange: (change: Partial<Form>) => void };

function Fields({ form, refused, onChange }: FieldsProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const set = (key: keyof Form) => (value: string) => onChange({ [key]: value });
  const wrong = (path: string): string | undefined => {
    const field = refused?.fields?.find((one) => one.path.endsWith(path));
    if (!field) return undefined;
    return isErrorCode(field.code) ? explain(field.code, {})[language] : text("field_wrong");
  };
  return (
    <>
      <Field label={text("first_run.secret")} hint={text("first_run.secret_hint")} error={wrong("secret")}>
        <TextInput ltr autoComplete="off" spellCheck={false} value={form.secret} onChange={set("secret")} />
      </Field>
      <Field label={text("name")} error={wrong("body.name")}>
        <TextInput autoComplete="name" value={form.name} onChange={set("name")} />
      </Field>
      <Field label={text("name_latin")} error={wrong("body.nameLatin")} optional>
        <TextInput ltr autoComplete="off" spellCheck={false} value={form.nameLatin} onChange={set("nameLatin")} />
      </Field>
      <Field label={text("badge")} error={wrong("body.badge")}>
        <TextInput ltr value={form.badge} onChange={set("badge")} />
      </Field>
      <Field label={text("username")} hint={text("first_run.username_hint")} error={wrong("body.username")}>
        <TextInput ltr autoComplete="username" autoCapitalize="none" spellCheck={false} value={form.username} onChange={set("username")} />
      </Field>
      <Field label={text("password")} hint={text("first_run.password_hint")} error={wrong("password")}>
        <PasswordInput autoComplete="new-password" value={form.password} onChange={set("password")} />
      </Field>
      <fieldset className="session-auditor">
        <legend className="am-strong">{text("first_run.auditor")}</legend>
        <p className="am-t2 am-small">{text("first_run.auditor_text")}</p>
        <Field label={text("first_run.auditor_name")} error={wrong("auditor.name")}>
          <TextInput autoComplete="off" value={form.auditorName} onChange={set("auditorName")} />
        </Field>
        <Field label={text("name_latin")} error={wrong("auditor.nameLatin")} optional>
          <TextInput ltr autoComplete="off" spellCheck={false} value={form.auditorNameLatin} onChange={set("auditorNameLatin")} />
        </Field>
        <Field label={text("first_run.auditor_badge")} error={wrong("auditor.badge")}>
          <TextInput ltr autoComplete="off" value={form.auditorBadge} onChange={set("auditorBadge")} />
        </Field>
        <Field label={text("first_run.auditor_username")} error={wrong("auditor.username")}>
          <TextInput
            ltr
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={form.auditorUsername}
            onChange={set("auditorUsername")}
          />
        </Field>
      </fieldset>
    </>
  );
}
