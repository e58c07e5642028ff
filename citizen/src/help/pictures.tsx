import { LANGUAGES } from "@amaliyat/domain/kernel";
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { goTo } from "../screens/go.ts";
import { Frame } from "../screens/frame.tsx";
import { Icon } from "../icons/icon.tsx";
import { useCitizen } from "../screens/use-citizen.ts";
import { label, language, t } from "../text/text.ts";
import { dangerBody } from "./danger-body.ts";
import { PICTOGRAMS, type Pictogram } from "./pictograms.ts";
import { useGoing } from "./use-going.ts";

/** One picture over the whole phone, with its words in three languages, to be shown to somebody or sent. */
function Shown({ one, onClose }: { readonly one: Pictogram; readonly onClose: () => void }): VNode {
  const citizen = useCitizen();
  const dialog = useRef<HTMLDialogElement>(null);
  const [isSending, setSending] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);
  const going = useGoing();
  async function send(): Promise<void> {
    setSending(true);
    if (going !== null) {
      await citizen.say(going.code, label(one.words));
      return goTo(`mine/${going.id}`);
    }
    // The place follows: nothing urgent waits for it.
    const { id } = await citizen.report(dangerBody(label(one.words), null), []);
    goTo(`mine/${id}`);
  }
  const others = LANGUAGES.filter((each) => each !== language);
  return (
    <dialog ref={dialog} className="sheet shown" aria-label={label(one.words)} onClose={onClose}>
      <Icon name={one.name} size={132} />
      <p className="shown-own">{label(one.words)}</p>
      {others.map((each) => (
        <p key={each} lang={each} dir={each === "ar" ? "rtl" : "ltr"}>
          {one.words[each]}
        </p>
      ))}
      <button type="button" className="press danger-press" disabled={isSending} onClick={() => void send()}>
        <Icon name="send" />
        <span>{going === null ? t("pictures.send") : t("pictures.sendMore")}</span>
      </button>
      <button type="button" className="press" onClick={() => dialog.current?.close()}>
        <span>{t("pictures.close")}</span>
      </button>
    </dialog>
  );
}

/** Help by pictures. */
export function Pictures(): VNode {
  const [shown, setShown] = useState<Pictogram | null>(null);
  return (
    <Frame title={t("pictures.title")}>
      <p className="hint">{t("pictures.how")}</p>
      <ul className="pictures">
        {PICTOGRAMS.map((one) => (
          <li key={one.name}>
            <button type="button" className="kind" onClick={() => setShown(one)}>
              <Icon name={one.name} size={40} />
              <span>{label(one.words)}</span>
            </button>
          </li>
        ))}
      </ul>
      {shown !== null && <Shown one={shown} onClose={() => setShown(null)} />}
    </Frame>
  );
}
