import { withoutOne } from "./edits.ts";
import { soundsOf } from "./sound.ts";

/** Likeness of a typed word to one of a name: 1 for the same letters, less with distance. */
export type Likeness = number;

const SAME_SOUND = 0.86;
/** Two consonants say little: «نور» and «نار» sound alike there. */
const SAME_SHORT_SOUND = 0.66;
/** One consonant says almost nothing, but something where the rest of the name agrees. */
const SAME_CONSONANT = 0.45;
const ONE_LETTER = 0.8;
/** Words of four letters have many neighbours. */
const ONE_OF_FOUR = 0.66;
const SOUND_BEGINS = 0.6;
const NEAR_SOUND = 0.52;
/** Beginnings of words that are looked up at most: two letters begin hundreds. */
const MOST_BEGUN = 200;

function put(index: Map<string, number[]>, key: string, word: number): void {
  const others = index.get(key);
  if (others === undefined) index.set(key, [word]);
  else if (others.at(-1) !== word) others.push(word);
}

/** The words of names, found by their letters, their beginning, their sound, and with one letter wrong; each look-up is by keys alone. */
export class Lexicon {
  readonly words: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #sounds = new Map<string, number[]>();
  readonly #less = new Map<string, number[]>();
  readonly #soundsLess = new Map<string, number[]>();
  #sorted: string[] | null = null;

  /** The number of a word, which is added if it is new. */
  add(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const number = this.words.length;
    this.words.push(word);
    this.#numbers.set(word, number);
    this.#sorted = null;
    if (word.startsWith("#")) return number;
    for (const sound of soundsOf(word)) {
      if (sound.length > 0) put(this.#sounds, sound, number);
      if (sound.length > 2) for (const less of withoutOne(sound)) put(this.#soundsLess, less, number);
    }
    if (word.length > 3) for (const less of withoutOne(word)) put(this.#less, less, number);
    return number;
  }

  get(word: string): number | undefined {
    return this.#numbers.get(word);
  }

  /** True if a text is a word of a name, to the letter. */
  has(word: string): boolean {
    return this.#numbers.has(word);
  }

  /** Words that a typed one may be, with how sure that is. `beginsToo` takes words that it only begins. */
  like(word: string, beginsToo: boolean): Map<number, Likeness> {
    const found = new Map<number, Likeness>();
    const add = (numbers: readonly number[] | undefined, likeness: Likeness): void => {
      for (const number of numbers ?? []) if ((found.get(number) ?? 0) < likeness) found.set(number, likeness);
    };
    const same = this.#numbers.get(word);
    if (same !== undefined) found.set(same, 1);
    if (word.startsWith("#")) return found;
    if (beginsToo && word.length > 1) this.#begun(word, found);
    for (const sound of soundsOf(word)) this.#heard(word, sound, add);
    if (word.length === 3) add(this.#less.get(word), ONE_OF_FOUR);
    if (word.length > 3) {
      add(this.#less.get(word), ONE_LETTER);
      for (const less of withoutOne(word)) {
        const whole = this.#numbers.get(less);
        if (whole !== undefined && less.length > 3) add([whole], ONE_LETTER);
        add(this.#less.get(less), word.length > 4 ? ONE_LETTER - 0.02 : ONE_OF_FOUR);
      }
    }
    return found;
  }

  #heard(word: string, sound: string, add: (numbers: readonly number[] | undefined, likeness: Likeness) => void): void {
    if (sound.length > 0 && word.length > 2)
      add(this.#sounds.get(sound), [0, SAME_CONSONANT, SAME_SHORT_SOUND][sound.length] ?? SAME_SOUND);
    if (sound.length === 3) add(this.#soundsLess.get(sound), NEAR_SOUND);
    if (sound.length > 3) {
      add(this.#soundsLess.get(sound), SOUND_BEGINS);
      for (const less of withoutOne(sound)) {
        add(this.#sounds.get(less), NEAR_SOUND);
        if (sound.length > 4) add(this.#soundsLess.get(less), NEAR_SOUND - 0.04);
      }
    }
  }

  #begun(word: string, found: Map<number, Likeness>): void {
    this.#sorted ??= this.words.toSorted();
    const sorted = this.#sorted;
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? "") < word) low = middle + 1;
      else high = middle;
    }
    for (let at = low; at < low + MOST_BEGUN; at++) {
      const one = sorted[at];
      if (one === undefined || !one.startsWith(word)) return;
      const number = this.#numbers.get(one);
      const likeness = 0.62 + 0.36 * (word.length / one.length);
      if (number !== undefined && (found.get(number) ?? 0) < likeness) found.set(number, likeness);
    }
  }
}
