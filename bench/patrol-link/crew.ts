import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions } from "@amaliyat/contract/interventions";
import type { Client } from "../../simulator/src/api/client.ts";
import { pause } from "../harness/ending.ts";
import { placeIn } from "../town/furnish.ts";
import { Notebook } from "./notebook.ts";
import type { Phone } from "./phone.ts";
import { pictureOf } from "./picture.ts";
import { placeOnWay, type Job, type Shift } from "./script.ts";
import type { Sky } from "./sky.ts";

/** Surroundings of a crew: its phone behind its link, a desk with a good link, and a clock that runs faster than the day. */
export type Work = {
  readonly phone: Phone;
  readonly desk: Client;
  readonly unitId: string;
  readonly crew: number;
  readonly sky: Sky;
  /** Real ms for a second of the shift. */
  readonly msPerSecond: number;
  readonly begun: number;
  /** Called before the last intervention ends: then the last cut begins. */
  readonly beforeLast: () => Promise<void>;
};

const [DRIVE_S, ON_SCENE_S] = [240, 300];
/** Two presses of a person are this far apart. */
const PRESS_MS = 350;

/** One crew through its shift, by the buttons of its phone. */
export class Crew {
  readonly #work: Work;
  readonly #shift: Shift;
  readonly book = new Notebook();
  /** From the desk's answer to the phone's screen, ms, where the link was up. */
  readonly wakesMs: number[] = [];
  #places = 0;

  constructor(shift: Shift, work: Work) {
    [this.#shift, this.#work] = [shift, work];
  }

  async run(): Promise<void> {
    const { begun, msPerSecond, beforeLast } = this.#work;
    const { jobs } = this.#shift;
    for (const job of jobs) {
      await pause(begun + job.at * msPerSecond - performance.now());
      await this.#do(job, job === jobs.at(-1) ? beforeLast : null);
    }
    await this.#drive(true);
  }

  async #do(job: Job, beforeEnd: (() => Promise<void>) | null): Promise<void> {
    const { phone, unitId, desk } = this.#work;
    if (job.beginning === "met") await this.#meet(job);
    else if (job.beginning === "taken") await this.#takeUp(job);
    else {
      const { interventionId } = await this.#open(job);
      await this.#shown(await desk.must(dispatch.assign, { params: { interventionId }, body: { unitId, anyway: true } }));
      if (job.refuses) {
        await phone.press("لا أستطيع");
        await phone.press("عطب في المركبة");
        this.book.expect(`refuse ${job.name}`);
        return;
      }
      this.book.pressed(job.name, "accepted", await phone.press("أقبل التكليف"));
    }
    if (job.beginning !== "met") await this.#arrive(job);
    await this.#befall(job);
    await this.#atScene(job);
    await beforeEnd?.();
    await this.#end(job);
  }

  #open({ name }: Job): Promise<{ interventionId: string; reference: string }> {
    const body = { origin: "desk" as const, place: placeIn(this.#work.crew), placeText: name, subcategory: "TRF.OBS" as const };
    return this.#work.desk.must(interventions.open, { body });
  }

  async #shown({ assignmentId }: { readonly assignmentId: string }): Promise<void> {
    const { phone, sky } = this.#work;
    const from = performance.now();
    await phone.page.locator(`.order[data-order="${assignmentId}"]`).waitFor();
    const to = performance.now();
    if (!sky.wasCut(from, to)) this.wakesMs.push(to - from);
  }

  async #meet({ name }: Job): Promise<void> {
    const { phone } = this.#work;
    await this.#drive(true);
    await phone.press("صادفنا حدثا");
    await phone.page.locator("select").selectOption("TRF.CNG");
    await phone.page.locator("textarea").fill(name);
    this.book.pressed(name, "on_scene", await phone.press("افتح تدخلا هنا"), "met");
    await phone.page.locator('.order[data-state="on_scene"]').waitFor();
  }

  async #takeUp(job: Job): Promise<void> {
    const { phone } = this.#work;
    const { reference } = await this.#open(job);
    await phone.press("تدخل برقمه");
    await phone.page.getByLabel("رقم التدخل").fill(reference);
    this.book.pressed(job.name, "accepted", await phone.press("نتكفل به"), "taken");
    await phone.page.locator(".order", { hasText: reference }).waitFor();
  }

  async #drive(surely = false): Promise<void> {
    await this.#work.phone.moveTo(placeOnWay(this.#work.crew, (this.#places += 1)), surely);
  }

  async #arrive({ name }: Job): Promise<void> {
    const { phone, msPerSecond } = this.#work;
    this.book.pressed(name, "en_route", await phone.press("انطلقنا"));
    const there = performance.now() + DRIVE_S * msPerSecond;
    do await this.#drive();
    while (performance.now() < there);
    this.book.pressed(name, "on_scene", await phone.press("وصلت: في المكان"));
  }

  async #befall({ befalls }: Job): Promise<void> {
    const { phone } = this.#work;
    if (befalls === "dies") await phone.die();
    if (befalls === "help") this.book.help(await phone.callForHelp());
    if (befalls !== "changes_hands") return;
    await phone.signOut();
    await phone.goOut(`${this.#shift.unit} ب`);
    this.book.expect(`crew ${this.#shift.unit}`);
  }

  async #atScene({ note, photo, well, name }: Job): Promise<void> {
    const { phone, msPerSecond } = this.#work;
    await pause(ON_SCENE_S * msPerSecond);
    if (well) {
      await phone.press("كل شيء بخير");
      this.book.expect(`well ${this.#shift.unit}`);
      await pause(PRESS_MS);
    }
    if (note === null && !photo) return;
    await phone.press("ملاحظة");
    if (photo) {
      const file = { name: "photo.png", mimeType: "image/png", buffer: pictureOf(name) };
      await phone.page.locator("input[type=file]").setInputFiles(file);
      await phone.page.locator(".field .hint:not(:empty)").waitFor();
      this.book.expect(`photo ${name}`);
    }
    if (note === null) return void (await phone.press("رجوع"));
    await phone.page.locator("textarea").fill(note);
    await phone.press("أضف الملاحظة");
    this.book.expect(`note ${note}`);
  }

  async #end({ name, hurt, words }: Job): Promise<void> {
    const { phone } = this.#work;
    await phone.press("انتهت المهمة");
    await phone.page.getByLabel("فتح الطريق").check();
    await phone.press(hurt ? "نعم" : "لا");
    await phone.page.locator("textarea").fill(words);
    this.book.pressed(name, "cleared", await phone.press("أغلق وأنا متاح"), "outcome");
    await phone.page.locator(".order").waitFor({ state: "detached" });
  }
}
