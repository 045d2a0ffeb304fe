import { z } from 'zod';
import type { Ctx } from '../../domain/case/types.ts';
import { proceeding } from '../../domain/proceedings/define.ts';
import { choice, words, yesNo } from '../../domain/proceedings/parts/forms.ts';
import { RECUSAL } from '../../domain/proceedings/parts/recusal.ts';
import { t } from '../../domain/proceedings/parts/rows.ts';
import type { Happens } from '../../domain/proceedings/tables.ts';
import { guard } from '../../domain/refusal.ts';

/**
 * What a row of a table may name is a matter for the compiler: each line after an `@ts-expect-error` is an error, or `npm run check`
 * fails. Only what the head makes is run (`tables.test.ts`).
 */
export const { row, some, flagged, table, allIn } = proceeding({
  kind: 'paper',
  title: t('一', 'One'),
  section: '0',
  owner: 'clerk',
  readers: ['clerk'],
  tipsterTold: false,
  states: { Open: t('开', 'Open'), Shut: t('关', 'Shut') },
  ends: ['Shut'],
  flags: { urgent: t('急', 'Urgent') },
  facts: z.object({ paidOn: z.string(), sum: z.number() }),
  outlive: ['house-paper'],
});

export const FORM = z.object({
  kind: choice('种类', 'Kind', [
    ['fine', '罚款', 'Fine'],
    ['none', '无', 'None'],
  ]),
  agreed: yesNo('同意', 'Agreed').optional(),
  reasons: words('理由', 'Reasons'),
});

export const PLAIN = some({ label: t('办', 'Do'), by: 'system', basis: 'house: test', to: 'same' });
const OPEN = some({ ...PLAIN, act: 'a', from: 'open' });
const asksAmount = guard('amount-known-on', 'form', (ctx: Ctx<{ amount: number }, unknown>) => ctx.form.amount > 0);

export const NAMES = [
  // @ts-expect-error a state that the head has not
  row({ ...PLAIN, act: 'a', from: ['Closed'] }),
  // @ts-expect-error a target that the head has not
  row({ ...OPEN, to: 'Closed' }),
  // @ts-expect-error a chosen target that the head has not
  row({ ...OPEN, to: { choose: () => 'Closed', among: ['Open'] } }),
  // @ts-expect-error a flag to be up
  row({ ...OPEN, flag: 'late' }),
  // @ts-expect-error a flag to be down
  row({ ...OPEN, flag: '!late' }),
  // @ts-expect-error a flag that is raised
  row({ ...OPEN, raise: ['late'] }),
  // @ts-expect-error a clock that neither catalogue nor house has
  row({ ...OPEN, start: [{ deadline: 'house-papers' }] }),
  // @ts-expect-error a clock that is stopped
  row({ ...OPEN, stop: ['house-papers'] }),
  // @ts-expect-error a clock that is paused
  row({ ...OPEN, pause: ['house-papers'] }),
  // @ts-expect-error a clock that is extended
  row({ ...OPEN, extend: [{ clock: 'house-papers', by: () => 1 }] }),
  // @ts-expect-error a clock that ends
  row({ ...PLAIN, expiry: ['house-papers'], from: 'open' }),
  // @ts-expect-error a kind of effect
  row({ ...OPEN, effects: [{ kind: 'phone', to: 'police' }] }),
  // @ts-expect-error an addressee
  row({ ...OPEN, effects: [{ kind: 'remind', to: 'polise' }] }),
  row({
    ...OPEN,
    // @ts-expect-error a letter that is not written
    effects: [{ kind: 'letter', to: 'tipster', data: () => ({ letter: 'acepted', basis: '' }) }],
  }),
];

export const FORMS = [
  // @ts-expect-error a field that the form has not
  row({ ...OPEN, form: FORM, note: (ctx) => ({ sum: ctx.form.amount }) }),
  // @ts-expect-error sealed words are not there to be read
  row({ ...OPEN, form: FORM, when: (ctx) => ctx.form.reasons === '' }),
  // @ts-expect-error not one of the closed list
  row({ ...OPEN, form: FORM, when: (ctx) => ctx.form.kind === 'fines' }),
  // @ts-expect-error a row without a form reads none
  row({ ...OPEN, when: (ctx) => ctx.form.kind === 'fine' }),
  // @ts-expect-error a guard on a form that has other fields
  row({ ...OPEN, form: FORM, guards: [asksAmount] }),
  // @ts-expect-error a fact that the head does not declare is not kept
  row({ ...OPEN, note: () => ({ paidAt: '' }) }),
  // @ts-expect-error and not read
  row({ ...OPEN, when: (ctx) => ctx.p.facts.paidAt === '' }),
  // @ts-expect-error a fact of another type
  row({ ...OPEN, note: () => ({ sum: '1' }) }),
];

export const TABLES = [
  // @ts-expect-error an earlier act that no row has
  table([row({ ...OPEN, notSameAs: ['b'] })]),
  // @ts-expect-error rows of a part whose flags and facts the head has not
  table([row({ ...OPEN }), ...RECUSAL]),
];

// @ts-expect-error a flag that is asked for
export const asked = (ctx: Ctx) => flagged(ctx, 'late');
// @ts-expect-error a fact of a proceeding found in the case
export const found = (ctx: Ctx) => allIn(ctx.case).map((p) => p.facts.paidAt);

// @ts-expect-error an act of another table, as the cause of a reaction or a notice
export const cause: Happens<'penalty'> = { kind: 'penalty', act: 'assign' };
// @ts-expect-error a state of another table
export const entered: Happens<'penalty'> = { kind: 'penalty', entered: 'Suspended' };
