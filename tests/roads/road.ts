import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { referenceOf } from '../../activities/exchange.ts';
import type { ProceedingKind } from '../../domain/case/types.ts';
import type { OfferedAct, RefusedAct } from '../../domain/kernel/index.ts';
import type { ActAnswer, CaseHead, CaseView, ClockView, Page, Progress, RegisterEntry } from '../../ledger/types.ts';
import { mailOf, type Product, product, SetClock } from '../support/product.ts';

type Form = Record<string, unknown>;
type Told = Omit<Progress, 'caseId'>;

/** A problem document, as far as a road looks at it. */
export interface Problem {
  status: number;
  code: string;
  detail: string;
  detailZh: string;
  basis?: { kind: string; clause: string | null };
  errors?: { field: string }[];
}

/** What a no must say. `clause`: beginning of the clause; null where no rule but the plain state refuses. */
export interface No {
  status: number;
  code: string;
  clause?: string | null;
}

/** A tip as the page sends it. */
export interface Tip {
  accused: { name: string; kind: string };
  clue: string;
  [field: string]: unknown;
}

const PDF = new TextEncoder().encode('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

/** One real case on its road through the product, over HTTP alone: by the public pages' interface and by staff signed in. */
export class Road {
  readonly product: Product;
  readonly clock: SetClock;
  readonly receipt: string;
  readonly caseId: string;

  private constructor(p: Product, clock: SetClock, receipt: string, caseId: string) {
    this.product = p;
    this.clock = clock;
    this.receipt = receipt;
    this.caseId = caseId;
  }

  /** The product on a database of its own, and a tip told to it with one piece of evidence. */
  static async begin(now: string, tip: Tip): Promise<Road> {
    const clock = new SetClock(now);
    const p = await product({ clock });
    const form = new FormData();
    form.append('tip', JSON.stringify(tip));
    form.append('evidence', new Blob([PDF], { type: 'application/pdf' }), '照片说明.pdf');
    const told = await p.anyone.post<{ receipt: string; receivedAt: string; named: boolean }>('/api/tips', form);
    expect(told.status).toBe(201);
    const found = await p.as('clerk').get<Page<CaseHead>>(`/api/cases?accused=${encodeURIComponent(tip.accused.name)}`);
    expect(found.body.items).toHaveLength(1);
    return new Road(p, clock, told.body.receipt, found.body.items[0]!.id);
  }

  stop(): Promise<void> {
    return this.product.stop();
  }

  /** Legal time moves on; the driver's call brings the case up to it; then all that follows has happened. */
  async on(day: string, time = '10:00:00'): Promise<void> {
    this.clock.set(`${day}T${time}+08:00`);
    await this.product.ledger.advanceCase(this.caseId);
    await this.product.settled();
  }

  private path = (rest = '') => `/api/cases/${this.caseId}${rest}`;

  /** What a person is offered and refused on the page. */
  async acts(login: string): Promise<{ allowed: OfferedAct[]; refused: RefusedAct[] }> {
    const { status, body } = await this.product
      .as(login)
      .get<{ allowed: OfferedAct[]; refused: RefusedAct[] }>(this.path('/acts'));
    expect(status, `${login} asks what may be done`).toBe(200);
    return body;
  }

  private send<T>(
    login: string,
    proceeding: string,
    act: string,
    form: Form,
    occurredAt?: string,
    key?: string,
    answers?: string,
  ) {
    const more = { ...(occurredAt ? { occurredAt } : {}), ...(answers ? { answers } : {}) };
    return this.product.as(login).post<T>(this.path('/acts'), { proceeding, act, form, ...more }, key);
  }

  /** An act that the person is offered, does, and that is recorded. */
  async did(
    login: string,
    proceeding: string,
    act: string,
    form: Form = {},
    more: { occurredAt?: string; key?: string } = {},
  ): Promise<ActAnswer> {
    this.clock.tick();
    const { allowed } = await this.acts(login);
    expect(
      allowed.map((a) => `${a.proceeding} ${a.act}`),
      `offered to ${login}`,
    ).toContain(`${proceeding} ${act}`);
    // Of what was put forward anew, who decides says what they have read.
    const { proposal } = allowed.find((a) => a.proceeding === proceeding && a.act === act) ?? {};
    const send = (put?: string) => this.send<ActAnswer>(login, proceeding, act, form, more.occurredAt, more.key, put);
    const first = await send();
    const done = first.status === 409 && proposal ? await send(proposal.put) : first;
    expect(done.status, `${login} ${act}: ${JSON.stringify(done.body)}`).toBe(200);
    return done.body;
  }

  /** One proposes with the form, another decides; the proposer may not. */
  async pair(proposer: string, decider: string, proceeding: string, act: string, form: Form = {}): Promise<ActAnswer> {
    await this.did(proposer, proceeding, `${act}:propose`, form);
    return this.did(decider, proceeding, act);
  }

  /** What two officers do. */
  two(proceeding: string, act: string, form: Form = {}): Promise<ActAnswer> {
    return this.did('officer1', proceeding, act, { ...form, withOfficer: 'officer2' });
  }

  /** An act that must be refused: with status, code and clause, in both languages, and without a trace. */
  async refused(
    login: string,
    proceeding: string,
    act: string,
    form: Form,
    no: No,
    occurredAt?: string,
  ): Promise<Problem> {
    const before = await this.events();
    const { status, body, headers } = await this.send<Problem>(login, proceeding, act, form, occurredAt);
    expect({ status, code: body.code }, `${login} ${act}: ${JSON.stringify(body)}`).toEqual({
      status: no.status,
      code: no.code,
    });
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body.detail).not.toBe('');
    expect(body.detailZh).toMatch(/[\u4e00-\u9fff]/);
    if (no.clause !== undefined) {
      const clause = body.basis?.clause ?? null;
      if (no.clause === null) expect(clause).toBeNull();
      else expect(clause).toContain(no.clause);
    }
    expect(await this.events(), `${login} ${act} left an event`).toBe(before);
    return body;
  }

  /** How many events the case has. */
  async events(): Promise<number> {
    return (await this.view()).version;
  }

  view = async (login = 'clerk'): Promise<CaseView> => (await this.product.as(login).get<CaseView>(this.path())).body;

  /** For whom the case does not exist. */
  async unseen(...logins: string[]): Promise<void> {
    for (const login of logins) {
      for (const path of [this.path(), this.path('/acts')]) {
        const { status, body } = await this.product.as(login).get<Problem>(path);
        expect({ login, status, code: body.code }).toEqual({ login, status: 404, code: 'case-unknown' });
      }
    }
  }

  /** The latest state of each kind of proceeding. */
  async stands(): Promise<Partial<Record<ProceedingKind, string>>> {
    const { details } = await this.view();
    return Object.fromEntries(details.map((p) => [p.kind, p.state]));
  }

  /** The latest clock of a deadline. */
  async clockOf(deadline: string): Promise<ClockView> {
    const clock = (await this.view()).clocks.filter((k) => k.deadline === deadline).at(-1);
    if (!clock) throw new Error(`no clock ${deadline}`);
    return clock;
  }

  /** Last day, strict day where there is one, and how it stopped. */
  async due(deadline: string) {
    const { due, alarm, stopped, provisional } = await this.clockOf(deadline);
    return { due, ...(alarm && alarm !== due ? { alarm } : {}), why: stopped?.why ?? null, provisional };
  }

  /* ---------------------------------------------------------------- the tipster */

  private async holder(path: string, body: Form = {}): Promise<Told> {
    const answer = await this.product.anyone.post<Told>(`/api/receipts${path}`, { receipt: this.receipt, ...body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body;
  }

  comesBack = (): Promise<Told> => this.holder('');
  writes = (text: string): Promise<Told> => this.holder('/messages', { text });
  asks = (proceeding: string, act: string, form: Form = {}): Promise<Told> =>
    this.holder('/acts', { proceeding, act, form });

  /* ---------------------------------------------------------------- the outside */

  async register(kind: RegisterEntry['kind'] = 'penalty'): Promise<RegisterEntry[]> {
    return (await this.product.anyone.get<Page<RegisterEntry>>(`/api/register?kind=${kind}`)).body.items;
  }

  /** Every effect was done, once, in the first try, and each mail and parcel outside belongs to one of them. */
  async everythingOnce(): Promise<Record<string, number>> {
    await this.product.settled();
    const effects = await this.product.effects(this.caseId);
    const counts: Record<string, number> = {};
    for (const e of effects) {
      expect({ key: e.key, status: e.status }).toEqual({ key: e.key, status: 'done' });
      expect(e.attempts, e.key).toBe(1);
      counts[e.kind] = (counts[e.kind] ?? 0) + 1;
    }
    const sent = this.product.mails.map((m) => m.messageId);
    expect(new Set(sent).size).toBe(sent.length);
    const notices = effects.filter((e) => e.kind === 'notice').map((e) => mailOf(e.key));
    expect(notices).toEqual(expect.arrayContaining(sent));
    const parcels = this.product.parcels();
    expect(new Set(parcels.map((p) => p.reference)).size).toBe(parcels.length);
    const handed = effects.filter((e) => !['letter', 'notice', 'publish', 'withdraw-publication'].includes(e.kind));
    expect(parcels.map((p) => p.reference).sort()).toEqual(handed.map((e) => referenceOf(e.addressee, e.key)).sort());
    return counts;
  }

  /** Nothing of these words is in any mail or in anything handed to another body. */
  leaksNothing(words: string[]): void {
    const outside = JSON.stringify([this.product.mails, this.product.parcels()]);
    for (const word of words) expect(outside).not.toContain(word);
  }
}

/** A document of another body. */
export const document = (kind: string, number: string, date: string) => ({ document: { kind, number, date } });

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
export const EVIDENCE = { bytes: PDF, sha256: sha256(PDF) };
