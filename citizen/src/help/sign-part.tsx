import { FILE_BYTES_MOST } from "@amaliyat/domain/reports";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { acceptFile, type NotAccepted } from "../media/accept-files.ts";
import { Pick } from "../report/pick.tsx";
import { useCitizen } from "../screens/use-citizen.ts";
import { t } from "../text/text.ts";

/** Help for people who use sign language. A film of the own hands joins a call for help, with a sentence to the room that says so. */
export function SignPart({ code }: { readonly code: string }): VNode {
  const citizen = useCitizen();
  const [fault, setFault] = useState<NotAccepted | "noFilm" | null>(null);
  async function picked([file]: readonly File[]): Promise<void> {
    if (file === undefined) return;
    const taken = await acceptFile(file, []);
    const film = typeof taken === "string" || taken.kind === "film" ? taken : "noFilm";
    setFault(typeof film === "string" ? film : null);
    if (typeof film === "string") return;
    try {
      await citizen.addFiles(code, [film]);
    } catch {
      // A film that the phone cannot read again cannot be sent.
      return setFault("noFilm");
    }
    await citizen.say(code, t("sign.words"));
  }
  const mb = FILE_BYTES_MOST.film / 1024 / 1024;
  return (
    <section className="part" aria-label={t("sign.title")}>
      <h2>{t("sign.title")}</h2>
      <p className="hint">{t("sign.how", { mb })}</p>
      <Pick icon="camera" words={t("sign.film")} accept="video/*" capture="user" onPick={(files) => void picked(files)} />
      <div role="status">
        {fault !== null && <p className="fault">{fault === "noFilm" ? t("sign.noFilm") : t(`files.not.${fault}`, { mb })}</p>}
      </div>
    </section>
  );
}
