import { identity } from "@amaliyat/contract/identity";
import { Button, Field, TextInput } from "@amaliyat/ui/controls";
import { Bdi, Num, useFormat } from "@amaliyat/ui/i18n";
import Fingerprint from "lucide-react/icons/fingerprint-pattern";
import { useState, type FormEvent, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import type { PartProps } from "./part-props.ts";
import { addPasskey, NO_PASSKEYS, whyNoPasskeys } from "./passkeys.ts";
import { useText } from "../text.ts";

/** One's passkeys, each with its name, and the making of another. */
export function PasskeysPart({ factors, password, needed, busy, change }: PartProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const [name, setName] = useState("");
  const noPasskeys = whyNoPasskeys();
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const answer = await change(() => addPasskey(password, name.trim()), text("my_sign_in.passkey_added"));
    if (answer?.ok === true) setName("");
  };
  const remove = (passkeyId: string): void =>
    void change(() => ask(identity.removePasskey, { params: { passkeyId }, body: { password } }), text("my_sign_in.passkey_removed"));
  return (
    <section className="session-part" aria-label={text("my_sign_in.passkeys")}>
      <h3 className="am-strong">{text("my_sign_in.passkeys")}</h3>
      <p className="am-t2 am-small">{text("my_sign_in.passkeys_text")}</p>
      {factors.passkeys.length > 0 && (
        <ul className="session-list">
          {factors.passkeys.map((key) => (
            <li key={key.passkeyId} className="session-list__line">
              <Fingerprint size={18} aria-hidden="true" />
              <div className="am-grow">
                <div className="am-strong">
                  <Bdi>{key.name}</Bdi>
                </div>
                <div className="am-small am-t2">
                  <Num>{key.room}</Num> ·{" "}
                  {key.usedAt === null
                    ? text("my_sign_in.never_used")
                    : text("my_sign_in.used", { at: format.dateTime(Date.parse(key.usedAt)) })}
                </div>
              </div>
              <Button size="s" disabled={busy} disabledReason={needed} onClick={() => remove(key.passkeyId)}>
                {text("my_sign_in.remove")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {noPasskeys === null ? (
        <form className="session-add" onSubmit={(event) => void add(event)}>
          <Field label={text("my_sign_in.passkey_name")}>
            <TextInput value={name} onChange={setName} maxLength={60} />
          </Field>
          <Button type="submit" loading={busy} disabled={name.trim() === ""} disabledReason={needed}>
            {text("my_sign_in.passkey_add")}
          </Button>
        </form>
      ) : (
        <p className="am-attention am-small">{text(NO_PASSKEYS[noPasskeys])}</p>
      )}
    </section>
  );
}
