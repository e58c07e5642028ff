import { devices, sendTo } from "./devices.ts";

type Party = {
  readonly out: MediaStreamAudioDestinationNode;
  readonly element: HTMLAudioElement;
  source: MediaStreamAudioSourceNode | null;
  loudness: AnalyserNode | null;
  readonly speaks: boolean;
  readonly joined: Set<string>;
};

const RAMP_S = 0.01;

/** The loudest sound of an analyser in its last moment, 0 to 1. */
function peakOf(analyser: AnalyserNode | null): number {
  if (analyser === null) return 0;
  const samples = new Float32Array(analyser.fftSize);
  analyser.getFloatTimeDomainData(samples);
  return samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
}

function analyserOf(context: AudioContext, from: AudioNode): AnalyserNode {
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  from.connect(analyser);
  return analyser;
}

/**
 * The sound of this console. It connects one microphone to every party that may hear it, and each party to the ear. In a call of three it
 * connects the parties to each other. The media server mixes nothing, so the browser does.
 */
export class Mixer implements Disposable {
  readonly #context: AudioContext;
  readonly #gain: GainNode;
  #microphone: { readonly stream: MediaStream; readonly source: MediaStreamAudioSourceNode; readonly loudness: AnalyserNode };
  readonly #parties = new Map<string, Party>();

  constructor(microphone: MediaStream) {
    this.#context = new AudioContext({ latencyHint: "interactive" });
    this.#gain = this.#context.createGain();
    this.#microphone = this.#take(microphone);
    // A browser puts a page's sound to sleep when it likes; a telephone wakes it.
    this.#context.addEventListener("statechange", () => void this.wake());
  }

  #take(stream: MediaStream) {
    const source = this.#context.createMediaStreamSource(stream);
    source.connect(this.#gain);
    return { stream, source, loudness: analyserOf(this.#context, source) };
  }

  async wake(): Promise<void> {
    if (this.#context.state === "suspended") await this.#context.resume();
  }

  /** Another microphone, in the middle of a talk too. */
  replaceMicrophone(stream: MediaStream): void {
    const old = this.#microphone;
    this.#microphone = this.#take(stream);
    old.source.disconnect();
    for (const track of old.stream.getTracks()) track.stop();
  }

  set muted(muted: boolean) {
    this.#gain.gain.setTargetAtTime(muted ? 0 : 1, this.#context.currentTime, RAMP_S);
  }

  /** Adds a party and gives the sound that it is to hear. A party without speech is a listener. */
  add(id: string, speaks: boolean): MediaStream {
    const out = this.#context.createMediaStreamDestination();
    const element = new Audio();
    element.autoplay = true;
    if (speaks) this.#gain.connect(out);
    this.#parties.set(id, { out, element, source: null, loudness: null, speaks, joined: new Set() });
    return out.stream;
  }

  /** The sound of a party is there. */
  hear(id: string, stream: MediaStream): void {
    const party = this.#parties.get(id);
    if (party === undefined || stream.getAudioTracks().length === 0) return;
    party.source?.disconnect();
    // Played by the element, which the browser's echo canceller knows; the graph alone would get silence from a remote stream.
    party.element.srcObject = stream;
    void sendTo(party.element, devices.get().speaker).then(() => party.element.play().catch(() => undefined));
    party.source = this.#context.createMediaStreamSource(stream);
    party.loudness = analyserOf(this.#context, party.source);
    for (const other of party.joined) this.#connect(party, other);
  }

  #connect(party: Party, other: string): void {
    const to = this.#parties.get(other);
    if (to !== undefined) party.source?.connect(to.out);
  }

  /** Two parties hear each other from now on, or no more; `both` false lets only the second hear the first. */
  join(from: string, to: string, on: boolean, both = true): void {
    for (const [a, b] of both ? [[from, to] as const, [to, from] as const] : [[from, to] as const]) {
      const [party, other] = [this.#parties.get(a), this.#parties.get(b)];
      if (party === undefined || other === undefined || party.joined.has(b) === on) continue;
      if (on) {
        party.joined.add(b);
        this.#connect(party, b);
      } else {
        party.joined.delete(b);
        party.source?.disconnect(other.out);
      }
    }
  }

  /** These are not heard here any more; their sound still goes to the same parties. */
  quiet(ids: readonly string[]): void {
    for (const id of ids) {
      const party = this.#parties.get(id);
      if (party !== undefined) party.element.muted = true;
    }
  }

  remove(id: string): void {
    const party = this.#parties.get(id);
    if (party === undefined) return;
    for (const other of this.#parties.keys()) if (other !== id) this.join(id, other, false);
    if (party.speaks) this.#gain.disconnect(party.out);
    party.source?.disconnect();
    party.element.srcObject = null;
    this.#parties.delete(id);
  }

  /** Loudness of the microphone, and of the loudest party heard; 0 to 1. */
  levels(): { readonly mine: number; readonly theirs: number } {
    const theirs = [...this.#parties.values()].map(({ loudness }) => peakOf(loudness));
    return { mine: peakOf(this.#microphone.loudness), theirs: Math.max(0, ...theirs) };
  }

  async useSpeaker(): Promise<void> {
    await Promise.all([...this.#parties.values()].map(({ element }) => sendTo(element, devices.get().speaker)));
  }

  [Symbol.dispose](): void {
    for (const id of this.#parties.keys()) this.remove(id);
    for (const track of this.#microphone.stream.getTracks()) track.stop();
    void this.#context.close();
  }
}
