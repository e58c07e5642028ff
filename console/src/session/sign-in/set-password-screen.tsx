import { identity, type Session } from "@amaliyat/contract/identity";
import { checkPassword } from "@amaliyat/domain/identity";
import { Button, Field } from "@amaliyat/ui/controls";
import { Banner } from "@amaliyat/ui/feedback";
import { nameIn } from "@amaliyat/domain/identity";
import { Bdi, useLanguage } from "@amaliyat/ui/i18n";
import { useState, type FormEvent, type ReactNode } from "react";
import { ask, useSending } from "../../api/index.ts";
import { Entrance } from "./entrance.tsx";
import { PasswordInput } from "../account/password-input.tsx";
import { PasswordRules } from "../account/password-rules.tsx";
import { Refusal } from "../refusal.tsx";
import { useText } from "../text.ts";

type SetPasswordScreenProps = {
  readonly session: Session;
  /** The person goes on in this session; null: it has ended, and they sign in with the second factor that they have. */
  readonly onSet: (session: Session | null) => void;
  readonly onLeave: () => void;
};

/** All that a session shows which a one-time code opened: its person sets a password that nobody else knows. */
export function SetPasswordScreen({ session, onSet, onLeave }: SetPasswordScreenProps): ReactNode {
  const text = useText();
  const [password, setPassword] = useState("");
  const { busy, refused, send } = useSending();
  const { username } = session.user;
  const { language } = useLanguage();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const answer = await send(() => ask(identity.setPassword, { body: { password } }));
    if (answer?.ok) onSet(answer.value.kind === "entered" ? answer.value.session : null);
  };
  return (
    <Entrance title={text("set_password.title")}>
      <p className="am-t2">
        <Bdi className="am-strong">{nameIn(session.user, language)}</Bdi>
      </p>
      <p className="am-t2">{text("set_password.text")}</p>
      {session.signsInAfter && (
        <Banner boxed tone="info" title={text("set_password.again_text")} detail={text("set_password.again_lost")} />
      )}
      <form className="session-form" onSubmit={(event) => void submit(event)}>
        {/* User name for the browser's password manager. */}
        <input type="text" autoComplete="username" value={username} readOnly hidden />
        <Field label={text("own_password.next")}>
          <PasswordInput autoComplete="new-password" value={password} onChange={setPassword} />
        </Field>
        <PasswordRules value={password} username={username} />
        <Refusal problem={refused} />
        <Button
          type="submit"
          variant="primary"
          size="l"
          wide
          loading={busy}
          disabled={password === "" || checkPassword(password, username).length > 0}
        >
          {text(session.signsInAfter ? "set_password.again_act" : "set_password.act")}
        </Button>
        <Button variant="quiet" wide onClick={onLeave}>
          {text("set_password.leave")}
        </Button>
      </form>
    </Entrance>
  );
}
