import { createHash, randomUUID } from 'node:crypto';
import { pause } from '../../bin/lib/processes.ts';
import { addDays, dayOf, instantOf, millisOf } from '../../domain/time/day.ts';
import { UNIT } from '../../prisma/cases/cases.ts';
import { PLAIN_FINE, REFERRAL, SUSPICION, TASK_FORCE } from '../support/forms.ts';
import { type Chance, chanceOf, pick } from './chance.ts';
import type { PatientClient, Raw, Reply } from './client.ts';

type Form = Record<string, unknown>;

/** What the product has answered, and so what must be there at the end. */
export interface Book {
  /** Tips answered 201. */
  tips: { accused: string; receipt: string; caseId: string | null; messages: number }[];
  /** Paper files answered 201. */
  files: { caseId: string; receipt: string; acts: number; deadlines: string[]; dueAt: string }[];
  /** Acts answered 200: the numbers of the events that the answer names. */
  acts: { caseId: string; by: string; act: string; numbers: number[] }[];
  /** Files that came with a tip or after it and were answered 2xx: the hash of each, by the receipt. */
  originals: Map<string, string[]>;
  /** Bodies with files that broke off or were damaged, by what was done to them; none was answered 2xx. */
  broken: { cut: number; stalled: number; garbled: number };
  /** Answers that the drill did not expect: roads are lawful, so there should be none. */
  refused: string[];
  /** Requests sent twice at the same moment whose two answers were not the same. */
  unequal: string[];
  twins: number;
}

const newBook = (): Book => ({
  tips: [],
  files: [],
  acts: [],
  originals: new Map(),
  broken: { cut: 0, stalled: 0, garbled: 0 },
  refused: [],
  unequal: [],
  twins: 0,
});

const TWO = { withOfficer: 'officer2' };
const OFFICERS = { officers: ['officer1', 'officer2'], conflictChecked: true };
const TOLD: readonly Step[] = [
  ['clerk', 'intake-1', 'notice-sent:propose', { told: 'accepted', noticeHow: 'page' }],
  ['unithead', 'intake-1', 'notice-sent'],
];
const FRAUD = { ...SUSPICION, suspicion: '已查明的金额达到追诉标准。' };

type Step = readonly [by: string, proceeding: string, act: string, form?: Form];

/** Whether a duplicate of a request goes with it, at the same moment. */
const TWIN = 0.12;

/** A few hundred KB to a few MB. */
const SMALLEST = 300 * 1024;
const LARGEST = 4 * 1024 * 1024;
const BOUNDARY = 'drill';

interface Original {
  bytes: Buffer;
  hash: string;
}

/** A file that is a PDF by its beginning and chance beyond. */
function originalOf(chance: Chance): Original {
  // Most are small, as people's are.
  const bytes = Buffer.alloc(Math.round(SMALLEST + chance() ** 3 * (LARGEST - SMALLEST)));
  const next = chanceOf(chance() * 2 ** 32);
  for (let at = 0; at + 4 <= bytes.length; at += 4) bytes.writeUInt32LE(next() * 2 ** 32, at);
  bytes.write('%PDF-1.4\n');
  return { bytes, hash: createHash('sha256').update(bytes).digest('hex') };
}

