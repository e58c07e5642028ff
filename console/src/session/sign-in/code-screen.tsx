import { identity, type Session } from "@amaliyat/contract/identity";
import { Button, Field, TextInput } from "@amaliyat/ui/controls";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useState, type FormEvent, type ReactNode } from "react";
import { ask, useSending } from "../../api/index.ts";
import { Entrance } from "./entrance.tsx";
import { Refusal } from "../refusal.tsx";
import { useText } from "../text.ts";

/** Signs in by a one-time code, which two people may have given in halves. The next page is for setting one's own password. */
export function CodeScreen(props: { readonly onEntered: (session: Session) => void; readonly onBack: () => void }): ReactNode {
  const text = useText();
  const { setLanguage } = useLanguage();
  const [form, setForm] = useState({ username: "", first: "", second: "" });
  const { busy, refused, send } = useSending();
  const set = (key: keyof typeof form) => (value: string) => setForm((before) => ({ ...before, [key]: value }));
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const answer = await send(() => ask(identity.useCode, { body: form }));
    if (!answer?.ok) return;
    setLanguage(answer.value.user.language);
    props.onEntered(answer.value);
  };
  return (
    <Entrance title={text("code.title")}>
      <p className="am-t2">{text("code.text")}</p>
      <form className="session-form" onSubmit={(event) => void submit(event)}>
        <Field label={text("username")}>
          <TextInput
            ltr
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            value={form.username}
            onChange={set("username")}
          />
        </Field>
        <Field label={text("code.first")}>
          <TextInput ltr autoComplete="off" spellCheck={false} value={form.first} onChange={set("first")} />
        </Field>
        <Field label={text("code.second")} hint={text("code.hint")}>
          <TextInput ltr autoComplete="off" spellCheck={false} value={form.second} onChange={set("second")} />
        </Field>
        <Refusal problem={refused} />
        <Button
          type="submit"
          variant="primary"
          size="l"
          wide
          loading={busy}
          disabled={Object.values(form).some((value) => value.trim() === "")}
        >
          {text("code.act")}
        </Button>
        <Button variant="quiet" wide onClick={props.onBack}>
          {text("code.back")}
        </Button>
      </form>
    </Entrance>
  );
}
