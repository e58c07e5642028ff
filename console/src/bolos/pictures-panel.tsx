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
import { useAct } from "./use-act.ts";

/** The small copy that phones keep: sides in pixels, bytes. The room takes no more. */
const SIDE = 320;
const MOST_BYTES = 20 * 1024;

async function encoded(picture: ImageBitmap, side: number, quality: number): Promise<Blob | null> {
  const share = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(16, Math.round(picture.width * share));
  canvas.height = Math.max(16, Math.round(picture.height * share));
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
}

/** A picture upright and small, encoded anew; null where the browser cannot read it. */
async function thumbnailOf(file: Blob): Promise<Uint8Array<ArrayBuffer> | null> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  if (picture === null) return null;
  for (const part of [1, 0.75, 0.5])
    for (const quality of [0.8, 0.6, 0.4]) {
      const blob = await encoded(picture, SIDE * part, quality);
      if (blob !== null && blob.size <= MOST_BYTES) return new Uint8Array(await blob.arrayBuffer());
    }
  return null;
}

/** Keeps a picture in the room, with the small copy that this browser makes of it. */
async function attach(boloId: string, file: File): Promise<Result<unknown, Problem>> {
  const kept = await ask(bolos.attach, { params: { boloId }, body: new Uint8Array(await file.arrayBuffer()) });
  if (!kept.ok) return kept;
  const body = await thumbnailOf(file);
  return body === null ? ok(undefined) : ask(bolos.keepThumbnail, { params: { pictureId: kept.value.pictureId }, body });
}

const attachDocument = async (boloId: string, file: File): Promise<Result<unknown, Problem>> =>
  ask(bolos.attachDocument, { params: { boloId }, body: new Uint8Array(await file.arrayBuffer()) });

/** Its pictures, small; a whole one is fetched when it is asked for, since every look is logged. */
export function PicturesPanel({ bolo }: { readonly bolo: BoloPage }): ReactNode {
  const mayAdd = useMay(bolos.attach) && (bolo.standing === "draft" || bolo.standing === "in_force");
  return <KeptPanel bolo={bolo} of="pictures" mayAdd={mayAdd} add={(file) => attach(bolo.boloId, file)} />;
}

/** The pages of the documents on which a BOLO on a person rests. */
export function DocumentsPanel({ bolo }: { readonly bolo: BoloPage }): ReactNode {
  const mayAdd = useMay(bolos.attachDocument) && bolo.standing !== "cancelled";
  return <KeptPanel bolo={bolo} of="documents" mayAdd={mayAdd} add={(file) => attachDocument(bolo.boloId, file)} />;
}

type KeptProps = {
  readonly bolo: BoloPage;
  readonly of: "pictures" | "documents";
  readonly mayAdd: boolean;
  readonly add: (file: File) => Promise<Result<unknown, Problem>>;
};

function KeptPanel({ bolo, of, mayAdd, add: send }: KeptProps): ReactNode {
  const text = useText();
  const act = useAct();
  const input = useRef<HTMLInputElement>(null);
  const [shown, setShown] = useState<BoloPicture | null>(null);
  const choose = async ({ currentTarget }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = currentTarget.files?.[0];
    if (file !== undefined) await act.run(() => send(file));
    currentTarget.value = "";
  };
  const add = mayAdd && (
    <Button size="s" variant="quiet" icon={<Plus size={14} aria-hidden="true" />} loading={act.busy} onClick={() => input.current?.click()}>
      {text(`${of}.add`)}
    </Button>
  );
  return (
    <Panel title={text(`${of}.title`)} count={bolo[of].length} actions={add} region className="bolo-panel">
      <input
        ref={input}
        type="file"
        hidden
        accept="image/jpeg,image/png,image/webp"
        aria-label={text(`${of}.add`)}
        onChange={(event) => void choose(event)}
      />
      <Refusal problem={act.refused} />
      {bolo[of].length === 0 && <p className="bolo-none am-t3">{text(`${of}.none`)}</p>}
      <div className="bolo-pictures">
        {bolo[of].map((picture, index) => (
          <Picture
            key={picture.pictureId}
            picture={picture}
            name={of === "documents" ? text("documents.page", { nth: index + 1 }) : null}
            onShow={setShown}
          />
        ))}
      </div>
      {shown && (
        <Dialog open title={text(`${of}.title`)} onClose={() => setShown(null)} size="wide">
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

type PictureProps = {
  readonly picture: BoloPicture;
  readonly name: string | null;
  readonly onShow: (picture: BoloPicture) => void;
};

/** One of them, small; or that it was erased, and when. */
function Picture({ picture, name, onShow }: PictureProps): ReactNode {
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
      {thumbnail === null ? (name ?? text("pictures.show")) : <img src={thumbnail} alt={text("pictures.show")} />}
    </button>
  );
}
