import { nameIn } from "@amaliyat/domain/identity";
import { useActionState, useRef, type ReactNode } from "react";
import { typed } from "./form-text.ts";
import { PhoneFull } from "../frame.tsx";
import { LanguageChoice } from "../look-choices.tsx";
import { CallLine, Panic, PanicState } from "../panic.tsx";
import { UnsentOf } from "../stopped.tsx";
import { useLabel, useLanguage, useText } from "../../text/use-text.ts";
import { knowsPasskeys } from "../../app/passkey.ts";
import type { SignInFault } from "../../app/patrol.ts";
import { usePatrol, useWork } from "../../app/use-patrol.ts";

/** Refusals after which the code is asked, the password being right. */
const AT_CODE = ["session.code_needed", "session.wrong_code", "session.code_locked"];

const WORDS = {
  lost: "signIn.lost",
  no_passkey: "signIn.noPasskey",
  set_up: "signIn.setUp",
  no_patrol: "signIn.noPatrol",
} as const;

/** Signing in; needs the link, as nothing else does. Acts that wait for another person say so. */
export function SignIn(): ReactNode {
  const t = useText();
  const label = useLabel();
  const language = useLanguage();
  const patrol = usePatrol();
  const { over, user, box } = useWork();
  // The crew whose session ended calls for help by the phone's own key.
  const isOver = over && user !== null;
  // A form that was sent is emptied; where only the code is missing, name and password are sent again.
  const sent = useRef({ username: "", password: "" });
  const signIn = async (_: SignInFault | null, form: FormData): Promise<SignInFault | null> => {
    if (form.has("passkey")) return patrol.signInByPasskey();
    if (form.has("username")) sent.current = { username: typed(form, "username").trim(), password: typed(form, "password") };
    return patrol.signIn(sent.current.username, sent.current.password, typed(form, "code").trim());
  };
  const [fault, submit, busy] = useActionState(signIn, null);
  const said = fault === null ? null : fault.kind === "said" ? label(fault.text) : t(WORDS[fault.kind]);
  const isCodeAsked = fault?.kind === "said" && AT_CODE.includes(fault.code);
  return (
    <div className="frame">
      <main className="plain">
        <h1>{t("signIn.title")}</h1>
        {isOver && <PanicState />}
        <div role="status">
          <PhoneFull />
        </div>
        <UnsentOf lasts={patrol.lasts} isCallOnly />
        {isOver && (
          <p className="strip strip-attention" role="status">
            <span>{t("signIn.over", { name: nameIn(user, language) })}</span>
            {box.waiting.length > 0 && <span>{t("link.waits", { count: box.waiting.length })}</span>}
          </p>
        )}
        <form action={submit} className="form">
          {isCodeAsked ? (
            <label>
              <span>{t("signIn.code")}</span>
              <input name="code" inputMode="text" autoComplete="one-time-code" autoCapitalize="none" dir="ltr" required />
            </label>
          ) : (
            <>
              <label>
                <span>{t("signIn.username")}</span>
                <input
                  name="username"
                  autoComplete="username"
                  autoCapitalize="none"
                  spellCheck={false}
                  dir="ltr"
                  required
                  defaultValue={over ? user?.username : ""}
                />
              </label>
              <label>
                <span>{t("signIn.password")}</span>
                <input name="password" type="password" autoComplete="current-password" dir="ltr" required />
              </label>
            </>
          )}
          {said !== null && (
            <p className="fault" role="alert">
              {said}
            </p>
          )}
          <button type="submit" className="big" disabled={busy}>
            {busy ? t("signIn.busy") : t("signIn.submit")}
          </button>
          {!isCodeAsked && knowsPasskeys() && (
            <button type="submit" className="quiet" name="passkey" value="1" formNoValidate disabled={busy}>
              {t("signIn.passkey")}
            </button>
          )}
        </form>
        <LanguageChoice />
      </main>
      <footer className="acts">{isOver ? <Panic /> : <CallLine />}</footer>
    </div>
  );
}
