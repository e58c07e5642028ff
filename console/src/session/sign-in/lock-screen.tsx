import { Button, Field } from "@amaliyat/ui/controls";
import { nameIn } from "@amaliyat/domain/identity";
import { Bdi, Time, useLanguage } from "@amaliyat/ui/i18n";
import Fingerprint from "lucide-react/icons/fingerprint-pattern";
import Lock from "lucide-react/icons/lock";
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from "react";
import { useSending } from "../../api/index.ts";
import { Refusal } from "../refusal.tsx";
import { useSession, useSignOut } from "../session-context.ts";
import { unlockByPasskey, whyNoPasskeys } from "../account/passkeys.ts";
import { PasswordInput } from "../account/password-input.tsx";
import { useText } from "../text.ts";
import { useLock } from "../use-lock.ts";

/** Stands in place of every screen while its person is away. A call that rings is seen and heard below it. */
export function LockScreen({ since }: { readonly since: string }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const { user } = useSession();
  const signOut = useSignOut();
  const { unlock } = useLock();
  const { busy, refused, send } = useSending();
  const [password, setPassword] = useState("");
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (password === "") return;
    const answer = await send(() => unlock(password));
    if (answer?.ok === false) input.current?.select();
  };
  return (
    <div className="session-lock">
      <section className="session-entrance__panel am-panel" aria-label={text("lock.title")}>
        <h1 className="session-lock__title am-title">
          <Lock size={20} aria-hidden="true" /> {text("lock.title")}
        </h1>
        <p className="am-t2">
          <Bdi className="am-strong">{nameIn(user, language)}</Bdi> · {text("lock.since")}{" "}
          <Time at={Date.parse(since)} format="shortTime" />
        </p>
        <form className="session-form" onSubmit={(event) => void submit(event)}>
          {/* User name for the browser's password manager. */}
          <input type="text" autoComplete="username" value={user.username} readOnly hidden />
          <Field label={text("password")}>
            <PasswordInput ref={input} autoComplete="current-password" value={password} onChange={setPassword} />
          </Field>
          <Refusal problem={refused} />
          <Button type="submit" variant="primary" size="l" wide loading={busy} disabled={password === ""}>
            {text("lock.open")}
          </Button>
        </form>
        {whyNoPasskeys() === null && (
          <Button
            wide
            icon={<Fingerprint size={16} aria-hidden="true" />}
            disabled={busy}
            onClick={() => void send(() => unlock(unlockByPasskey))}
          >
            {text("lock.passkey")}
          </Button>
        )}
        <p className="am-t3 am-small">{text("lock.text")}</p>
        <Button variant="quiet" onClick={() => void signOut()}>
          {text("lock.other")}
        </Button>
      </section>
    </div>
  );
}
