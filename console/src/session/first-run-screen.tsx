import { explain, isErrorCode } from "@amaliyat/contract/errors";
import { identity, type Session } from "@amaliyat/contract/identity";
import type { Problem } from "@amaliyat/contract/route";
import { Button, Field, TextInput } from "@amaliyat/ui/controls";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useState, type FormEvent, type ReactNode } from "react";
import { ask } from "../api/index.ts";
import { Entrance } from "./entrance.tsx";
import { Refusal } from "./refusal.tsx";
import { PasswordInput } from "./password-input.tsx";
import { useText } from "./text.ts";

/** An empty room: one person makes the first administrator, and this page never comes back. */
export function FirstRunScreen({ onEntered }: { readonly onEntered: (session: Session) => void }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const [form, setForm] = useState({ name: "", badge: "", username: "", password: "" });
  const [refused, setRefused] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const set = (key: keyof typeof form) => (value: string) => setForm((before) => ({ ...before, [key]: value }));
  const wrong = (path: string): string | undefined => {
    const field = refused?.fields?.find((one) => one.path.endsWith(path));
    if (!field) return undefined;
    return isErrorCode(field.code) ? explain(field.code, {})[language] : text("field_wrong");
  };

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const answer = await ask(identity.begin, { body: { ...form, language } });
    setBusy(false);
    if (answer.ok) onEntered(answer.value);
    else setRefused(answer.error);
  };
  const ready = Object.values(form).every((value) => value.trim() !== "");
  return (
    <Entrance title={text("first_run.title")}>
      <p className="am-t2">{text("first_run.text")}</p>
      <form className="session-form" onSubmit={(event) => void submit(event)}>
        <Field label={text("name")} error={wrong("name")}>
          <TextInput autoComplete="name" value={form.name} onChange={set("name")} />
        </Field>
        <Field label={text("badge")} error={wrong("badge")}>
          <TextInput ltr value={form.badge} onChange={set("badge")} />
        </Field>
        <Field label={text("username")} hint={text("first_run.username_hint")} error={wrong("username")}>
          <TextInput
            ltr
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            value={form.username}
            onChange={set("username")}
          />
        </Field>
        <Field label={text("password")} hint={text("first_run.password_hint")} error={wrong("password")}>
          <PasswordInput autoComplete="new-password" value={form.password} onChange={set("password")} />
        </Field>
        <Refusal problem={refused} />
        <Button type="submit" variant="primary" size="l" wide loading={busy} disabled={!ready}>
          {text("first_run.act")}
        </Button>
        <p className="am-t3 am-small">{text("first_run.after")}</p>
      </form>
    </Entrance>
  );
}
