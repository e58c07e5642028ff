import { explain, isErrorCode } from "@amaliyat/contract/errors";
import { identity, type Session } from "@amaliyat/contract/identity";
import type { Problem } from "@amaliyat/contract/route";
import { Button, Field, IconButton, TextInput } from "@amaliyat/ui/controls";
import { Banner } from "@amaliyat/ui/feedback";
import { useLanguage } from "@amaliyat/ui/i18n";
import Eye from "lucide-react/icons/eye";
import EyeOff from "lucide-react/icons/eye-off";
import { useRef, useState, type FormEvent, type ReactNode } from "react";
import { ask } from "../api/index.ts";
import { Entrance } from "./entrance.tsx";
import { Refusal } from "./refusal.tsx";
import { useText } from "./text.ts";

export function SignInScreen(props: { readonly endedBy: string | null; readonly onEntered: (session: Session) => void }): ReactNode {
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

type PasswordInputProps = {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly autoComplete: "current-password" | "new-password";
  readonly ref?: React.Ref<HTMLInputElement>;
};

/** A password that can be read while it is typed: a shared seat's keyboard may be in another language. */
export function PasswordInput(props: PasswordInputProps): ReactNode {
  const text = useText();
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  const toggle = (
    <IconButton
      size="s"
      label={text(shown ? "hide_password" : "show_password")}
      icon={<Icon size={16} aria-hidden="true" />}
      onClick={() => setShown(!shown)}
    />
  );
  return <TextInput ltr type={shown ? "text" : "password"} end={toggle} {...props} />;
}