const partOf = (name: string, filename?: string) =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${filename ? `; filename="${filename}"` : ''}\r\n\r\n`;

function multipart(fields: Record<string, string>, files: readonly Original[]): Raw {
  const parts = files.flatMap(({ bytes }, n) => [partOf('evidence', `${n + 1}.pdf`), bytes, '\r\n']);
  const texts = Object.entries(fields).map(([name, value]) => `${partOf(name)}${value}\r\n`);
  return {
    type: `multipart/form-data; boundary=${BOUNDARY}`,
    bytes: Buffer.concat([...parts, ...texts, `--${BOUNDARY}--\r\n`].map((part) => Buffer.from(part))),
  };
}

/** The body with one fault that no reader may let pass: its end, a boundary or a header is gone. */
function garbled(raw: Raw, chance: Chance): Raw {
  const bytes = Buffer.from(raw.bytes);
  const fault = pick(chance, ['end', 'boundary', 'header']);
  if (fault === 'end') return { ...raw, bytes: bytes.subarray(0, Math.floor(chance() * (bytes.length - 8))) };
  // Of the last part, which holds what the files are for; those before it have been read by then.
  const from = bytes.lastIndexOf('\r\nContent-Disposition');
  const at =
    fault === 'header' ? from + 2 + Math.floor(chance() * 19) : from - 1 - Math.floor(chance() * BOUNDARY.length);
  bytes[at] = fault === 'header' ? 0 : 0x21;
  return { ...raw, bytes };
}

/** People at work over HTTP: each case on one lawful road from tip to where it ends today. */
export class Load {
  readonly book: Book;
  readonly #client: PatientClient;
  readonly #chance: Chance;
  readonly #mark: string;
  #serial = 0;
  #stopping = false;

  constructor(client: PatientClient, chance: Chance, mark: string, book = newBook()) {
    this.#client = client;
    this.#chance = chance;
    this.#mark = mark;
    this.book = book;
  }

  /** From now on no new case is begun; those on their way are brought to their end. */
  stop(): void {
    this.#stopping = true;
  }

  /** Runs `people` side by side until `stop`, each beginning a new case when one is done. */
  async run(people: number): Promise<void> {
    await Promise.all(
      Array.from({ length: people }, async () => {
        while (!this.#stopping) {
          await this.#oneCase();
          await pause(100 + this.#chance() * 900);
        }
      }),
    );
  }

  #number(kind: string): string {
    this.#serial += 1;
    return `${kind}〔${dayOf(instantOf(Date.now())).slice(0, 4)}〕${this.#serial}号`;
  }

  #newTip() {
    this.#serial += 1;
    return {
      accused: { name: `${this.#mark} ${String(this.#serial).padStart(6, '0')}`, kind: 'training-body' },
      clue: '学员从未到课，仍申领培训补贴。',
      fund: 'training-subsidy',
      concernsStaff: 'no',
    };
  }

  async tip(named: boolean): Promise<Book['tips'][number]> {
    const tip = this.#newTip();
    const body = {
      ...tip,
      ...(named
        ? {
            tipster: {
              name: '示例举报人',
              idNumber: 'DEMO-ID',
              email: `${randomUUID()}@example.invalid`,
              wantsNotice: true,
            },
          }
        : {}),
    };
    const key = randomUUID();
    const send = () => this.#client.send({ method: 'POST', path: '/api/tips', body, key, act: true });
    const [reply, twin] = await this.#perhapsTwice(send);
    if (reply.status !== 201) this.book.refused.push(`tip ${reply.status} ${String(reply.body?.code)}`);
    if (twin && twin.body?.receipt !== reply.body?.receipt) this.book.unequal.push('tip');
    const told = { accused: tip.accused.name, receipt: String(reply.body?.receipt), caseId: null, messages: 0 };
    if (reply.status === 201) this.book.tips.push(told);
    return told;
  }

  async #perhapsTwice<T>(send: () => Promise<T>): Promise<[T, T | null]> {
    if (this.#chance() >= TWIN) return [await send(), null];
    this.book.twins += 1;
    return Promise.all([send(), send()]);
  }

  /** One act; false when the product refused it. */
  async act(caseId: string, by: string, proceeding: string, act: string, form: Form = {}): Promise<boolean> {
    const key = randomUUID();
    const body = { proceeding, act, form };
    const send = () =>
      this.#client.send({ method: 'POST', path: `/api/cases/${caseId}/acts`, body, as: by, key, act: true });
    const [reply, twin] = await this.#perhapsTwice(send);
    const numbersOf = (from: typeof reply) => ((from.body?.events ?? []) as { number: number }[]).map((e) => e.number);
    if (reply.status !== 200) {
      const fields = ((reply.body?.errors ?? []) as { field: string }[]).map((e) => e.field).join();
      this.book.refused.push(`${proceeding} ${act} by ${by}: ${reply.status} ${String(reply.body?.code)} ${fields}`);
      return false;
    }
    if (twin && JSON.stringify(numbersOf(twin)) !== JSON.stringify(numbersOf(reply))) {
      this.book.unequal.push(`${proceeding} ${act}`);
    }
    this.book.acts.push({ caseId, by, act, numbers: numbersOf(reply) });
    return true;
  }

  /** Acts one after the other; false at the first that was refused. */
  async #walk(caseId: string, steps: readonly Step[]): Promise<boolean> {
    for (const [by, proceeding, act, form] of steps) {
      if (!(await this.act(caseId, by, proceeding, act, form))) return false;
      await pause(this.#chance() * 150);
    }
    return true;
  }

  async #message(told: Book['tips'][number]): Promise<void> {
    const key = randomUUID();
    const body = { receipt: told.receipt, text: '补充一句：名册上的签名是同一人所写。' };
    const send = () => this.#client.send({ method: 'POST', path: '/api/receipts/messages', body, key, act: true });
    const [reply] = await this.#perhapsTwice(send);
    if (reply.status === 200) told.messages += 1;
    else this.book.refused.push(`message ${reply.status} ${String(reply.body?.code)}`);
  }

  async #oneCase(): Promise<void> {
    const dice = this.#chance();
    const named = this.#chance() < 0.5;
    const told = await this.tip(named);
    const found = await this.#client.send({
      method: 'GET',
      path: `/api/cases?accused=${encodeURIComponent(told.accused)}`,
      as: 'clerk',
    });
    const items = (found.body?.items ?? []) as { id: string }[];
    if (items.length !== 1 || !items[0]) {
      this.book.refused.push(`${told.accused}: found ${items.length} times`);
      return;
    }
    told.caseId = items[0].id;
    const messages = this.#chance() < 0.4 ? this.#message(told) : Promise.resolve();
    if (dice < 0.3) await this.#unregistered(told.caseId);
    else if (dice < 0.7) await this.#toThePolice(told.caseId, named);
    else await this.#published(told.caseId, named);
    await messages;
  }

  async #unregistered(caseId: string): Promise<void> {
    await this.#walk(caseId, [
      ['clerk', 'intake-1', 'register', UNIT],
      ['clerk', 'intake-1', 'accept:propose'],
    ]);
  }

  #accepted(caseId: string, named: boolean): Promise<boolean> {
    return this.#walk(caseId, [
      ['clerk', 'intake-1', 'register', UNIT],
      ['clerk', 'intake-1', 'accept:propose'],
      ['unithead', 'intake-1', 'accept'],
      ...(named ? TOLD : []),
      ['unithead', 'investigation-1', 'assign', OFFICERS],
      ['officer1', 'investigation-1', 'file-case:propose', { standardMet: true, ...TWO }],
      ['depthead', 'investigation-1', 'file-case'],
    ]);
  }

  #report = (): Form => ({
    ...REFERRAL,
    number: this.#number('移报'),
    offence: '以欺诈手段取得补贴，数额达到立案追诉标准。',
  });

  /** Down to the police, or stopped by the principal or for want of a crime: packages and reports upward. */
  async #toThePolice(caseId: string, named: boolean): Promise<void> {
    if (!(await this.#accepted(caseId, named))) return;
    const today = dayOf(instantOf(Date.now()));
    const drafted = await this.#walk(caseId, [
      ['officer1', 'investigation-1', 'suspect-crime', FRAUD],
      ['unithead', 'police-referral-1', 'name-task-force', TASK_FORCE],
    ]);
    if (!drafted) return;
    if (this.#chance() < 0.25) {
      await this.#walk(caseId, [
        ['officer1', 'police-referral-1', 'no-crime:propose', { reasons: '核实后未达到追诉标准。', ...TWO }],
        ['depthead', 'police-referral-1', 'no-crime'],
      ]);
      return;
    }
    const report = this.#report();
    if (!(await this.#walk(caseId, [['officer1', 'police-referral-1', 'report', report]]))) return;
    if (this.#chance() < 0.2) {
      await this.#walk(caseId, [['principal', 'police-referral-1', 'refuse', { reasons: '补充调查后再报。' }]]);
      return;
    }
    await this.#walk(caseId, [
      ['principal', 'police-referral-1', 'approve', { number: this.#number('移') }],
      [
        'officer1',
        'police-referral-1',
        'receipt-signed',
        { document: { kind: '移送案件签收回执', number: this.#number('收'), date: today } },
      ],
    ]);
  }

  /** A penalty that is decided today because the party waives, published, and corrected once or twice. */
  async #published(caseId: string, named: boolean): Promise<void> {
    if (!(await this.#accepted(caseId, named))) return;
    const today = dayOf(instantOf(Date.now()));
    const ended = addDays(today, -60);
    const decision = this.#number('罚');
    const amounts = [{ kind: 'drawn', yuan: 40_000, knownOn: today }];
    const text = {
      partyName: '示例职业培训学校',
      text: '处罚种类：罚款。救济途径：可在六十日内申请行政复议，或者六个月内提起行政诉讼。',
      tipsterGone: true,
      thirdPartiesGone: true,
      secretsGone: true,
    };
    const handedIn = { ...text, decisionNumber: decision, remedyNamed: true, dishonesty: false };
    const out = await this.#walk(caseId, [
      [
        'officer1',
        'investigation-1',
        'findings-ready:propose',
        {
          covered: true,
          proposesPenalty: true,
          ground: 'cheating-fund',
          violations: ['subsidy-fraud'],
          roles: ['organiser'],
          intent: 'intent',
          causedBy: 'accused',
          amounts,
          actEndedOn: ended,
          evidence: ['documents', 'records'],
          report: '举报反映的事实属实。',
          ...TWO,
        },
      ],
      ['unithead', 'investigation-1', 'findings-ready'],
      [
        'officer1',
        'penalty-1',
        'serve-notice',
        {
          ...PLAIN_FINE,
          noticeNumber: this.#number('罚告'),
          ground: 'cheating-fund',
          amounts,
          actEndedOn: ended,
          fine: 120_000,
          service: 'direct',
        },
      ],
      [
        'officer1',
        'penalty-1',
        'waive',
        {
          waives: ['hearing', 'defence'],
          document: { kind: '放弃听证和陈述申辩的书面声明', number: this.#number('收'), date: today },
        },
      ],
      [
        'officer1',
        'penalty-1',
        'decide:propose',
        {
          decisionNumber: decision,
          kinds: ['fine'],
          fine: 120_000,
          confiscation: 0,
          announcedTo: 'present',
          mustPublish: true,
          publishGround: 'social-influence',
          ...TWO,
        },
      ],
      ['depthead', 'penalty-1', 'decide'],
      [
        'officer1',
        'penalty-1',
        'serve',
        { service: 'direct', receipt: this.#number('送'), remediesTold: true, repairNotice: true, ...TWO },
      ],
      ['disclosure', 'disclosure-1', 'hand-in', handedIn],
      ['checker', 'disclosure-1', 'pass', { checked: true }],
      ['disclosure', 'disclosure-1', 'publish'],
    ]);
    if (!out || this.#chance() < 0.3) return;
    await this.#walk(caseId, [
      ['disclosure', 'disclosure-1', 'report-mistake', { mistake: 'text', explanation: '文号有误。' }],
      ['disclosure', 'disclosure-1', 'correct:propose', text],
      ['checker', 'disclosure-1', 'correct'],
    ]);
  }

  /**
   * A paper file whose clocks of 24 hours fall due `inMs` from now. Legal time is the system's clock and stays it: the
   * file's approval, or the receipt of the police, is dated 24 hours before that instant, as an office that comes late to its
   * papers would enter it. Nothing in the product knows of the drill.
   */
  async file(inMs: number): Promise<void> {
    const now = Date.now();
    const due = now + inMs;
    const start = due - 24 * 3_600_000;
    const day = (n: number, hour: number) =>
      `${addDays(dayOf(instantOf(now)), -n)}T${String(hour).padStart(2, '0')}:00:00+08:00`;
    let papers = 0;
    const paper = (form: Form = {}) => {
      papers += 1;
      return { ...form, paper: { number: this.#number('卷'), pages: 2, scan: `扫描件-${papers}`, second: 'checker' } };
    };
    const atPolice = this.#chance() < 0.5;
    // Two clocks on one instant, or one of our own duties.
    const deadlines = atPolice ? ['police-forward', 'police-incomplete'] : ['police-transmit'];
    const own = (by: string, proceeding: string, act: string, occurredAt: string, form: Form = {}) => ({
      proceeding,
      act,
      by,
      occurredAt,
      form: paper(form),
    });
    const approved = atPolice ? start - 60_000 : start;
    const acts = [
      own('clerk', 'intake', 'register', day(11, 10), UNIT),
      own('clerk', 'intake', 'accept:propose', day(10, 10)),
      own('unithead', 'intake', 'accept', day(10, 11)),
      own('unithead', 'investigation', 'assign', day(9, 10), OFFICERS),
      own('officer1', 'investigation', 'file-case:propose', day(8, 10), { standardMet: true, ...TWO }),
      own('depthead', 'investigation', 'file-case', day(8, 11)),
      own('officer1', 'investigation', 'suspect-crime', day(5, 10), FRAUD),
      own('unithead', 'police-referral', 'name-task-force', day(5, 11), TASK_FORCE),
      own('officer1', 'police-referral', 'report', day(3, 10), this.#report()),
      own('principal', 'police-referral', 'approve', instantOf(approved), { number: this.#number('移') }),
      ...(atPolice
        ? [
            {
              proceeding: 'police-referral',
              act: 'receipt-signed',
              by: 'officer1',
              occurredAt: instantOf(start),
              form: {},
              document: {
                kind: '移送案件签收回执',
                number: this.#number('收'),
                date: dayOf(instantOf(start)),
                pages: 1,
              },
            },
          ]
        : []),
    ];
    this.#serial += 1;
    const reply = await this.#client.send({
      method: 'POST',
      path: '/api/cases',
      as: 'clerk',
      key: randomUUID(),
      act: true,
      body: {
        tip: {
          accused: { name: `${this.#mark} ${this.#serial}`, kind: 'training-body' },
          clue: '学员从未到课，仍申领培训补贴。',
          fund: 'training-subsidy',
          concernsStaff: 'no',
        },
        channel: 'letter',
        receivedAt: day(12, 9),
        acts,
      },
    });
    if (reply.status !== 201) {
      const why = ((reply.body?.errors ?? []) as { field: string }[]).map((e) => e.field).join();
      this.book.refused.push(`file ${reply.status} ${String(reply.body?.code)} ${why}`);
      return;
    }
    this.book.files.push({
      caseId: String(reply.body?.id),
      receipt: String(reply.body?.receipt),
      acts: acts.length,
      deadlines,
      dueAt: instantOf(due),
    });
  }

  /** A body with files, sent whole in the end; before that now and then cut, stalled or damaged. The answer to it. */
  async #upload(path: string, raw: Raw): Promise<Reply> {
    const { broken } = this.book;
    const key = randomUUID();
    const sending = { method: 'POST', path, key } as const;
    const at = () => Math.floor(this.#chance() * (raw.bytes.length - 8));
    const ms = () => this.#chance() * 1_500;
    if (this.#chance() < 0.4) {
      broken.cut += 1;
      const cut = { ...raw, stall: { at: at(), ms: ms(), cut: true } };
      const status = await this.#client.breakOff({ ...sending, raw: cut });
      if (status !== null && status < 400) this.book.refused.push(`${path}: cut, and ${status}`);
    }
    if (this.#chance() < 0.25) {
      broken.garbled += 1;
      const reply = await this.#client.send({ ...sending, raw: garbled(raw, this.#chance) });
      if (reply.status !== 400 && reply.status !== 422) this.book.refused.push(`${path}: garbled, and ${reply.status}`);
    }
    const stalls = this.#chance() < 0.3;
    if (stalls) broken.stalled += 1;
    const whole = stalls ? { ...raw, stall: { at: at(), ms: ms() } } : raw;
    const [reply, twin] = await this.#perhapsTwice(() => this.#client.send({ ...sending, raw: whole, act: true }));
    if (twin && (twin.status !== reply.status || twin.body?.receipt !== reply.body?.receipt))
      this.book.unequal.push(path);
    return reply;
  }

  /** A tip with files, and more of them afterwards. */
  async #withFiles(): Promise<void> {
    const some = () => Array.from({ length: 1 + Math.floor(this.#chance() * 3) }, () => originalOf(this.#chance));
    const tip = this.#newTip();
    const first = some();
    const told = await this.#upload('/api/tips', multipart({ tip: JSON.stringify(tip) }, first));
    if (told.status !== 201) {
      this.book.refused.push(`tip with files ${told.status} ${String(told.body?.code)}`);
      return;
    }
    const receipt = String(told.body?.receipt);
    this.book.tips.push({ accused: tip.accused.name, receipt, caseId: null, messages: 0 });
    const hashes = first.map((f) => f.hash);
    this.book.originals.set(receipt, hashes);
    if (this.#chance() < 0.4) return;
    const more = some();
    const added = await this.#upload('/api/receipts/evidence', multipart({ receipt }, more));
    if (added.status === 200) hashes.push(...more.map((f) => f.hash));
    else this.book.refused.push(`more files ${added.status} ${String(added.body?.code)}`);
  }

  /** Tips with files, `people` side by side. */
  async runUploads(people: number): Promise<void> {
    await Promise.all(
      Array.from({ length: people }, async () => {
        while (!this.#stopping) {
          await this.#withFiles();
          await pause(200 + this.#chance() * 1_000);
        }
      }),
    );
  }

  /** Files of paper now and then, so that at any moment some instants are near. */
  async runFiles(): Promise<void> {
    while (!this.#stopping) {
      await this.file(pick(this.#chance, [4_000, 7_000, 12_000, 20_000]));
      await pause(1_500 + this.#chance() * 2_500);
    }
  }

  /** The next instant that is still to come, in milliseconds since 1970, or null. */
  nextDue(after: number): number | null {
    const coming = this.book.files.map((f) => millisOf(f.dueAt)).filter((at) => at > after);
    return coming.length === 0 ? null : Math.min(...coming);
  }
}
