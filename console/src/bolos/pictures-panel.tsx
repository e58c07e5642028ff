import { bolos, type BoloPage, type BoloPicture } from "@amaliyat/contract/bolos";
import { address, type Problem } from "@amaliyat/contract/route";
import { ok, type Result } from "@amaliyat/domain/kernel";
import { Button } from "@amaliyat/ui/controls";
import { Time } from "@amaliyat/ui/i18n";
import { Dialog, Panel } from "@amaliyat/ui/layout";
import Plus from "lucide-react/icons/plus";
import { useRef, useState, type ChangeEvent, type ReactNode } from "react";
import { ask } from "../api/index.ts";
import { Refusal, useMay } from "../session/index.ts";
import { useText } from "./text.ts";
import { thumbnailOf } from "./thumbnail.ts";
import { useAct } from "./use-act.ts";

/** Keeps a picture in the room, with the small copy that this browser makes of it. */
async function attach(boloId: string, file: File): Promise<Result<unknown, Problem>> {
  const kept = await ask(bolos.attach, { params: { boloId }, body: new Uint8Array(await file.arrayBuffer()) });
  if (!kept.ok) return kept;
  const body = await thumbnailOf(file);
  return body === null ? ok(undefined) : ask(bolos.keepThumbnail, { params: { pictureId: kept.value.pictureId }, body });
}

/** Its pictures, small; a whole one is fetched when it is asked for, since every look is logged. */
export function PicturesPanel({ bolo }: { readonly bolo: BoloPage }): ReactNode {
  const text = useText();
  const act = useAct();
  const input = useRef<HTMLInputElement>(null);
  const [shown, setShown] = useState<BoloPicture | null>(null);
  const mayAttach = useMay(bolos.attach) && (bolo.standing === "draft" || bolo.standing === "in_force");
  const choose = async ({ currentTarget }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = currentTarget.files?.[0];
    if (file !== undefined) await act.run(() => attach(bolo.boloId, file));
    currentTarget.value = "";
  };
  const add = mayAttach && (
    <Button size="s" variant="quiet" icon={<Plus size={14} aria-hidden="true" />} loading={act.busy} onClick={() => input.current?.click()}>
      {text("pictures.add")}
    </Button>
  );
  return (
    <Panel title={text("pictures.title")} count={bolo.pictures.length} actions={add} region className="bolo-panel">
      <input
        ref={input}
        type="file"
        hidden
        accept="image/jpeg,image/png,image/webp"
        aria-label={text("pictures.add")}
        onChange={(event) => void choose(event)}
      />
      <Refusal problem={act.refused} />
      {bolo.pictures.length === 0 && <p className="bolo-none am-t3">{text("pictures.none")}</p>}
      <div className="bolo-pictures">
        {bolo.pictures.map((picture) => (
          <Picture key={picture.pictureId} picture={picture} onShow={setShown} />
        ))}
      </div>
      {shown && (
        <Dialog open title={text("pictures.title")} onClose={() => setShown(null)} size="wide">
          <img
            className="bolo-whole"
            src={address(bolos.view, { pictureId: shown.pictureId }, {})}
            width={shown.width}
            height={shown.height}
            alt={bolo.text}
          />
          <p className="am-small am-t3">{text("pictures.logged")}</p>
        </Dialog>
      )}
    </Panel>
  );
}

/** One of them, small; or that it was erased, and when. */
function Picture({ picture, onShow }: { readonly picture: BoloPicture; readonly onShow: (picture: BoloPicture) => void }): ReactNode {
  const text = useText();
  const { thumbnail, erasedAt } = picture;
  if (erasedAt !== null)
    return (
      <p className="bolo-erased am-small am-t2">
        {text("pictures.erased")} <Time at={Date.parse(erasedAt)} format="day" />
      </p>
    );
  return (
    <button type="button" className="bolo-picture" onClick={() => onShow(picture)}>
      {thumbnail === null ? text("pictures.show") : <img src={thumbnail} alt={text("pictures.show")} />}
    </button>
  );
}
