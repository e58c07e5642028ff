import { NO_DRAFT, type Draft } from "../storage/kept.ts";
import { within } from "@amaliyat/ui/phone-store";

/** The draft of this tab in the phone's store. A read may come late, and both may fail. */
export type DraftDisk = {
  readonly read: () => Promise<Draft | null>;
  readonly write: (draft: Draft | null) => Promise<unknown>;
};

const orKept = (typed: string | undefined, kept: string): string => (typed === undefined || typed === "" ? kept : typed);

/** The kept draft with changes that were made before it was known. Nothing written is lost: words stand one after the other. */
export function mergedDraft(kept: Draft, typed: Partial<Draft>): Draft {
  const files = (typed.files ?? []).filter(({ fileId }) => kept.files.every((each) => each.fileId !== fileId));
  return {
    ...kept,
    ...typed,
    kind: typed.kind ?? kept.kind,
    place: typed.place ?? kept.place,
    placeText: orKept(typed.placeText, kept.placeText),
    words: [kept.words, typed.words ?? ""].filter((words) => words !== "").join("\n"),
    contact: orKept(typed.contact, kept.contact),
    files: [...kept.files, ...files],
  };
}

/**
 * The draft of this tab as it is being written. Nothing is written before the kept draft was read: the first letter would replace it, with
 * its pictures. Changes made until then are merged into it.
 */
export class KeptDraft {
  readonly #disk: DraftDisk;
  #draft = NO_DRAFT;
  #unwritten: Partial<Draft> = {};
  #reading: Promise<void> | null = null;
  #isRead = false;
  #show: (draft: Draft) => void = () => undefined;

  constructor(disk: DraftDisk) {
    this.#disk = disk;
  }

  /** Shows the draft from now on, until the returned function is called. It shows an empty one while the store is slow. */
  open(show: (draft: Draft) => void, patienceMs?: number): () => void {
    this.#show = show;
    this.#isRead = false;
    this.#draft = mergedDraft(NO_DRAFT, this.#unwritten);
    void within(this.#read(), undefined, patienceMs).then(() => this.#show(this.#draft));
    return () => {
      if (this.#show === show) this.#show = () => undefined;
    };
  }

  change(part: Partial<Draft>): void {
    this.#draft = { ...this.#draft, ...part };
    this.#show(this.#draft);
    if (this.#isRead) this.#write();
    else {
      this.#unwritten = { ...this.#unwritten, ...part };
      // A store that failed may answer now.
      void this.#read();
    }
  }

  /** Deletes the draft. One that is not read yet is kept: its author has not seen it. */
  async drop(): Promise<void> {
    this.#draft = NO_DRAFT;
    this.#unwritten = {};
    this.#show(this.#draft);
    if (this.#isRead) await within(this.#disk.write(null), null);
  }

  #read(): Promise<void> {
    this.#reading ??= this.#disk
      .read()
      .then(
        (kept) => this.#settle(kept),
        () => undefined,
      )
      .finally(() => (this.#reading = null));
    return this.#reading;
  }

  #settle(kept: Draft | null): void {
    const isChanged = Object.keys(this.#unwritten).length > 0;
    this.#isRead = true;
    this.#draft = mergedDraft({ ...NO_DRAFT, ...kept }, this.#unwritten);
    this.#unwritten = {};
    this.#show(this.#draft);
    if (isChanged) this.#write();
  }

  #write(): void {
    // The phone is full: the report on the screen can still be sent.
    void this.#disk.write(this.#draft).catch(() => undefined);
  }
}
