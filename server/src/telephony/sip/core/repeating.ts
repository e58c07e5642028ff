import type { SipCore } from "./core.ts";

/** An answer that nobody acknowledges is sent again after these, and for so long, ms (RFC 3261 §13.3.1.4: T1, T2 and 64 T1). */
const [FIRST_REPEAT_MS, LAST_REPEAT_MS, ACK_WITHIN_MS] = [500, 4_000, 32_000];

/** Our 200 to an INVITE, sent again more and more seldom until its ACK. */
export class Repeating {
  #text: string;
  readonly #core: SipCore;
  #timer: NodeJS.Timeout | undefined;

  constructor(text: string, core: SipCore) {
    [this.#text, this.#core] = [text, core];
  }

  /** Sends it again from now on; tells when nobody has acknowledged it in time. */
  start(unacknowledged: () => void): void {
    const until = performance.now() + ACK_WITHIN_MS;
    let wait = FIRST_REPEAT_MS;
    const again = (): void => {
      if (performance.now() >= until) return unacknowledged();
      this.send();
      wait = Math.min(LAST_REPEAT_MS, wait * 2);
      this.#timer = setTimeout(again, wait).unref();
    };
    this.#timer = setTimeout(again, wait).unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  send(): void {
    this.#core.send(this.#text);
  }

  /** Their INVITE came again by another way: it is answered there. */
  sendBy(vias: readonly string[]): void {
    const end = this.#text.indexOf("\r\n\r\n");
    const [status = "", ...lines] = this.#text.slice(0, end).split("\r\n");
    const others = lines.filter((line) => !/^via:/i.test(line));
    this.#text = [status, ...vias.map((via) => `Via: ${via}`), ...others].join("\r\n") + this.#text.slice(end);
    this.send();
  }
}
