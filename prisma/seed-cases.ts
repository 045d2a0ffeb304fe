import type pg from 'pg';
import type { Person } from '../domain/people/types.ts';
import type { Counted } from '../domain/proceedings/paper/documents.ts';
import { addDays, dayOf, isWorkingDay, toInstant } from '../domain/time/day.ts';
import { CALENDARS } from '../domain/time/published.ts';
import type { Calendars, Instant } from '../domain/time/types.ts';
import type { KeyService } from '../ledger/ground/keys.ts';
import { createLedger } from '../ledger/ledger.ts';
import type {
  Acts,
  CaseReading,
  ClerkTip,
  EffectRef,
  HouseReading,
  Ledger,
  Lists,
  PastAct,
  TimePort,
} from '../ledger/types.ts';
import { CASES } from './cases/cases.ts';
import { FACTS } from './cases/facts.ts';
import { CaseFile, Days, receivedAt, type SeedCase } from './cases/file.ts';

const CLERK = 'clerk';
/** The posts that take tips in: the ordinary one, and the one behind the other door, where it is manned. */
const INTAKE = [CLERK, 'special'];
/** So many cases are lived at a time. */
const TOGETHER = 4;

/** A seed case as a file, its days laid back from `now`: what came in, and what was done with it, in order. */
export function caseFile(one: SeedCase, serial: number, now: Instant, calendars: Calendars): ClerkTip {
  const days = new Days(now, calendars);
  const received = receivedAt(one, days);
  const file = new CaseFile(days, serial, received.slice(0, 10), one.onPaper !== undefined);
  one.acts?.(file);
  return {
    accused: one.accused,
    clue: FACTS[one.id],
    fund: one.fund,
    conduct: one.conduct,
    ...one.tip,
    channel: one.channel,
    receivedAt: received,
    by: CLERK,
    acts: file.acts,
  };
}

/** Every seed case with its file. */
export const caseFiles = (now: Instant, calendars: Calendars = CALENDARS): { one: SeedCase; file: ClerkTip }[] =>
  CASES.map((one, i) => ({ one, file: caseFile(one, i + 1, now, calendars) }));

/** The clock under which a case is lived: only forwards. */
class PlayedClock implements TimePort {
  #now: Instant;
  constructor(now: Instant) {
    this.#now = toInstant(now);
  }
  now = (): Instant => this.#now;
  to(when: Instant): void {
    const at = toInstant(when);
    if (at > this.#now) this.#now = at;
  }
}

/** One case, lived as it would have been: every act by its own doer at its own time, every end when it came, every effect done then. */
class Played {
  readonly #ledger: Ledger;
  readonly #clock: PlayedClock;
  readonly #file: ClerkTip;
  readonly #id: string;
  #case = '';
  #receipt = '';
  #acts = 0;
  /** Who does what intake does: the post behind the door by which it came in. */
  #intake = CLERK;

  constructor(parts: { pool: pg.Pool; keys: KeyService }, id: string, file: ClerkTip) {
    this.#id = id;
    this.#file = file;
    this.#clock = new PlayedClock(file.receivedAt);
    this.#ledger = createLedger({ ...parts, clock: this.#clock });
  }

  async live(until: Instant): Promise<void> {
    const { acts = [], ...tip } = this.#file;
    const told = await this.#ledger.enter(tip, `seed ${this.#id} ${tip.receivedAt}`);
    this.#case = told.caseId;
    this.#receipt = told.receipt ?? '';
    const { people } = await this.#ledger.directory();
    for (const login of INTAKE) {
      const person = people[login];
      if (!person) continue;
      const { items } = await this.#ledger.cases(person, { accused: tip.accused.name }, undefined, 1);
      if (items.length === 0) continue;
      this.#intake = login;
      // Whoever takes it in gives the tipster what who entered it was not shown.
      if (told.receipt === null) await this.#handOut(person);
    }
    for (const act of acts) {
      await this.#passTo(toInstant(act.occurredAt));
      await this.#take(act);
    }
    await this.#passTo(toInstant(until));
  }

  async #handOut(person: Person): Promise<void> {
    const { receiptWaits } = await this.#ledger.caseView(person, this.#case);
    if (receiptWaits) this.#receipt = (await this.#ledger.showReceipt(person, this.#case)).receipt;
  }

  /** Does what a driver would: effects at once, then asleep until the next instant, until it is `until`. */
  async #passTo(until: Instant): Promise<void> {
    for (;;) {
      const { proceedings } = await this.#ledger.driversOf(this.#case);
      const live = proceedings.filter((p) => p.live);
      const todos = await Promise.all(live.map((p) => this.#ledger.todo(this.#case, p.id)));
      for (const effect of todos.flatMap((x) => x.effects)) await this.#do(effect);
      const next = todos.flatMap((x) => (x.next === null || x.next > until ? [] : [x.next])).sort()[0];
      if (next === undefined) break;
      this.#clock.to(next);
      await this.#ledger.advanceCase(this.#case);
    }
    this.#clock.to(until);
  }

  async #take({ act, by, form, document, proceeding: kind }: PastAct): Promise<void> {
    const { proceedings } = await this.#ledger.driversOf(this.#case);
    const proceeding = proceedings.filter((p) => p.kind === kind).at(-1)?.id ?? kind;
    const idempotencyKey = `seed ${this.#id} ${++this.#acts}`;
    const asked = { proceeding, act, form: document ? { ...form, document } : form, idempotencyKey };
    if (by === 'tipster') await this.#ledger.tipsterAct(this.#receipt, asked);
    else await this.#ledger.act({ ...asked, caseId: this.#case, by: by === CLERK ? this.#intake : by });
  }

