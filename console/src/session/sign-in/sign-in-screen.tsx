import { explain, isErrorCode } from "@amaliyat/contract/errors";
import { type Session, identity } from "@amaliyat/contract/identity";
import type { Problem, BodyOf } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { Button, Field, TextInput } from "@amaliyat/ui/controls";
import { Banner } from "@amaliyat/ui/feedback";
import { useLanguage } from "@amaliyat/ui/i18n";
import Fingerprint from "lucide-react/icons/fingerprint-pattern";
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from "react";
import { Entrance } from "./entrance.tsx";
import { PasswordInput } from "../account/password-input.tsx";
import { NO_PASSKEYS, signInByPasskey, whyNoPasskeys } from "../account/passkeys.ts";
import { Refusal } from "../refusal.tsx";
import { PASSWORD_SET } from "../session-context.ts";
import { useText } from "../text.ts";
import { doWork } from "@amaliyat/ui/proof";
import { ask } from "../../api/index.ts";

/** Tries with work: the room's demand may have grown meanwhile. */
const MOST_TRIES = 3;

/** Signs in by password, and does the work that the room asks for after many wrong tries of strangers. */
async function signInWith(body: Omit<BodyOf<typeof identity.signIn>, "work">): Promise<Result<Session, Problem>> {
  let answer = await ask(identity.signIn, { body });
  for (let tried = 0; tried < MOST_TRIES && !answer.ok && answer.error.code === "session.work_needed"; tried++) {
    const { task, bits } = answer.error.params ?? {};
    const nonce = await doWork(String(task), Number(bits));
    answer = await ask(identity.signIn, { body: { ...body, work: { task: String(task), nonce } } });
  }
  return answer;
}

/** Refusals after which the code is asked, the password being right. */
const AT_CODE = ["session.code_needed", "session.wrong_code", "session.code_locked"];

export function SignInScreen(props: {
  readonly endedBy: string | null;
  readonly onEntered: (session: Session) => void;
  /** The person has a one-time code and no password yet. */
  readonly onCode: () => void;
}): ReactNode {
  const text = useText();
  const { setLanguage } = useLanguage();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [isCodeAsked, setCodeAsked] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const [busy, setBusy] = useState<"password" | "passkey" | null>(null);
  const secret = useRef<HTMLInputElement>(null);
  const coded = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isCodeAsked) coded.current?.focus();
  }, [isCodeAsked]);

  const enter = async (by: "password" | "passkey", work: () => Promise<Result<Session, Problem>>): Promise<void> => {
    if (busy !== null) return;
    setBusy(by);
    const answer = await work();
    setBusy(null);
    if (answer.ok) {
      setLanguage(answer.value.user.language);
      props.onEntered(answer.value);
      return;
    }
    const { code: why, status } = answer.error;
    setRefused(why === "session.code_needed" ? null : answer.error);
    setCodeAsked(by === "password" && AT_CODE.includes(why));
    if (AT_CODE.includes(why)) coded.current?.select();
    else if (status !== 0 && by === "password") secret.current?.select();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void enter("password", () => signInWith({ username, password, ...(isCodeAsked && code !== "" ? { code } : {}) }));
  };
  const back = (): void => {
    setCodeAsked(false);
    setCode("");
    setRefused(null);
  };
  const ended = useEnding(props.endedBy);
  const noPasskeys = whyNoPasskeys();
  return (
    <Entrance title={text(isCodeAsked ? "sign_in.code_title" : "sign_in.title")}>
      {props.endedBy !== null && <Banner boxed tone="info" title={ended ?? text("sign_in.ended")} />}
      <form className="session-form" onSubmit={submit}>
        {isCodeAsked ? (
          <>
            <Field label={text("sign_in.code")} hint={text("sign_in.code_hint")}>
              <TextInput ref={coded} ltr autoComplete="one-time-code" inputMode="text" spellCheck={false} value={code} onChange={setCode} />
            </Field>
            <Refusal problem={refused} />
            <Button type="submit" variant="primary" size="l" wide loading={busy === "password"} disabled={code.trim().length < 6}>
              {text("sign_in.act")}
            </Button>
            <Button variant="quiet" onClick={back}>
              {text("sign_in.back")}
            </Button>
          </>
        ) : (
          <>
            <Field label={text("username")}>
              <TextInput ltr autoComplete="username" autoCapitalize="none" spellCheck={false} value={username} onChange={setUsername} />
            </Field>
            <Field label={text("password")}>
              <PasswordInput ref={secret} autoComplete="current-password" value={password} onChange={setPassword} />
            </Field>
            <Refusal problem={refused} />
            <Button
              type="submit"
              variant="primary"
              size="l"
              wide
              loading={busy === "password"}
              disabled={username === "" || password === ""}
            >
              {text("sign_in.act")}
            </Button>
            <div className="session-or" role="presentation">
              {text("sign_in.or")}
            </div>
            <Button
              size="l"
              wide
              icon={<Fingerprint size={18} aria-hidden="true" />}
              loading={busy === "passkey"}
              disabledReason={noPasskeys === null ? undefined : text(NO_PASSKEYS[noPasskeys])}
              onClick={() => void enter("passkey", () => signInByPasskey(username.trim()))}
            >
              {text("sign_in.passkey")}
            </Button>
            {noPasskeys !== null && <p className="am-t2 am-small">{text(NO_PASSKEYS[noPasskeys])}</p>}
            <Button variant="quiet" wide onClick={props.onCode}>
              {text("code.open")}
            </Button>
            <p className="am-t3 am-small">{text("sign_in.logged")}</p>
          </>
        )}
      </form>
    </Entrance>
  );
}

/** The sentence for the code with which a session ended; null when there is none to say. */
function useEnding(code: string | null): string | null {
  const text = useText();
  const { language } = useLanguage();
  if (code === PASSWORD_SET) return text("sign_in.password_set");
  if (code === "session.revoked") return text("sign_in.revoked");
  return code !== null && isErrorCode(code) ? explain(code, {})[language] : null;
}
