import { explain, isErrorCode } from "@amaliyat/contract/errors";
import { identity, type Session } from "@amaliyat/contract/identity";
import type { Problem } from "@amaliyat/contract/route";
import { Button, Field, TextInput } from "@amaliyat/ui/controls";
import { Banner } from "@amaliyat/ui/feedback";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useRef, useState, type FormEvent, type ReactNode } from "react";
import { ask } from "../api/index.ts";
import { Entrance } from "./entrance.tsx";
import { PasswordInput } from "./password-input.tsx";
import { Refusal } from "./refusal.tsx";
import { useText } from "./text.ts";

export function SignInScreen(props: {
  readonly endedBy: string | null;
  readonly onEntered: (session: Session) => void;
  readonly onCode: () => void;
}): ReactNode {
  const text = useText();
  const { setLanguage } = useLanguage();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [refused, setRefused] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const secret = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const answer = await ask(identity.signIn, { body: { username, password } });
    setBusy(false);
    if (answer.ok) {
      setLanguage(answer.value.user.language);
      props.onEntered(answer.value);
      return;
    }
    setRefused(answer.error);
    if (answer.error.status !== 0) secret.current?.select();
  };
  const ended = useEnding(props.endedBy);
  return (
    <Entrance title={text("sign_in.title")}>
      {props.endedBy !== null && <Banner boxed tone="info" title={ended ?? text("sign_in.ended")} />}
      <form className="session-form" onSubmit={(event) => void submit(event)}>
        <Field label={text("username")}>
          <TextInput ltr autoComplete="username" autoCapitalize="none" spellCheck={false} value={username} onChange={setUsername} />
        </Field>
        <Field label={text("password")}>
          <PasswordInput ref={secret} autoComplete="current-password" value={password} onChange={setPassword} />
        </Field>
        <Refusal problem={refused} />
        <Button type="submit" variant="primary" size="l" wide loading={busy} disabled={username === "" || password === ""}>
          {text("sign_in.act")}
        </Button>
        <Button variant="quiet" wide onClick={props.onCode}>
          {text("code.open")}
        </Button>
        <p className="am-t3 am-small">{text("sign_in.logged")}</p>
      </form>
    </Entrance>
  );
}

/** The sentence for the code with which a session ended; null when there is none to say. */
function useEnding(code: string | null): string | null {
  const text = useText();
  const { language } = useLanguage();
  if (code === "session.revoked") return text("sign_in.revoked");
  return code !== null && isErrorCode(code) ? explain(code, {})[language] : null;
}