  /** What was sent in life is marked as sent then: nothing of it goes out again. */
  async #do({ key, kind, to }: EffectRef): Promise<void> {
    if (kind === 'letter') await this.#ledger.placeLetter(key);
    else if (to === 'register') await this.#ledger.applyToRegister(key);
    else if (kind === 'credit-list' || kind === 'credit-remove')
      await this.#ledger.recordCredit(key, {
        platform: to,
        reference: `${to}-${key.slice(-12).replaceAll(/\W/g, '')}`,
      });
    await this.#ledger.effectDone(key, { played: true });
  }
}

/** The documents of a file as they lie there, each once. */
function documentsIn(file: ClerkTip): Counted[] {
  const all = (file.acts ?? []).flatMap(({ form, document }) => (form.paper ?? document ?? []) as Counted | Counted[]);
  return [...new Map(all.map(({ number, pages }) => [number, { number, pages }])).values()];
}

/** Enters one as a paper file, which is then confirmed by the head of the unit, or contested by whom it names. */
/** What entering and looking after the demonstration's cases needs of the ledger. */
export type LivedLedger = HouseReading & Acts & Lists & Pick<CaseReading, 'caseView'>;

async function enterOnPaper(ledger: LivedLedger, one: SeedCase, file: ClerkTip): Promise<void> {
  const { caseId } = await ledger.enter(file, `seed ${one.id} ${file.receivedAt}`);
  const reader = (await ledger.directory()).people.unithead;
  if (!reader) return;
  const entered = (await ledger.caseView(reader, caseId)).details.find((p) => p.kind === 'paper');
  if (!entered) return;
  const answer = {
    confirmed: {
      act: 'confirm',
      form: { documents: documentsIn(file), seen: true },
    },
    contested: { act: 'contest', form: { contestReasons: '本人没有批准过这件移送（演示）。' } },
  }[one.onPaper ?? 'confirmed'];
  await ledger.act({
    caseId,
    proceeding: entered.id,
    ...answer,
    by: 'unithead',
    idempotencyKey: `seed ${one.id} ${one.onPaper}`,
  });
}

/** Reminders of which somebody has long taken note are ticked by the post whose they were. */
async function tickOld(ledger: LivedLedger, now: Instant, calendars: Calendars): Promise<void> {
  let before = dayOf(now);
  for (let left = 3; left > 0; ) {
    before = addDays(before, -1);
    if (isWorkingDay(before, calendars)) left -= 1;
  }
  for (const person of Object.values((await ledger.directory()).people)) {
    for (let cursor: string | undefined; ; ) {
      const page = await ledger.worklist(person, cursor, 200);
      for (const item of page.items) {
        if (item.task !== undefined && dayOf(item.since) < before) await ledger.taskDone(person, item.task);
      }
      cursor = page.next;
      if (cursor === undefined) break;
    }
  }
}

/**
 * Lives the demonstration's cases through the ledger, under a clock of their own and by their true doers; two are entered from paper.
 * A case whose accused intake finds in the ledger already is left as it is, so a later start adds only what is missing.
 * @returns how many were added
 */
export async function seedCases(parts: {
  pool: pg.Pool;
  keys: KeyService;
  ledger: LivedLedger;
  clock: TimePort;
  log: (line: string) => void;
}): Promise<number> {
  const { pool, keys, ledger, clock, log } = parts;
  const [{ people }, calendars] = await Promise.all([ledger.directory(), ledger.calendars()]);
  const clerk = people[CLERK];
  if (!clerk) throw new Error('the cases need the demonstration’s staff: set them up first');
  const now = toInstant(clock.now());
  const missing: { one: SeedCase; file: ClerkTip }[] = [];
  for (const seed of caseFiles(now, calendars)) {
    const search = { accused: seed.one.accused.name };
    const posts = INTAKE.flatMap((login) => people[login] ?? []);
    const there = await Promise.all(posts.map((person) => ledger.cases(person, search, undefined, 1)));
    if (there.every((found) => found.items.length === 0)) missing.push(seed);
  }
  const waiting = [...missing];
  const one = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { one: seed, file } = next;
      try {
        if (seed.onPaper) await enterOnPaper(ledger, seed, file);
        else await new Played({ pool, keys }, seed.id, file).live(now);
      } catch (error) {
        const { refusal } = error as { refusal?: unknown };
        throw new Error(`the seed case ${seed.id} was not taken: ${JSON.stringify(refusal ?? String(error))}`, {
          cause: error,
        });
      }
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, one));
  if (missing.length > 0) await tickOld(ledger, now, calendars);
  log(
    missing.length === 0
      ? 'the demonstration’s cases are there'
      : `the demonstration’s cases stand: ${missing.length} lived or entered`,
  );
  return missing.length;
}
